import type { FaultPlace } from '../../domain/store-examination';
import { BlastRadiusError, StoreRefusedError } from '../connector';
import { type RowName, rowName } from './erase-task';
import { atRow } from './key-place';
import type { ForeignKey, Table } from './relation';
import { type FoundRow, type Reading, readRows } from './row-search';
import { quoted } from './sqlite-catalogue';
import { faultPlace } from './sqlite-place';

/** A table with the rows of it that the call may touch. */
export interface TouchedRows {
  readonly table: Table;
  readonly deleted: ReadonlySet<RowName>;
  readonly blanked: ReadonlySet<RowName>;
}

/** The touched rows of a table by its name; undefined for a table of which the call touches none. */
export type Touched = ReadonlyMap<string, TouchedRows>;

/**
 * The rows to be deleted that refer to one that is to be deleted, by any foreign key: they go first.
 *
 * @throws BlastRadiusError when the database would delete or change a row that nobody approved;
 * StoreRefusedError when such a row prevents the deletion
 */
export function dependentsOf(reading: Reading, touched: Touched, table: Table, row: FoundRow): RowName[] {
  return reading.catalogue.pointingAt(table.name).flatMap((key) => {
    const source = touched.get(key.from);
    const names: RowName[] = [];
    for (const one of pointingRows(reading, key, { table, row }, source?.table)) {
      const name = source && rowName(source.table, one);
      if (name === undefined || !mayGo(key, source, name)) throw standsInTheWay(table, key);
      if (source?.deleted.has(name)) names.push(name);
    }
    return names;
  });
}

/** A row that is blanked may lose its reference to one that is deleted. */
function mayGo(key: ForeignKey, source: TouchedRows | undefined, name: RowName): boolean {
  if (source?.deleted.has(name)) return true;
  return key.onDelete.startsWith('SET') && source?.blanked.has(name) === true;
}

function standsInTheWay(table: Table, key: ForeignKey): Error {
  const place = placeOf(table, key);
  if (key.onDelete === 'NO ACTION' || key.onDelete === 'RESTRICT')
    return new StoreRefusedError(`rows of ${key.from} that stay refer to what is to be erased`, {
      ...place,
      code: 'referred-to',
    });
  const does = key.onDelete === 'CASCADE' ? 'erase' : 'change';
  return new BlastRadiusError(`the database would ${does} rows of ${key.from} that nobody approved`, {
    ...place,
    code: key.onDelete === 'CASCADE' ? 'cascade' : 'set-null',
  });
}

/**
 * @throws StoreRefusedError when a row that stays refers to a value that is to be overwritten, whether the
 * database would change it too or refuse
 */
export function assertNotReferredTo(
  reading: Reading,
  table: Table,
  row: FoundRow,
  fields: readonly string[],
): void {
  for (const key of reading.catalogue.pointingAt(table.name)) {
    if (!key.columns.some(({ theirs }) => fields.includes(theirs))) continue;
    const [one] = pointingRows(reading, key, { table, row }, undefined);
    if (one === undefined) continue;
    const refuses = key.onUpdate === 'NO ACTION' || key.onUpdate === 'RESTRICT';
    throw new StoreRefusedError(`rows of ${key.from} refer to what is to be overwritten`, {
      ...placeOf(table, key),
      code: refuses ? 'referred-to' : 'cascade-update',
    });
  }
}

/** Foreign keys of SQLite have no names: the table and columns that refer. */
export function constraintName({ from, columns }: ForeignKey): string {
  return `${from} (${columns.map(({ own }) => own).join(', ')})`;
}

function placeOf(table: Table, key: ForeignKey): FaultPlace {
  return { ...faultPlace(table.collection), table: key.from, constraint: constraintName(key) };
}

/** Compared as the database compares them: the column that is referred to stands first. */
function* pointingRows(
  reading: Reading,
  key: ForeignKey,
  { table, row }: { readonly table: Table; readonly row: FoundRow },
  source: Table | undefined,
): Generator<FoundRow> {
  const joined = key.columns.map(({ own, theirs }) => `p.${quoted(theirs)} = t.${quoted(own)}`).join(' AND ');
  const at = atRow(table, row, 'p.');
  const query = {
    columns: source?.key ?? [],
    before: `main.${quoted(table.name)} p CROSS JOIN `,
    where: `${joined} AND ${at.where}`,
    values: at.values,
    ...(source ? {} : { limit: 1 }),
  };
  yield* readRows(reading, source ?? { ...table, name: key.from }, query);
}
