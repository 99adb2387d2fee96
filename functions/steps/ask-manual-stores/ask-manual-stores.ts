import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskStore } from '../../domain/desk';
import type { DeskDeps } from '../../domain/desk-deps';
import { manualTaskId, restTaskId, storesWithRest } from '../../domain/open-work';
import { rights } from '../../domain/rights';
import { type WaitInput, waitFor } from '../../driving/wait-for';
import { mailTask, noteTask, ownerOf, type Task } from '../../mailing/ask-task';
import type { MailingDeps } from '../../mailing/mail-once';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/**
 * What only a person can do: look into a store that no machine can search, or see to what an erasure left because nobody had decided on it. Each owner gets a task
 * with a date, and the request waits for all of them.
 */
export function askManualStores(deps: Deps) {
  return (input: WaitInput): Promise<void> =>
    waitFor(deps, 'ask-manual-stores', input, {
      note: async (request) => {
        for (const task of tasksOf(deps, request)) await noteTask(deps, request, task);
      },
      ask: async (request) => {
        for (const task of tasksOf(deps, request)) await mailTask(deps, request, task);
      },
    });
}

function tasksOf(deps: Deps, request: DataSubjectRequest): Task[] {
  const manual = deps.desk.stores.filter((store) => store.kind === 'manual');
  return [
    ...manual.map((store) => manualTask(deps, request, store)),
    ...(request.status === 'fulfilling' ? storesWithRest(request) : []).map((storeId) => ({
      taskId: restTaskId(request, storeId),
      kind: 'rest' as const,
      storeId,
      owner: ownerOf(deps, storeId),
    })),
  ];
}

function manualTask(deps: Deps, request: DataSubjectRequest, { id: storeId, owner }: DeskStore): Task {
  const kind = rights[request.right].carriedOut === 'erasure' ? 'manual-erasure' : 'manual-access';
  const taskId = manualTaskId(request, kind, storeId);
  return { taskId, kind, storeId, owner: owner ?? deps.desk.staff[0]?.id ?? '' };
}
