import type { Context } from 'hono';
import { wakeDriver } from '../../casework/driver/wake';
import { whoAsks } from '../../casework/evidence/own-request';
import { staffByIds } from '../../domain/approvals';
import { contestedSays, contestedUnclear } from '../../domain/contested-rows';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { StaffMember } from '../../domain/desk';
import { dueDates } from '../../domain/due-dates';
import type { ContestedCount } from '../../domain/event-facts';
import type { EventData, NewEvent } from '../../domain/events';
import { type FurtherApproval, furtherApprovalsBy, furtherApprovalWay } from '../../domain/further-approval';
import { lastOf } from '../../domain/log-entries';
import { nicknameOf } from '../../domain/nickname';
import { openTasks } from '../../domain/open-work';
import { storeTitle } from '../../domain/store-title';
import type { Fields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { type FieldErrors, hasErrors } from '../parts/form-parts';
import { totpNeed } from '../totp/totp-need';
import { ContestedTask } from './contested-task-view';
import { confirmProblem } from './decide/confirm-act';
import { contestedGroup, contestedId } from './decide/contested';
import type { DecisionDoneFacts } from './decision-done';
import type { SearchedFor } from './searched-for-view';
import type { StaffDeps } from './staff-deps';
import { hiddenOf, type StaffPage } from './staff-page';

type Task = EventData['task-asked'];

interface Shown {
  readonly task: Task;
  readonly identifiers: readonly SearchedFor[];
  readonly values?: Fields;
  readonly errors?: FieldErrors;
}

/** The collections of a store with records whose owner is unclear, each with a choice. */
export async function showContested(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  shown: Shown,
): Promise<Response> {
  const { request } = page;
  const { task, identifiers, values = {}, errors = {} } = shown;
  const open = openIn(request, task);
  const ids = open.map((one, at) => [`rows-${at}`, contestedId(one)]);
  const view = ContestedTask({
    ...frameOf(deps),
    nickname: nicknameOf(request),
    store: storeTitle(deps.map, task.storeId, request),
    groups: open.map((one) => ({
      ...contestedGroup(deps, one, contestedSays(request, one)),
      saidBy: staffByIds(deps.desk, furtherApprovalsBy(request, contestedWord(task, one))).map(nameOf),
    })),
    identifiers,
    dueOn: dueDates(request, deps.book).approveBy,
    form: { action: page.action, hidden: { ...hiddenOf(page), ...Object.fromEntries(ids) } },
    confirmation: await totpNeed(deps, page),
    values,
    errors,
  });
  return pageReply(c, view, { status: hasErrors(errors) ? 400 : 200 });
}

const nameOf = ({ name }: StaffMember) => name;

function openIn(request: DataSubjectRequest, { storeId }: Task): ContestedCount[] {
  return contestedUnclear(request).filter((one) => one.storeId === storeId);
}

interface Answer {
  readonly one: ContestedCount;
  readonly says: 'theirs' | 'others';
}

/**
 * Records whose the rows are, as an approver says. It takes the app, since this may give away somebody else's
 * record. If the task stays unanswered, the copy is sent without the rows.
 */
export async function answerContested(
  deps: StaffDeps,
  page: StaffPage,
  task: Task,
  fields: Fields,
): Promise<{ readonly done: DecisionDoneFacts['act'] } | { readonly errors: FieldErrors }> {
  const { request, staff } = page;
  const asking = await whoAsks(deps, request);
  if (asking.includes(staff.id)) return { done: 'own-request' };
  if (!staff.may.includes('decide'))
    return { errors: { 'whose-0': 'Somebody who may decide has to say whose these records are.' } };
  const answers = openIn(request, task).map((one, at) => answerOf(one, at, fields));
  const missing = answers.findIndex((answer) => !answer);
  if (missing >= 0) return { errors: { [`whose-${missing}`]: 'Say whose these records are.' } };
  const errors = await confirmProblem(deps, page, { act: 'whose', factor: 'totp', fields });
  if (errors) return { errors };
  const said = answers.filter((answer) => answer !== undefined);
  const isAnswered = await record(deps, page, { task, answers: said, asking });
  if (!isAnswered) return { done: 'word-noted' };
  await wakeDriver(deps, request.requestId);
  return { done: 'task-answered' };
}

/**
 * An approver's statement, after the approval, that the contested records of a collection are this person's.
 */
function contestedWord({ taskId }: Task, one: ContestedCount): FurtherApproval {
  return { on: `${taskId}/${contestedId(one)}`, says: 'theirs', isOwners: true };
}

function answerOf(one: ContestedCount, at: number, fields: Fields): Answer | undefined {
  const says = (['theirs', 'others'] as const).find((word) => word === fields[`whose-${at}`]);
  return says && fields[`rows-${at}`] === contestedId(one) ? { one, says } : undefined;
}

interface Given {
  readonly task: Task;
  readonly answers: readonly Answer[];
  /** Ids of the staff whose own request it is. */
  readonly asking: readonly string[];
}

/**
 * The task is answered last, once nothing is unclear. After a crash in between it is still open, and only
 * what is still unclear is asked again.
 *
 * @returns whether it is answered; otherwise it waits for another person who says the same
 */
async function record(deps: StaffDeps, page: StaffPage, given: Given): Promise<boolean> {
  const { staff } = page;
  const { requestId } = page.request;
  const { task, answers } = given;
  for (const answer of answers) {
    const command = `settled-${task.taskId}-${contestedId(answer.one)}-${answer.says}-${staff.id}`;
    await deps.register.append(requestId, command, (now) =>
      eventOf(deps, { ...page, request: now }, given, answer),
    );
  }
  const after = await deps.register.append(requestId, `answered-${task.taskId}`, (now) =>
    isOpen(now, task) && openIn(now, task).length === 0
      ? {
          type: 'task-answered',
          data: { taskId: task.taskId, answer: 'done', staffId: staff.id, uploads: 0 },
          actor: { kind: 'staff', id: staff.id },
        }
      : undefined,
  );
  return !isOpen(after, task);
}

function isOpen(request: DataSubjectRequest, { taskId }: Task): boolean {
  return openTasks(request).some((open) => open.taskId === taskId);
}

/**
 * More may go into the copy only on the word of somebody who has neither approved it nor vouched for the
 * requester, or of two people.
 */
function eventOf(
  { desk }: StaffDeps,
  { request, staff }: StaffPage,
  { task, asking }: Given,
  { one, says }: Answer,
): NewEvent | undefined {
  if (!isOpen(request, task) || contestedSays(request, one) !== 'unclear') return undefined;
  const actor = { kind: 'staff', id: staff.id } as const;
  const word = contestedWord(task, one);
  if (says === 'theirs' && furtherApprovalWay(desk, request, staff, { word, asking }).kind !== 'counts')
    return { type: 'further-word-given', data: { on: word.on, says, staffId: staff.id }, actor };
  const manifestVersion = lastOf(request.log, 'manifest-frozen')?.data.version ?? 0;
  return { type: 'contested-settled', data: { ...one, says, manifestVersion, staffId: staff.id }, actor };
}
