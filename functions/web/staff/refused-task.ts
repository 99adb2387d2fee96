import type { Context } from 'hono';
import { wakeDriver } from '../../casework/driver/wake';
import { refusalWords } from '../../casework/mail/ask-task';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { dueDates } from '../../domain/due-dates';
import type { EventData, NewEvent } from '../../domain/events';
import { nicknameOf } from '../../domain/nickname';
import { openTasks } from '../../domain/open-work';
import { storeTitle } from '../../domain/store-title';
import type { Fields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { type FieldErrors, hasErrors } from '../parts/form-parts';
import { RefusedTask } from './refused-task-view';
import type { StaffDeps } from './staff-deps';
import { hiddenOf, type StaffPage } from './staff-page';
import { mailedCodeProblem } from './typed-code';

type Task = EventData['task-asked'];

export function showRefused(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  of: { readonly task: Task; readonly errors?: FieldErrors },
): Response {
  const { request } = page;
  const { task, errors = {} } = of;
  const { trouble = '', remedy = '' } = refusalWords(deps, request, task);
  const view = RefusedTask({
    ...frameOf(deps),
    nickname: nicknameOf(request),
    store: storeTitle(deps.map, task.storeId, request),
    trouble,
    remedy,
    dueOn: dueDates(request, deps.book).approveBy,
    form: { action: page.action, hidden: hiddenOf(page) },
    errors,
  });
  return pageReply(c, view, { status: hasErrors(errors) ? 400 : 200 });
}

/** The result: the page that says so, or what is wrong with the form. */
export async function answerRefused(
  deps: StaffDeps,
  page: StaffPage,
  task: Task,
  fields: Fields,
): Promise<{ readonly done: 'trying-again' | 'going-on-without' } | { readonly errors: FieldErrors }> {
  const { requestId } = page.request;
  const without = fields.act === 'without';
  const problem = await mailedCodeProblem(deps, page, fields.code);
  if (problem) return { errors: { [without ? 'code-without' : 'code']: problem } };
  await deps.register.append(requestId, `settled-${task.taskId}`, (now) =>
    isOpen(now, task) ? eventOf(page, task, without) : undefined,
  );
  await wakeDriver(deps, requestId);
  return { done: without ? 'going-on-without' : 'trying-again' };
}

function isOpen(request: DataSubjectRequest, { taskId }: Task): boolean {
  return openTasks(request).some((open) => open.taskId === taskId);
}

function eventOf({ staff }: StaffPage, { storeId }: Task, without: boolean): NewEvent {
  const data = { storeIds: [storeId], staffId: staff.id };
  const actor = { kind: 'staff', id: staff.id } as const;
  return { type: without ? 'stores-given-up' : 'stores-retried', data, actor };
}
