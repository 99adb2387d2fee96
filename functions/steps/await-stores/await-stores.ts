import type { DeskDeps } from '../../domain/desk-deps';
import { type WaitInput, waitFor } from '../../driving/wait-for';

type Deps = Pick<DeskDeps, 'register' | 'items' | 'workflow'>;

/** Waits until the watch has decided to try the stores that are down once more, or to go on without them. */
export function awaitStores(deps: Deps) {
  return (input: WaitInput): Promise<void> => waitFor(deps, 'await-stores', input);
}
