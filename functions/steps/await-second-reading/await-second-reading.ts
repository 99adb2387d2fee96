import { type WaitInput, waitFor } from '../../casework/driver/wait-for';
import type { DeskDeps } from '../../domain/desk-deps';

type Deps = Pick<DeskDeps, 'register' | 'items' | 'workflow'>;

/** Waits for the day of the second reading. */
export function awaitSecondReading(deps: Deps, input: WaitInput): Promise<void> {
  return waitFor(deps, 'await-second-reading', input);
}
