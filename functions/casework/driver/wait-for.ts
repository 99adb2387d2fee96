import { assertOpen, type DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { machineWaits, type WaitName } from '../../domain/machine';

export interface WaitInput {
  readonly requestId: string;
  readonly taskToken: string;
}

type Deps = Pick<DeskDeps, 'register' | 'items' | 'workflow'>;

export interface WaitQuestion {
  /**
   * Records in the log that something is asked; without it, an earlier answer could be taken for this one's.
   * Must be harmless to repeat.
   */
  readonly record?: (request: DataSubjectRequest) => Promise<void>;
  /** Mails the question, once. */
  readonly ask?: (request: DataSubjectRequest) => Promise<void>;
}

/**
 * A Task that waits. It is level-triggered: once the question is recorded, the log is read, and an answer
 * that is already there is sent at once. Otherwise the token is stored, the question is mailed, and the log
 * is looked at once more, so that no answer in between is missed: whoever answers first appends and then
 * looks for the token. A mail that was recorded since the token was stored is such a look, since it was
 * appended to the whole log.
 */
export async function waitFor(
  deps: Deps,
  wait: WaitName,
  input: WaitInput,
  question: WaitQuestion = {},
): Promise<void> {
  const before = await deps.register.load(input.requestId);
  if (before.status !== 'closed') await question.record?.(before);
  const request = await deps.register.load(input.requestId);
  if (await sendIfAnswered(deps, wait, input, request)) return;
  await deps.items.saveWait(input.requestId, wait, input.taskToken);
  await question.ask?.(assertOpen(request));
  if (await sendIfAnswered(deps, wait, input, await deps.register.load(input.requestId))) {
    await deps.items.dropWait(input.requestId, wait, input.taskToken);
  }
}

async function sendIfAnswered(
  deps: Deps,
  wait: WaitName,
  input: WaitInput,
  request: DataSubjectRequest,
): Promise<boolean> {
  const answer = machineWaits[wait](request);
  if (!answer) return false;
  await deps.workflow.succeed(input.taskToken, answer);
  return true;
}
