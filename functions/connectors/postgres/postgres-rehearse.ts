import type { StoreMap } from '../../domain/data-map';
import type { EraseInstruction } from '../../domain/erase-instruction';
import type { Rehearsal } from '../../domain/store-examination';
import { StoreError, StoreUnavailableError } from '../connector';
import { faultPlace } from '../relational/fault-place';
import type { RunSql } from '../relational/run-sql';
import type { EraseTask } from './erase-call';
import { type EraseCall, prepareErase } from './erase-call';
import { eraseInTransaction } from './postgres-erase';
import { isBusy } from './postgres-errors';
import { postgresPlace } from './postgres-place';
import type { PostgresSession } from './postgres-session';

/** Beyond this many rows a trial would itself be a burden on the shop. */
const MOST_ROWS = 2_000;
const LONGEST_MS = 5_000;
const LONGEST_STATEMENT_MS = 2_000;

/**
 * Carries an erasure out and takes it back. Locks are waited for 200 ms, a statement runs for 2 s, all of
 * it for 5 s. Not tried where a trigger or rule of the shop would run that the map does not mark as
 * `rollback_safe`: sequences, dblink and calls to the outside do not roll back.
 */
export async function rehearseErase(
  session: PostgresSession,
  store: StoreMap,
  instructions: readonly EraseInstruction[],
): Promise<Rehearsal> {
  if (instructions.reduce((sum, { keys }) => sum + keys.length, 0) > MOST_ROWS)
    return { outcome: 'not-tried', reason: 'too-many-rows' };
  try {
    return await session.rehearse(async (unhurried) => {
      const run = withinTime(unhurried);
      const call = await prepareErase(run, store, instructions);
      if (unsafeHooks(call)) return { outcome: 'not-tried', reason: 'triggers' };
      const { heldBack } = await eraseInTransaction({ ...call, run });
      return heldBack[0] ? heldBackBy(heldBack[0]) : { outcome: 'held' };
    });
  } catch (error) {
    if (isBusy(error)) return { outcome: 'not-tried', reason: 'busy' };
    if (!(error instanceof StoreError) || error instanceof StoreUnavailableError) throw error;
    return { outcome: 'refused', fault: { kind: error.kind, place: error.place } };
  }
}

/**
 * A trigger that swallows a deletion, or only marks the row: nothing would be refused, and nothing would go.
 */
function heldBackBy({ table }: EraseTask): Rehearsal {
  return {
    outcome: 'refused',
    fault: { kind: 'refused', place: { ...faultPlace(table.collection), code: 'held-back' } },
  };
}

function unsafeHooks({ catalogue, rules, tasks }: EraseCall): boolean {
  const oidsOf = (action: EraseInstruction['action']) =>
    tasks.filter(({ instruction }) => instruction.action === action).map(({ table }) => table.oid);
  const hooks = rules.hooksOn(rules.reach(oidsOf('erase'), oidsOf('anonymise')));
  const safe = rules.withDescendants(
    catalogue.relations
      .filter((relation) => {
        const collections = catalogue.collectionsIn(relation);
        return (
          collections.length > 0 && collections.every((one) => postgresPlace(one).rollback_safe === true)
        );
      })
      .map(({ oid }) => oid),
  );
  return hooks.some(({ oid }) => !safe.has(oid));
}

/** Each statement gets what is left of the time for all of them. */
function withinTime(run: RunSql): RunSql {
  const started = performance.now();
  return async (sql, values) => {
    const left = Math.floor(LONGEST_MS - (performance.now() - started));
    if (left <= 0) throw new StoreUnavailableError('the rehearsal took too long', { code: '57014' });
    if (left < LONGEST_STATEMENT_MS) await run(`SET LOCAL statement_timeout = '${left}ms'`);
    return run(sql, values);
  };
}
