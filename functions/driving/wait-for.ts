import { type DataSubjectRequest, mustBeOpen } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { type WaitName, waits } from '../domain/open-work';

export interface WaitInput {
  readonly requestId: string;
  readonly taskToken: string;
}

type Deps = Pick<DeskDeps, 'register' | 'items' | 'workflow'>;

/**
 * A Task that waits. Level-triggered: the log is read first, and an answer that is already there is sent at once. Otherwise the token is stored, then the person
 * is asked, then the log is read once more, so that an answer between the two readings is not missed.
 */
export async function waitFor(
  deps: Deps,
  wait: WaitName,
  input: WaitInput,
  ask: (request: DataSubjectRequest) => Promise<void> = async () => undefined,
): Promise<void> {
  const request = await deps.register.load(input.requestId);
  if (await answered(deps, wait, input, request)) return;
  await deps.items.saveWait(input.requestId, wait, input.taskToken);
  await ask(mustBeOpen(request));
  if (await answered(deps, wait, input, await deps.register.load(input.requestId))) {
    await deps.items.dropWait(input.requestId, wait, input.taskToken);
  }
}

async function answered(
  deps: Deps,
  wait: WaitName,
  input: WaitInput,
  request: DataSubjectRequest,
): Promise<boolean> {
  const answer = waits[wait](request);
  if (!answer) return false;
  await deps.workflow.succeed(input.taskToken, answer);
  return true;
}
