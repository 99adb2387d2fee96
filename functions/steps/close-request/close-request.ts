import { closeRequestLog } from '../../casework/driver/close';
import type { DeskDeps } from '../../domain/desk-deps';

type Deps = Pick<DeskDeps, 'register'>;

/**
 * Closes an erasure whose stores were read a second time. Its log is kept until the desk's retention ends.
 */
export async function closeRequest(
  deps: Deps,
  { requestId }: { requestId: string },
): Promise<{ done: true }> {
  await closeRequestLog(deps, requestId);
  return { done: true };
}
