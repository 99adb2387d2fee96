import type { DeskDeps } from '../../domain/desk-deps';
import { type WaitInput, waitFor } from '../../driving/wait-for';

type Deps = Pick<DeskDeps, 'register' | 'items' | 'workflow'>;

/** Waits for the day of the second reading. */
export function awaitSecondReading(deps: Deps) {
  return (input: WaitInput): Promise<void> => waitFor(deps, 'await-second-reading', input);
}
