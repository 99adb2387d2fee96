import type { DeskDeps } from '../domain/desk-deps';
import { wake } from './wake';

type Deps = Pick<DeskDeps, 'register' | 'items' | 'workflow'>;

/**
 * After a loss of executions: every open request gets a driver again, from the register alone. Returns how
 * many were looked at.
 */
export async function reconcile(deps: Deps): Promise<number> {
  let count = 0;
  for await (const { requestId, status } of deps.register.summaries()) {
    if (status === 'closed') continue;
    await wake(deps, requestId);
    count += 1;
  }
  return count;
}
