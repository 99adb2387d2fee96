import type { DeskDeps } from '../../domain/desk-deps';
import { machineWaits, type WaitName } from '../../domain/machine';
import { ensureDriver } from './ensure-driver';

type Deps = Pick<DeskDeps, 'register' | 'items' | 'workflow'>;

/**
 * Wakes the execution, after an event, if what it waits for is now in the log. The event was appended first,
 * so a lost call loses nothing. A dead token means that the driver is lost, and the next version is started
 * from the register.
 */
export async function wakeDriver(deps: Deps, requestId: string): Promise<void> {
  const request = await deps.register.load(requestId);
  let alive = false;
  for (const { wait, taskToken } of await deps.items.waits(requestId)) {
    const answer = isWait(wait) ? machineWaits[wait](request) : undefined;
    if (!answer) continue;
    alive = (await deps.workflow.succeed(taskToken, answer)) || alive;
    await deps.items.dropWait(requestId, wait, taskToken);
  }
  if (!alive) await ensureDriver(deps, requestId);
}

function isWait(name: string): name is WaitName {
  return Object.hasOwn(machineWaits, name);
}
