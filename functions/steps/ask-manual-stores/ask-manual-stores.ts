import { type WaitInput, waitFor } from '../../casework/driver/wait-for';
import { mailTask, ownerOf, recordTask, type Task } from '../../casework/mail/ask-task';
import type { MailingDeps } from '../../casework/mail/mailing-deps';
import { mailProveMore, proveMoreKeys } from '../../casework/mail/prove-more';
import { approvers } from '../../casework/mail/staff-facts';
import { contestedTaskId, contestedUnclear } from '../../domain/contested-rows';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskStore } from '../../domain/desk';
import type { DeskDeps } from '../../domain/desk-deps';
import { awaitsHighProof } from '../../domain/details-proof';
import { manualKindOf } from '../../domain/manual-corrections';
import { manualTaskId, restTaskId, storesWithRest } from '../../domain/open-work';
import { proofTaskId, uncheckedOffer } from '../../domain/proof-of-details';
import { rights } from '../../domain/rights';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/**
 * Asks staff to do what only a person can: look into a manual store, deal with what an erasure left
 * undecided, say whose the records are that an approved copy left open, or check a further proof. Each is a
 * task with a date, and the request waits for all of them.
 */
export function askManualStores(deps: Deps, input: WaitInput): Promise<void> {
  return waitFor(deps, 'ask-manual-stores', input, {
    record: async (request) => {
      for (const task of tasksOf(deps, request)) await recordTask(deps, request, task);
    },
    ask: async (request) => {
      for (const task of tasksOf(deps, request))
        for (const staffId of readersOf(deps, task)) await mailTask(deps, request, task, staffId);
      if (isProofAsked(deps, request)) await mailProveMore(deps, request, proveMoreKeys.asked);
    },
  });
}

/** Before a decision, the manual stores; after it, also what the erasure left open. */
function tasksOf(deps: Deps, request: DataSubjectRequest): Task[] {
  const manual = deps.desk.stores.filter((store) => store.kind === 'manual');
  if (request.status !== 'fulfilling') return manual.map((store) => manualTask(deps, request, store));
  if (rights[request.right].carriedOut === 'export')
    return [...contestedTasks(deps, request), ...proofTasks(deps, request)];
  return [
    ...manual.map((store) => manualTask(deps, request, store)),
    ...storesWithRest(request).map((storeId) => ({
      taskId: restTaskId(request, storeId),
      kind: 'rest' as const,
      storeId,
      owner: ownerOf(deps, storeId),
    })),
  ];
}

/** The approvers say whether a record is disclosed, whoever owns the store. */
function contestedTasks(deps: Deps, request: DataSubjectRequest): Task[] {
  const storeIds = new Set(contestedUnclear(request).map(({ storeId }) => storeId));
  return [...storeIds].map((storeId) => ({
    taskId: contestedTaskId(request, storeId),
    kind: 'contested',
    storeId,
    owner: approvers(deps)[0] ?? '',
  }));
}

/**
 * The approvers say whether the details of a copy may be disclosed. What the requester has just typed is
 * compared first.
 */
function proofTasks(deps: Deps, request: DataSubjectRequest): Task[] {
  if (!isProofAsked(deps, request) || uncheckedOffer(request)) return [];
  return [{ taskId: proofTaskId(request), kind: 'proof', storeId: '', owner: approvers(deps)[0] ?? '' }];
}

function isProofAsked(deps: Deps, request: DataSubjectRequest): boolean {
  const isCopy = rights[request.right].carriedOut === 'export' && request.status === 'fulfilling';
  return isCopy && awaitsHighProof(deps, request);
}

function readersOf(deps: Deps, { kind, owner }: Task): readonly string[] {
  return kind === 'contested' || kind === 'proof' ? approvers(deps) : [owner];
}

function manualTask(deps: Deps, request: DataSubjectRequest, { id: storeId, owner }: DeskStore): Task {
  const kind = manualKindOf(request.right);
  const taskId = manualTaskId(request, kind, storeId);
  return { taskId, kind, storeId, owner: owner ?? deps.desk.staff[0]?.id ?? '' };
}
