import { ensureDriver } from '../../casework/driver/ensure-driver';
import type { DeskDeps } from '../../domain/desk-deps';

type Deps = Pick<DeskDeps, 'register' | 'workflow'>;

/** Starts the machine that the log now calls for. */
export async function passOn(deps: Deps, { requestId }: { requestId: string }): Promise<{ done: true }> {
  await ensureDriver(deps, requestId);
  return { done: true };
}
