import type { DeskDeps } from '../../domain/desk-deps';
import { ensureDriver } from '../../driving/ensure-driver';

type Deps = Pick<DeskDeps, 'register' | 'workflow'>;

/** Hands the request to the machine that its log now calls for. */
export async function passOn(deps: Deps, { requestId }: { requestId: string }): Promise<{ done: true }> {
  await ensureDriver(deps, requestId);
  return { done: true };
}
