import { wakeDriver } from '../casework/driver/wake';
import { askAboutDoubt } from '../casework/mail/ask-about-doubt';
import { askApprover } from '../casework/mail/ask-approver';
import { askCase } from '../casework/mail/ask-case';
import { askRequester } from '../casework/mail/ask-requester';
import { mailTask } from '../casework/mail/ask-task';
import { mailExtension } from '../casework/mail/mail-extension';
import { approvers } from '../casework/mail/staff-facts';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { isAboutDoubt } from '../domain/doubt-id';
import { extensionKey } from '../domain/extension-notice';
import { lastOf } from '../domain/log-entries';
import { openTasks } from '../domain/open-work';
import { presentOwner } from '../domain/present-owner';
import { openQuestions, questionKeys, staffMailKey, unaskedMails } from '../domain/questions';
import { caseApprovers } from '../domain/reviewers';
import type { Timer } from '../domain/timer';
import { mailEachReader } from './mail-each-reader';
import { recordTimerDone, reminded, type WatchDeps } from './timer-done';

/**
 * Asks staff again, from here: there may be an approver or an owner since, when nothing else is left to do.
 * Also sends the requester a question that staff asked on a page and whose mail did not leave; the driver
 * asks all others when it runs again.
 */
export async function repeatOpenQuestions(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  await wakeDriver(deps, request.requestId);
  const now = await deps.register.load(request.requestId);
  const missing = new Set(unaskedMails(now, deps.desk));
  const asks = [...asksOfStaff(deps, now), ...asksOfPerson(deps, now)].filter(({ key }) => missing.has(key));
  await mailEachReader(
    deps,
    request,
    timer,
    asks.map(({ ask }) => ask),
  );
  await recordTimerDone(deps, request, timer, reminded('question'));
}

interface Ask {
  readonly key: string;
  readonly ask: () => Promise<void>;
}

function asksOfStaff(deps: WatchDeps, now: DataSubjectRequest): Ask[] {
  const toEach = (ids: readonly string[], key: string, ask: typeof askCase): Ask[] =>
    ids.map((id) => ({ key: staffMailKey(key, id), ask: () => ask(deps, now, id) }));
  if (now.status === 'awaiting-decision')
    return toEach(approvers(deps), questionKeys.decision(now), askApprover);
  if (now.status === 'with-staff')
    return toEach(caseApprovers(deps.desk, now), questionKeys.case(now), askCase);
  return openTasks(now).map((task) => {
    const owner = presentOwner(deps.desk, task) ?? task.owner;
    const key = staffMailKey(questionKeys.task(task.taskId), owner);
    return { key, ask: () => mailTask(deps, now, task, owner) };
  });
}

function asksOfPerson(deps: WatchDeps, now: DataSubjectRequest): Ask[] {
  const { requestId } = now;
  const extended = lastOf(now.log, 'extended');
  const questions = openQuestions(now).map((key) => ({
    key,
    ask: () => (isAboutDoubt(key) ? askAboutDoubt(deps, requestId) : askRequester(deps, requestId, key)),
  }));
  const tell = () => mailExtension(deps, requestId);
  return [...(extended ? [{ key: extensionKey(extended), ask: tell }] : []), ...questions];
}
