import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskStore } from '../../domain/desk';
import type { DeskDeps } from '../../domain/desk-deps';
import { dueDates } from '../../domain/due-dates';
import type { EventData } from '../../domain/events';
import { manualTaskId, openTasks } from '../../domain/open-work';
import { questionKeys } from '../../domain/questions';
import { mayHappen } from '../../domain/request-status';
import { rights } from '../../domain/rights';
import { type WaitInput, waitFor } from '../../driving/wait-for';
import { staffTask } from '../../emails/staff-mails';
import { type MailingDeps, mailStaff } from '../../mailing/mail-once';
import { staffLink } from '../../mailing/staff-link';
import { taskWords } from '../../mailing/task-words';
import { dueBecause } from '../../mailing/timeline-of';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/** Stores that only a person can look into: each owner gets a task with a date, and the request waits for all of them. */
export function askManualStores(deps: Deps) {
  const manual = deps.desk.stores.filter((store) => store.kind === 'manual');
  return (input: WaitInput): Promise<void> =>
    waitFor(deps, 'ask-manual-stores', input, {
      note: async (request) => {
        for (const store of manual) await noteTask(deps, request, taskFor(deps, request, store));
      },
      ask: async (request) => {
        for (const store of manual) await mailOwner(deps, request, taskFor(deps, request, store));
      },
    });
}

type Task = EventData['task-asked'] & { readonly title: string };

function taskFor(deps: Deps, request: DataSubjectRequest, store: DeskStore): Task {
  const kind = rights[request.right].carriedOut === 'erasure' ? 'manual-erasure' : 'manual-access';
  const owner = store.owner ?? deps.desk.staff[0]?.id ?? '';
  return {
    taskId: manualTaskId(request, kind, store.id),
    kind,
    storeId: store.id,
    owner,
    title: store.title,
  };
}

async function noteTask(deps: Deps, { requestId }: DataSubjectRequest, task: Task): Promise<void> {
  const { title: _title, ...data } = task;
  await deps.register.append(requestId, `ask-${task.taskId}`, (now) =>
    mayHappen('task-asked', now.status) ? { type: 'task-asked', data, actor: { kind: 'desk' } } : undefined,
  );
}

async function mailOwner(deps: Deps, request: DataSubjectRequest, task: Task): Promise<void> {
  const { taskId, kind, owner, title } = task;
  if (!openTasks(request).some((open) => open.taskId === taskId)) return;
  const letter = { key: questionKeys.task(taskId), mail: staffTask, staffId: owner } as const;
  await mailStaff(deps, request.requestId, letter, async (now) => {
    const dates = dueDates(now, deps.book);
    const link = await staffLink(deps, now, { purpose: 'task', staffId: owner, issue: 1, subjectId: taskId });
    return { ...link, todo: taskWords(kind, title), dueOn: dates.approveBy, dueBecause: dueBecause(dates) };
  });
}
