import type { Context } from 'hono';
import { contestedUnclear } from '../../domain/contested-rows';
import { type DataSubjectRequest, lastOf } from '../../domain/data-subject-request';
import type { StaffMember } from '../../domain/desk';
import { dueDates } from '../../domain/due-dates';
import type { ContestedCount, EventData } from '../../domain/events';
import { nicknameOf } from '../../domain/nickname';
import { isSamePerson, otherDeciders } from '../../domain/one-person';
import { openTasks, storeTitle } from '../../domain/open-work';
import { wake } from '../../driving/wake';
import type { FieldErrors } from '../../pages/form-parts';
import { ContestedTask } from '../../pages/staff/contested-task';
import type { DecisionDoneFacts } from '../../pages/staff/decision-done';
import type { SearchedFor } from '../../pages/staff/searched-for';
import { totpNeed } from '../../totp/staff-totp';
import type { Fields } from '../form-fields';
import { answerPage, frameOf } from '../web-answer';
import { confirmProblem } from './decide/confirm-act';
import { contestedId, groupOf } from './decide/contested';
import { needsTotp } from './decide/standing';
import { isOwnRequest } from './own-request';
import type { StaffDeps } from './staff-deps';
import { hiddenOf, type StaffPage } from './staff-link';

type Task = EventData['task-asked'];

interface Shown {
  readonly task: Task;
  readonly identifiers: readonly SearchedFor[];
  readonly values?: Fields;
  readonly errors?: FieldErrors;
}

/** The collections of a store of which nobody could say whose the rows are, with a choice each. */
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
    groups: open.map((one) => groupOf(deps, request, one)),
    identifiers,
    dueOn: dueDates(request, deps.book).approveBy,
    form: { action: page.action, hidden: { ...hiddenOf(page), ...Object.fromEntries(ids) } },
    confirmation: needsApp(deps, page) ? await totpNeed(deps, page) : { kind: 'mail-code' },
    values,
    errors,
  });
  return answerPage(c, view, { status: Object.values(errors).some(Boolean) ? 400 : 200 });
}

function openIn(request: DataSubjectRequest, { storeId }: Task): ContestedCount[] {
  return contestedUnclear(request).filter((one) => one.storeId === storeId);
}

interface Answer {
  readonly one: ContestedCount;
  readonly says: 'theirs' | 'others';
}

/** Whose they are, as somebody who may decide says: with the factor that the approval of this copy needed. */
export async function answerContested(
  deps: StaffDeps,
  page: StaffPage,
  task: Task,
  fields: Fields,
): Promise<{ readonly done: DecisionDoneFacts['act'] } | { readonly errors: FieldErrors }> {
  const { request, staff } = page;
  if (await isOwnRequest(deps, request, staff)) return { done: 'own-request' };
  if (!staff.may.includes('decide'))
    return { errors: { 'whose-0': 'Somebody who may decide has to say whose these records are.' } };
  const answers = openIn(request, task).map((one, at) => answerOf(one, at, fields));
  const missing = answers.findIndex((answer) => !answer);
  if (missing >= 0) return { errors: { [`whose-${missing}`]: 'Say whose these records are.' } };
  const own = ownApproval(deps, page);
  if (own?.others.length && answers.some((answer) => answer?.says === 'theirs'))
    return { errors: { 'whose-0': saidByOthers(own.others) } };
  const factor = needsApp(deps, page) ? 'totp' : 'mail-code';
  const errors = await confirmProblem(deps, page, { act: 'whose', factor, fields });
  if (errors) return { errors };
  await record(
    deps,
    page,
    task,
    answers.filter((answer) => answer !== undefined),
  );
  await wake(deps, request.requestId);
  return { done: 'task-answered' };
}

/** Who may say instead what goes into a copy that this person approved without it; nothing when somebody else approved it. */
function ownApproval({ desk }: StaffDeps, { request, staff }: StaffPage) {
  const by = desk.staff.find(({ id }) => id === lastOf(request.log, 'decided')?.data.staffId);
  return by && isSamePerson(by, staff) ? { others: otherDeciders(desk, staff) } : undefined;
}

/** As the approval; and where one person approves and says whose it is, and nobody else can, more than their mailbox. */
function needsApp(deps: StaffDeps, page: StaffPage): boolean {
  return needsTotp(page.request) || ownApproval(deps, page)?.others.length === 0;
}

function saidByOthers(others: readonly StaffMember[]): string {
  const names = others.map(({ name }) => name).join(' or ');
  return `You approved this copy, so somebody else says that more goes into it: ${names} has the same task.`;
}

function answerOf(one: ContestedCount, at: number, fields: Fields): Answer | undefined {
  const says = (['theirs', 'others'] as const).find((word) => word === fields[`whose-${at}`]);
  return says && fields[`rows-${at}`] === contestedId(one) ? { one, says } : undefined;
}

/** The task is answered last: after a crash in between it is open, and only what is still unclear is asked again. */
async function record(
  deps: StaffDeps,
  { request: { requestId }, staff }: StaffPage,
  task: Task,
  answers: readonly Answer[],
): Promise<void> {
  const actor = { kind: 'staff', id: staff.id } as const;
  const isOpen = (now: DataSubjectRequest) => openTasks(now).some(({ taskId }) => taskId === task.taskId);
  for (const { one, says } of answers) {
    await deps.register.append(requestId, `settled-${task.taskId}-${contestedId(one)}`, (now) => {
      const manifestVersion = lastOf(now.log, 'manifest-frozen')?.data.version ?? 0;
      const data = { ...one, says, manifestVersion, staffId: staff.id };
      return isOpen(now) ? { type: 'contested-settled', data, actor } : undefined;
    });
  }
  await deps.register.append(requestId, `answered-${task.taskId}`, (now) =>
    isOpen(now)
      ? {
          type: 'task-answered',
          data: { taskId: task.taskId, answer: 'done', staffId: staff.id, uploads: 0 },
          actor,
        }
      : undefined,
  );
}
