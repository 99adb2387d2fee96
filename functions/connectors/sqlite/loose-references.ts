import type { UnreadPlace } from '../../domain/finding';
import { setField } from '../../domain/set-field';
import type { CollectionSearch } from '../mapped-collection';
import { boundSql, candidates, isNumber } from './cell';
import { referencesOf } from './key-parts';
import { atRow } from './key-place';
import type { Column, Relation, Table } from './relation';
import { type FoundRow, finderOf, type Reading, readRows, textIn } from './row-search';
import { columnOf, quoted } from './sqlite-catalogue';
import { placeOf } from './twin-values';

/** Rows that are told one by one; a clear map leads to none. */
const MOST_PLACES = 100;

/** What a column of a table refers to, where the database may call texts equal that are not the same. */
interface LooseReference {
  readonly field: string;
  readonly parent: Relation;
  readonly of: Column;
}

/**
 * A foreign key compares as the column does that it refers to: one that ignores capitals, or holds numbers
 * (`042` is 42).
 *
 * @see https://www.sqlite.org/foreignkeys.html#fk_basics
 */
function looseReferences({ catalogue, store }: Reading, table: Table): LooseReference[] {
  return referencesOf(store).flatMap(({ child, field, parent, of }) => {
    if (child.name !== table.collection.name) return [];
    const relation = catalogue.relationOf(parent);
    const column = relation?.columns.find(({ name }) => name === of);
    const own = table.columns.find(({ name }) => name === field);
    if (relation?.kind !== 'table' || !column || !own) return [];
    const isLoose = relation.mayFold || isNumeric(column) !== isNumeric(own);
    return isLoose ? [{ field, parent: relation, of: column }] : [];
  });
}

function isNumeric({ affinity }: Column): boolean {
  return affinity === 'INTEGER' || affinity === 'REAL' || affinity === 'NUMERIC';
}

/** The columns that {@link referenceFormsReader} reads. */
export function referringColumns(reading: Reading, table: Table): Column[] {
  return looseReferences(reading, table).map(({ field }) => columnOf(table, field));
}

export interface ReferenceForms {
  /** What a row refers to, in the text of the row that it refers to, where that is another. */
  readonly forms: Readonly<Record<string, string>>;
  /** Where the row may refer to several. */
  readonly unclear?: UnreadPlace;
}

/** How the rows of a table refer to others by the comparison of the database. */
export function referenceFormsReader(reading: Reading, table: Table): (row: FoundRow) => ReferenceForms {
  const loose = looseReferences(reading, table);
  return (row) => {
    const forms: Record<string, string> = {};
    for (const { field, parent, of } of loose) {
      const own = textIn(row.cells, columnOf(table, field));
      const texts = own === undefined ? [] : textsReferredTo(reading, table, row, { field, parent, of });
      const [text] = texts;
      if (text === undefined || (own !== undefined && texts.includes(own))) continue;
      if (texts.length > 1) return { forms: {}, unclear: placeOf(table, field, row) };
      setField(forms, field, text);
    }
    return { forms };
  };
}

function textsReferredTo(
  reading: Reading,
  table: Table,
  row: FoundRow,
  { field, parent, of }: LooseReference,
): string[] {
  const at = atRow(table, row, 'c.');
  const rows = readRows(
    reading,
    { ...parent, order: [] },
    {
      columns: [of],
      before: `main.${quoted(table.name)} c CROSS JOIN `,
      where: `t.${quoted(of.name)} = c.${quoted(field)} AND ${at.where}`,
      values: at.values,
    },
  );
  const texts = new Set<string>();
  for (const { cells } of rows) {
    const text = textIn(cells, of);
    if (text !== undefined) texts.add(text);
  }
  return [...texts];
}

/**
 * Rows that the database calls equal to what is asked for, by a column or by what it refers to, and that do
 * not hold the same text: somebody has to look whose they are.
 */
export function looselyEqualRows(
  reading: Reading,
  table: Table,
  conditions: CollectionSearch['conditions'],
): UnreadPlace[] {
  const references = looseReferences(reading, table);
  return conditions.flatMap(({ field, values }) => {
    const column = columnOf(table, field);
    const parts = [
      ...(comparesLoosely(table, column, values) ? [equalTo(`t.${quoted(field)}`, column, values)] : []),
      ...references
        .filter((one) => one.field === field)
        .map(({ parent, of }) => {
          const { where, bound } = equalTo(`p.${quoted(of.name)}`, of, values);
          const joined = `p.${quoted(of.name)} = t.${quoted(field)}`;
          const from = `main.${quoted(parent.name)} p`;
          return { where: `EXISTS (SELECT 1 FROM ${from} WHERE ${where} AND ${joined})`, bound };
        }),
    ];
    if (parts.length === 0) return [];
    const finder = finderOf(table, [{ field, values }]);
    const query = {
      columns: [...table.key, column],
      where: `(${parts.map(({ where }) => where).join(' OR ')})`,
      values: parts.flatMap(({ bound }) => bound),
    };
    return placesOf(readRows(reading, table, query), table, field, (row) => !finder.finds(row));
  });
}

function comparesLoosely(table: Table, column: Column, values: readonly string[]): boolean {
  if (isNumeric(column))
    return values.some((value) => !isNumber(value) && value.trim() !== '' && Number.isFinite(Number(value)));
  return table.mayFold && !table.addresses.includes(column.name);
}

function equalTo(expression: string, column: Column, values: readonly string[]) {
  const bound = values.flatMap((value) => candidates(value, column)).map(boundSql);
  return {
    where: `${expression} IN (${bound.map(({ sql }) => sql).join(', ')})`,
    bound: bound.flatMap((one) => one.values),
  };
}

function placesOf(
  rows: Iterable<FoundRow>,
  table: Table,
  field: string,
  isMeant: (row: FoundRow) => boolean,
): UnreadPlace[] {
  const places: UnreadPlace[] = [];
  for (const row of rows) {
    if (!isMeant(row)) continue;
    if (places.length === MOST_PLACES) return [...places, furtherRows(table, field)];
    places.push(placeOf(table, field, row));
  }
  return places;
}

function furtherRows({ collection, name }: Table, field: string): UnreadPlace {
  return { collection: collection.name, place: `${name}.${field}: further rows`, reason: 'unclear' };
}
