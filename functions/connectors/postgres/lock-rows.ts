import { assertWithin } from '../relational/erase-task';
import type { RunSql } from '../relational/run-sql';
import type { EraseTask } from './erase-call';
import { placesOf, type RowPlace } from './row-key';

/**
 * The places of the rows of a task, locked. Throws {@link BlastRadiusError} when they are more than were
 * approved.
 */
export async function lockRows(run: RunSql, task: EraseTask): Promise<RowPlace[]> {
  const places = await placesOf(run, task.table, task.keys, true);
  assertWithin(task, places);
  return places;
}
