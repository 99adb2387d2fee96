import type { EraseInstruction } from '../../domain/erase-instruction';
import type { Rehearsal } from '../../domain/store-examination';
import { StoreError, StoreUnavailableError } from '../connector';
import { faultPlace } from '../relational/fault-place';
import { hooksOf } from './assert-erasable';
import { type EraseCall, prepareErase } from './erase-call';
import type { KnownCatalogue } from './known-catalogue';
import { eraseInTransaction } from './mysql-erase';
import { isBusy } from './mysql-errors';
import { mysqlPlace } from './mysql-place';
import type { MysqlSession } from './mysql-session';

/** Beyond this many rows a trial would itself be a burden on the shop. */
const MOST_ROWS = 2_000;

/**
 * Carries an erasure out and takes it back. Locks are waited for one second, which is the least that InnoDB
 * knows; a statement runs for two. Not tried where a trigger of the shop would run that the map does not mark
 * as `rollback_safe`: what it writes into a table without transactions stays.
 */
export async function rehearseErase(
  session: MysqlSession,
  known: KnownCatalogue,
  instructions: readonly EraseInstruction[],
): Promise<Rehearsal> {
  if (instructions.reduce((sum, { keys }) => sum + keys.length, 0) > MOST_ROWS)
    return { outcome: 'not-tried', reason: 'too-many-rows' };
  try {
    return await session.rehearse(async (run) => {
      const call = await prepareErase(run, await known.read(run), instructions);
      if (hasUnsafeHooks(call)) return { outcome: 'not-tried', reason: 'triggers' };
      const { heldBack } = await eraseInTransaction(call);
      const [first] = heldBack;
      if (first === undefined) return { outcome: 'held' };
      const place = { ...faultPlace(first.table.collection), code: 'held-back' };
      return { outcome: 'refused', fault: { kind: 'refused', place } };
    });
  } catch (error) {
    if (isBusy(error)) return { outcome: 'not-tried', reason: 'busy' };
    if (!(error instanceof StoreError) || error instanceof StoreUnavailableError) throw error;
    return { outcome: 'refused', fault: { kind: error.kind, place: error.place } };
  }
}

function hasUnsafeHooks({ tasks, rules }: EraseCall): boolean {
  const safe = new Set(
    tasks
      .filter(({ table }) => mysqlPlace(table.collection).rollback_safe === true)
      .map(({ table }) => table.oid),
  );
  return hooksOf(tasks, rules).some(({ oid }) => !safe.has(oid));
}
