import type { Context } from 'hono';
import { wakeDriver } from '../../casework/driver/wake';
import { whoAsks } from '../../casework/evidence/own-request';
import { staffByIds } from '../../domain/approvals';
import { civilDateOf } from '../../domain/civil-time';
import { canAskForPoints } from '../../domain/data-points';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { detailsWaitUntil, highProofLaw } from '../../domain/details-proof';
import { dueDates } from '../../domain/due-dates';
import type { EventData, NewEvent } from '../../domain/events';
import { type FurtherApproval, furtherApprovalsBy, furtherApprovalWay } from '../../domain/further-approval';
import { mayLogIn } from '../../domain/may-log-in';
import { nicknameOf } from '../../domain/nickname';
import { openTasks } from '../../domain/open-work';
import { isProvenForDetails, mayBeSeveralPeople, proofTriesLeft } from '../../domain/proof-of-details';
import { placeTitle } from '../../words/places';
import type { Fields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { type FieldErrors, hasErrors } from '../parts/form-parts';
import { confirmProblem, factorOfWord, wordConfirmation } from './decide/confirm-act';
import { MAX_BECAUSE_LENGTH } from './decide/settle-doubt';
import type { DecisionDoneFacts } from './decision-done';
import { ProofTask } from './proof-task-view';
import type { StaffDeps } from './staff-deps';
import { hiddenOf, type StaffPage } from './staff-page';
import { readStaffText } from './staff-text';
import { valuesById } from './values-by-id';

type Task = EventData['task-asked'];

interface Shown {
  readonly task: Task;
  readonly values?: Fields;
  readonly errors?: FieldErrors;
}

/**
 * The task page of an approved copy whose details wait: what the law wants, what the person can do, and what
 * approvers may say.
 */
export async function showProof(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  { task, values = {}, errors = {} }: Shown,
): Promise<Response> {
  const { request } = page;
  const until = detailsWaitUntil(request, deps.desk, dueDates(request, deps.book));
  const view = ProofTask({
    ...frameOf(deps),
    nickname: nicknameOf(request),
    place: placeTitle(highProofLaw(deps, request)?.jurisdiction[0] ?? ''),
    triesLeft: proofTriesLeft(request),
    canAsk: canAskForPoints(deps.map),
    mayBeSeveral: mayBeSeveralPeople(request),
    canLogIn: mayLogIn(deps, request),
    until: civilDateOf(until, request.received.zone).toString(),
    saidBy: staffByIds(deps.desk, furtherApprovalsBy(request, knownWord(task))).map(({ name }) => name),
    form: { action: page.action, hidden: hiddenOf(page) },
    confirmation: await wordConfirmation(deps, page),
    values: valuesById(values),
    errors,
  });
  return pageReply(c, view, { status: hasErrors(errors) ? 400 : 200 });
}

/** An approver's statement, after the approval, that they know the person. */
function knownWord({ taskId }: Task): FurtherApproval {
  return { on: taskId, says: 'known', isOwners: true };
}

type Answered = { readonly done: DecisionDoneFacts['act'] } | { readonly errors: FieldErrors };

/**
 * Records what an approver says: that they know the person, with the app and a reason, or that the answer is
 * sent without the details.
 */
export async function answerProof(
  deps: StaffDeps,
  page: StaffPage,
  task: Task,
  fields: Fields,
): Promise<Answered> {
  const { request, staff } = page;
  const asking = await whoAsks(deps, request);
  if (asking.includes(staff.id)) return { done: 'own-request' };
  if (!staff.may.includes('decide'))
    return { errors: { form: 'Somebody who may decide has to answer this.' } };
  if (fields.act === 'known') return sayKnown(deps, page, task, { fields, asking });
  if (fields.act === 'without') return leaveWithout(deps, page, task, fields);
  return { errors: { form: 'Choose one of the two.' } };
}

async function leaveWithout(deps: StaffDeps, page: StaffPage, task: Task, fields: Fields): Promise<Answered> {
  const errors = await confirmProblem(deps, page, { act: 'without', factor: 'mail-code', fields });
  if (errors) return { errors };
  const { requestId } = page.request;
  await deps.register.append(requestId, `answered-${task.taskId}`, (now) =>
    isOpen(now, task)
      ? {
          type: 'task-answered',
          data: { taskId: task.taskId, answer: 'kept', staffId: page.staff.id, uploads: 0 },
          actor: { kind: 'staff', id: page.staff.id },
        }
      : undefined,
  );
  await wakeDriver(deps, requestId);
  return { done: 'task-answered' };
}

async function sayKnown(
  deps: StaffDeps,
  page: StaffPage,
  task: Task,
  { fields, asking }: { readonly fields: Fields; readonly asking: readonly string[] },
): Promise<Answered> {
  const { requestId } = page.request;
  const because = readStaffText(fields, 'because', MAX_BECAUSE_LENGTH);
  if ('problem' in because) return { errors: { 'known-because': because.problem } };
  const errors = await confirmProblem(deps, page, { act: 'known', factor: factorOfWord(page), fields });
  if (errors) return { errors };
  const sealed = await deps.vault.seal(requestId, because.text);
  const command = `known-${task.taskId}-${page.staff.id}`;
  const after = await deps.register.append(requestId, command, (now) =>
    knownEvent(deps, { ...page, request: now }, task, { sealed, asking }),
  );
  if (!isProvenForDetails(after)) return { done: 'word-noted' };
  await wakeDriver(deps, requestId);
  return { done: 'task-answered' };
}

/**
 * Details are sent only on the word of somebody who has neither approved the copy nor vouched for the
 * requester, or of two people.
 */
function knownEvent(
  { desk }: StaffDeps,
  { request, staff }: StaffPage,
  task: Task,
  { sealed, asking }: { readonly sealed: string; readonly asking: readonly string[] },
): NewEvent | undefined {
  if (!isOpen(request, task)) return undefined;
  const actor = { kind: 'staff', id: staff.id } as const;
  const word = knownWord(task);
  if (furtherApprovalWay(desk, request, staff, { word, asking }).kind !== 'counts')
    return {
      type: 'further-word-given',
      data: { on: word.on, says: word.says, staffId: staff.id },
      sealed,
      actor,
    };
  return { type: 'details-vouched', data: { staffId: staff.id }, sealed, actor };
}

function isOpen(request: DataSubjectRequest, { taskId }: Pick<Task, 'taskId'>): boolean {
  return openTasks(request).some((open) => open.taskId === taskId);
}
