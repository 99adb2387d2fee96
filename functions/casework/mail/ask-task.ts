import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { dueDates } from '../../domain/due-dates';
import type { EventData } from '../../domain/events';
import { collectionOf } from '../../domain/foreign-keys';
import { openTasks } from '../../domain/open-work';
import { presentOwner } from '../../domain/present-owner';
import { hasFailedProof, mayBeSeveralPeople } from '../../domain/proof-of-details';
import { questionKeys } from '../../domain/questions';
import { mayHappen } from '../../domain/request-status';
import { refusalTaskId, refusingStores } from '../../domain/store-faults';
import { storeTitle } from '../../domain/store-title';
import { staffTask } from '../../emails/staff-mails';
import { dueReason } from '../../words/due-reason';
import { storeFaultText } from '../../words/store-fault-text';
import { taskTodo } from '../../words/task-todo';
import { mailStaff } from './mail-once';
import type { MailingDeps } from './mailing-deps';
import { approvers } from './staff-facts';
import { staffLink } from './staff-link';

export type Task = EventData['task-asked'];

/** Records a task in the log; repeating it changes nothing. */
export async function recordTask(
  deps: Pick<DeskDeps, 'register'>,
  { requestId }: DataSubjectRequest,
  task: Task,
): Promise<void> {
  await deps.register.append(requestId, `ask-${task.taskId}`, (now) =>
    mayHappen('task-asked', now.status)
      ? { type: 'task-asked', data: task, actor: { kind: 'desk' } }
      : undefined,
  );
}

/**
 * Mails an open task to one member of staff, by default its current owner: the legal date, a link and a code.
 */
export async function mailTask(
  deps: MailingDeps,
  request: DataSubjectRequest,
  task: Task,
  staffId: string = presentOwner(deps.desk, task) ?? task.owner,
): Promise<void> {
  const { taskId, kind } = task;
  if (!openTasks(request).some((open) => open.taskId === taskId)) return;
  const letter = { key: questionKeys.task(taskId), mail: staffTask, staffId } as const;
  await mailStaff(deps, request.requestId, letter, async (now) => {
    const dates = dueDates(now, deps.book);
    const link = await staffLink(deps, now, { purpose: 'task', staffId, issue: 1, subjectId: taskId });
    const todo = taskTodo(kind, storeTitle(deps.map, task.storeId, now));
    return {
      ...link,
      todo,
      dueOn: dates.approveBy,
      dueBecause: dueReason(deps.book, now, 'staff'),
      ...refusalWords(deps, now, task),
      ...proofWords(now, task),
    };
  });
}

/** Why the details of a copy are held back, and what to do; empty for other tasks. */
function proofWords(
  request: DataSubjectRequest,
  { kind }: Task,
): { readonly trouble?: string; readonly remedy?: string } {
  if (kind !== 'proof') return {};
  return {
    trouble: mayBeSeveralPeople(request)
      ? 'What the person typed about themselves fits some of the records under their address and not others, which may be those of somebody else. They can type no more.'
      : hasFailedProof(request)
        ? 'The person has typed facts about themselves as often as they may, and they never all fitted, or could not be compared. They can try no more.'
        : 'The person was told how to prove more, and can do so until shortly before the date. Then the answer leaves without the details.',
    remedy: mayBeSeveralPeople(request)
      ? 'Look whether all these records are theirs. Only then say on the page that you are sure; or let the answer leave without the details.'
      : 'Nothing, unless you are sure who it is. Then say so on the page; or let the answer leave at once without the details.',
  };
}

/** What a store refused, and what to do about it; empty for other tasks. */
export function refusalWords(
  { map }: Pick<DeskDeps, 'map'>,
  request: DataSubjectRequest,
  { taskId }: Pick<Task, 'taskId'>,
): { readonly trouble?: string; readonly remedy?: string } {
  const failure = refusingStores(request).find((one) => refusalTaskId(one) === taskId);
  if (!failure) return {};
  const { storeId, kind = 'refused', place = {} } = failure.data;
  const gone = !map.stores.some((store) => store.storeId === storeId);
  const collectionTitle = place.collection && collectionOf(map, storeId, place.collection)?.title;
  return storeFaultText({
    ...place,
    kind: gone ? 'gone' : kind,
    store: storeTitle(map, storeId, request),
    ...(collectionTitle ? { collectionTitle } : {}),
  });
}

/** The owner of a store's tasks: the one named in the settings, or the first approver. */
export function ownerOf(deps: Pick<DeskDeps, 'desk'>, storeId: string): string {
  const named = deps.desk.stores.find((store) => store.id === storeId)?.owner;
  return named ?? approvers(deps)[0] ?? deps.desk.staff[0]?.id ?? '';
}
