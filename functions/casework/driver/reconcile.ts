import type { DeskDeps } from '../../domain/desk-deps';
import { listedRequests } from './request-lists';
import { wakeDriver } from './wake';

type Deps = Pick<DeskDeps, 'register' | 'items' | 'workflow'>;

/**
 * Gives every open request a driver again after a loss of executions, from the register alone.
 *
 * @returns how many were looked at
 */
export async function ensureAllDrivers(deps: Deps): Promise<number> {
  let count = 0;
  for await (const { requestId } of listedRequests(deps, ['open'])) {
    await wakeDriver(deps, requestId);
    count += 1;
  }
  return count;
}
