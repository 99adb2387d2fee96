import type { Blank } from '../../domain/blank';
import type { CorrectReceipt, FieldChange, RowCorrection } from '../../domain/correction';
import type { CollectionMap, StoreMap } from '../../domain/data-map';
import type { FaultPlace } from '../../domain/store-examination';
import { StoreError, StoreUnavailableError } from '../connector';
import { assertCorrectable } from '../correctable-fields';
import { keyValues, mappedCollection } from '../mapped-collection';
import { columnOf } from './catalogue';
import { faultPlace } from './fault-place';
import type { Relation, Table } from './relation';
import type { RunSql } from './run-sql';

type CorrectedRow = CorrectReceipt['rows'][number];

interface Blanking<R extends Relation> {
  readonly table: Table<R>;
  readonly blank: Readonly<Record<string, Blank>>;
}

/**
 * How one kind of database reads and writes a row.
 *
 * @typeParam P - where a row lies, for the length of a transaction
 */
export interface CorrectWays<R extends Relation, P> {
  readonly session: {
    read<T>(work: (run: RunSql) => Promise<T>): Promise<T>;
    write<T>(work: (run: RunSql) => Promise<T>): Promise<T>;
  };
  /** Throws where the table cannot be read or, with `toWrite`, not be written as a whole or not at all. */
  readonly tableOf: (run: RunSql, collection: CollectionMap, toWrite: boolean) => Promise<Table<R>>;
  readonly placesOf: (
    run: RunSql,
    table: Table<R>,
    keys: readonly (readonly string[])[],
    lock: boolean,
  ) => Promise<P[]>;
  readonly rowsNotBlankYet: (run: RunSql, row: Blanking<R>, places: readonly P[]) => Promise<P[]>;
  readonly anonymiseRows: (run: RunSql, row: Blanking<R>, places: readonly P[]) => Promise<number>;
  readonly assertBlanked: (run: RunSql, row: Blanking<R>, places: readonly P[]) => Promise<void>;
  /** Throws for a value that the database would read in a way of its own, or keep less of. */
  readonly assertExact: (run: RunSql, table: Table<R>, changes: readonly FieldChange[]) => Promise<void>;
  readonly isText: (column: R['columns'][number]) => boolean;
  readonly withFaultPlace: <T>(place: FaultPlace, work: () => Promise<T>) => Promise<T>;
}

interface Correct {
  readonly corrections: readonly RowCorrection[];
  readonly look?: boolean | undefined;
}

/**
 * Each row in a transaction of its own, so that what the database refuses in one leaves the others. The row
 * is locked between the look and the write.
 */
export async function correctRows<R extends Relation, P extends object>(
  ways: CorrectWays<R, P>,
  store: StoreMap,
  { corrections, look }: Correct,
): Promise<CorrectReceipt> {
  for (const one of corrections) assertCorrectable(mappedCollection(store, one.collection), one);
  const rows: CorrectedRow[] = [];
  for (const correction of corrections)
    rows.push(await orRefused(() => correctRow(ways, store, correction, look)));
  return { rows };
}

function correctRow<R extends Relation, P extends object>(
  ways: CorrectWays<R, P>,
  store: StoreMap,
  correction: RowCorrection,
  look: boolean | undefined,
): Promise<CorrectedRow> {
  const collection = mappedCollection(store, correction.collection);
  const work = (run: RunSql) =>
    ways.withFaultPlace(faultPlace(collection), async (): Promise<CorrectedRow> => {
      const table = await ways.tableOf(run, collection, !look);
      const key = keyValues(table.collection, correction.key);
      const [place, more] = await ways.placesOf(run, table, [key], !look);
      if (!place || more) return { state: place ? 'changed' : 'gone' };
      const at = { ways, run, table, place };
      return look ? stateOf(at, correction) : write(at, correction);
    });
  return look ? ways.session.read(work) : ways.session.write(work);
}

interface PlacedRow<R extends Relation, P> {
  readonly ways: CorrectWays<R, P>;
  readonly run: RunSql;
  readonly table: Table<R>;
  readonly place: P;
}

async function write<R extends Relation, P extends object>(
  at: PlacedRow<R, P>,
  correction: RowCorrection,
): Promise<CorrectedRow> {
  const { ways, run, table, place } = at;
  const now = await stateOf(at, correction);
  await ways.assertExact(run, table, correction.changes);
  if (now.state !== 'open') return now;
  const blank = valuesOf(correction, 'to');
  await ways.anonymiseRows(run, { table, blank }, [place]);
  const [after] = await ways.placesOf(run, table, [keyValues(table.collection, correction.key)], false);
  if (after) await ways.assertBlanked(run, { table, blank }, [after]);
  return { state: 'done' };
}

async function stateOf<R extends Relation, P extends object>(
  at: PlacedRow<R, P>,
  correction: RowCorrection,
): Promise<CorrectedRow> {
  if (await holdsAll(at, valuesOf(correction, 'to'))) return { state: 'already' };
  return { state: (await holdsAll(at, valuesOf(correction, 'from'))) ? 'open' : 'changed' };
}

type Values = Readonly<Record<string, string | null>>;

/** An empty text counts as no value where a row is read, so it does here: in each field by itself. */
async function holdsAll<R extends Relation, P extends object>(
  { ways, run, table, place }: PlacedRow<R, P>,
  values: Values,
): Promise<boolean> {
  const holds = async (blank: Values) =>
    (await ways.rowsNotBlankYet(run, { table, blank }, [place])).length === 0;
  if (await holds(values)) return true;
  const maybeEmpty = Object.keys(values).filter(
    (field) => values[field] === null && ways.isText(columnOf(table, field)),
  );
  if (maybeEmpty.length === 0) return false;
  for (const field of maybeEmpty)
    if (!(await holds({ [field]: null })) && !(await holds({ [field]: '' }))) return false;
  const rest = Object.entries(values).filter(([field]) => !maybeEmpty.includes(field));
  return rest.length === 0 || holds(Object.fromEntries(rest));
}

function valuesOf({ changes }: RowCorrection, side: 'from' | 'to'): Values {
  return Object.fromEntries(changes.map((change) => [change.field, change[side]]));
}

/**
 * What the database has against one row is the answer on that row; a database that does not answer is none.
 */
async function orRefused(work: () => Promise<CorrectedRow>): Promise<CorrectedRow> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StoreError) || error instanceof StoreUnavailableError) throw error;
    const { code, constraint } = error.place;
    const told = code === 'blank-undone' ? 'value-undone' : code;
    return { state: 'refused', ...(told ? { code: told } : {}), ...(constraint ? { constraint } : {}) };
  }
}
