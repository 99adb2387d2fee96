import { type DataSubjectRequest, lastOf } from '../domain/data-subject-request';
import { isAboutDoubt } from '../domain/doubt-id';
import { extensionKey } from '../domain/extension-notice';
import { openTasks } from '../domain/open-work';
import { presentOwner } from '../domain/present-owner';
import { keyFor, openQuestions, questionKeys, unaskedMails } from '../domain/questions';
import { caseDeciders } from '../domain/reviewers';
import type { Timer } from '../domain/timer';
import { wake } from '../driving/wake';
import { askAboutDoubt } from '../mailing/ask-about-doubt';
import { askCase } from '../mailing/ask-case';
import { askDecider } from '../mailing/ask-decider';
import { askRequester } from '../mailing/ask-requester';
import { mailTask } from '../mailing/ask-task';
import { deciders } from '../mailing/staff-facts';
import { tellExtension } from '../mailing/tell-extension';
import { note, reminded, type WatchDeps } from './note-deed';
import { tellEach } from './tell-each';

/**
 * Asks staff again, from here: there may be an approver or an owner since, when nothing else is left to do.
 * Also sends the requester a question that staff asked on a page and whose mail did not leave; the driver
 * asks all others when it runs again.
 */
export async function askAgain(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  await wake(deps, request.requestId);
  const now = await deps.register.load(request.requestId);
  const missing = new Set(unaskedMails(now, deps.desk));
  const asks = [...asksOfStaff(deps, now), ...asksOfPerson(deps, now)].filter(({ key }) => missing.has(key));
  await tellEach(
    deps,
    request,
    timer,
    asks.map(({ ask }) => ask),
  );
  await note(deps, request, timer, reminded('question'));
}

interface Ask {
  readonly key: string;
  readonly ask: () => Promise<void>;
}

function asksOfStaff(deps: WatchDeps, now: DataSubjectRequest): Ask[] {
  const toEach = (ids: readonly string[], key: string, ask: typeof askCase): Ask[] =>
    ids.map((id) => ({ key: keyFor(key, id), ask: () => ask(deps, now, id) }));
  if (now.status === 'awaiting-decision')
    return toEach(deciders(deps), questionKeys.decision(now), askDecider);
  if (now.status === 'with-staff')
    return toEach(caseDeciders(deps.desk, now), questionKeys.case(now), askCase);
  return openTasks(now).map((task) => {
    const owner = presentOwner(deps.desk, task) ?? task.owner;
    const key = keyFor(questionKeys.task(task.taskId), owner);
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
  const tell = () => tellExtension(deps, requestId);
  return [...(extended ? [{ key: extensionKey(extended), ask: tell }] : []), ...questions];
}
