import type { CorrectReceipt, RowCorrection } from '../../domain/correction';
import type { StoreMap } from '../../domain/data-map';
import { StoreError, StoreUnavailableError } from '../connector';
import { assertCorrectable } from '../correctable-fields';
import { keyValues, mappedCollection } from '../mapped-collection';
import { anonymiseRows, assertBlanked, rowsNotBlankYet } from './anonymise-rows';
import { Catalogue, columnOf, faultPlace } from './postgres-catalogue';
import { isText } from './postgres-condition';
import { withFaultPlace } from './postgres-errors';
import { assertExact } from './postgres-exact';
import type { PostgresSession, RunSql } from './postgres-session';
import type { Table } from './relation';
import { placesOf, type RowPlace } from './row-key';

type CorrectedRow = CorrectReceipt['rows'][number];

interface Correct {
  readonly corrections: readonly RowCorrection[];
  readonly look?: boolean | undefined;
}

/**
 * Each row in a transaction of its own, so that what the database refuses in one leaves the others. The row
 * is locked between the look and the write.
 */
export async function correctRows(
  session: PostgresSession,
  store: StoreMap,
  { corrections, look }: Correct,
): Promise<CorrectReceipt> {
  for (const one of corrections) assertCorrectable(mappedCollection(store, one.collection), one);
  const rows: CorrectedRow[] = [];
  for (const correction of corrections)
    rows.push(await orRefused(() => correctRow(session, store, correction, look)));
  return { rows };
}

function correctRow(
  session: PostgresSession,
  store: StoreMap,
  correction: RowCorrection,
  look: boolean | undefined,
): Promise<CorrectedRow> {
  const collection = mappedCollection(store, correction.collection);
  const work = (run: RunSql) =>
    withFaultPlace(faultPlace(collection), async (): Promise<CorrectedRow> => {
      const table = (await Catalogue.read(run, store)).table(collection);
      const key = keyValues(table.collection, correction.key);
      const [place, more] = await placesOf(run, table, [key], !look);
      if (!place || more) return { state: place ? 'changed' : 'gone' };
      return look ? stateOf(run, table, correction, place) : write(run, table, correction, place);
    });
  return look ? session.read(work) : session.write(work);
}

async function write(
  run: RunSql,
  table: Table,
  correction: RowCorrection,
  place: RowPlace,
): Promise<CorrectedRow> {
  const now = await stateOf(run, table, correction, place);
  await assertExact(run, table, correction.changes);
  if (now.state !== 'open') return now;
  const blank = valuesOf(correction, 'to');
  await anonymiseRows(run, { table, blank }, [place]);
  const [after] = await placesOf(run, table, [keyValues(table.collection, correction.key)]);
  if (after) await assertBlanked(run, { table, blank }, [after]);
  return { state: 'done' };
}

async function stateOf(
  run: RunSql,
  table: Table,
  correction: RowCorrection,
  place: RowPlace,
): Promise<CorrectedRow> {
  const holds = (side: 'from' | 'to') => holdsAll(run, table, place, valuesOf(correction, side));
  if (await holds('to')) return { state: 'already' };
  return { state: (await holds('from')) ? 'open' : 'changed' };
}

type Values = Readonly<Record<string, string | null>>;

/** An empty text counts as no value where a row is read, so it does here: in each field by itself. */
async function holdsAll(run: RunSql, table: Table, place: RowPlace, values: Values): Promise<boolean> {
  const holds = async (blank: Values) => (await rowsNotBlankYet(run, { table, blank }, [place])).length === 0;
  if (await holds(values)) return true;
  const maybeEmpty = Object.keys(values).filter(
    (field) => values[field] === null && isText(columnOf(table, field)),
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
