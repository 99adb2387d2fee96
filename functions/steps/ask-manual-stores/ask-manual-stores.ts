import { allOf, type DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskStore } from '../../domain/desk';
import type { DeskDeps } from '../../domain/desk-deps';
import { dueDates } from '../../domain/due-dates';
import { rights } from '../../domain/rights';
import { type WaitInput, waitFor } from '../../driving/wait-for';
import { type MailingDeps, mailStaff } from '../../mailing/mail-once';
import { staffLink } from '../../mailing/staff-link';
import { taskWords } from '../../mailing/task-words';
import { dueBecause } from '../../mailing/timeline-of';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/** Stores that only a person can look into: each owner gets a task with a date, and the request waits for all of them. */
export function askManualStores(deps: Deps) {
  return (input: WaitInput): Promise<void> =>
    waitFor(deps, 'ask-manual-stores', input, async (request) => {
      for (const store of deps.desk.stores.filter((s) => s.kind === 'manual'))
        await askOwner(deps, request, store);
    });
}

async function askOwner(deps: Deps, request: DataSubjectRequest, store: DeskStore): Promise<void> {
  const { requestId } = request;
  const kind = rights[request.right].carriedOut === 'erasure' ? 'manual-erasure' : 'manual-access';
  const taskId = `${kind}-${store.id}`;
  const owner = store.owner ?? deps.desk.staff[0]?.id ?? '';
  if (allOf(request.log, 'task-answered').some((e) => e.data.taskId === taskId)) return;
  await deps.register.append(requestId, `ask-${taskId}`, () => ({
    type: 'task-asked',
    data: { taskId, kind, storeId: store.id, owner },
    actor: { kind: 'desk' },
  }));
  const letter = { key: `task-${taskId}`, kind: 'staff-task', staffId: owner } as const;
  await mailStaff(deps, requestId, letter, async (now) => {
    const dates = dueDates(now, deps.book);
    const link = await staffLink(deps, now, { purpose: 'task', staffId: owner, issue: 1, subjectId: taskId });
    return {
      ...link,
      todo: taskWords(kind, store.title),
      dueOn: dates.approveBy,
      dueBecause: dueBecause(dates),
    };
  });
}
