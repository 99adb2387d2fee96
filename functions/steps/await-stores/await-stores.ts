import { type WaitInput, waitFor } from '../../casework/driver/wait-for';
import { mailTask, ownerOf, recordTask, type Task } from '../../casework/mail/ask-task';
import type { MailingDeps } from '../../casework/mail/mailing-deps';
import { approvers } from '../../casework/mail/staff-facts';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { refusalTaskId, refusingStores } from '../../domain/store-faults';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/**
 * Waits until the watch has tried the silent stores again, or goes on without them. A refusal does not mend
 * itself: the owner of the store and the approvers learn at once what happened and what to do, and the store
 * is asked again when one of them says so.
 */
export function awaitStores(deps: Deps, input: WaitInput): Promise<void> {
  return waitFor(deps, 'await-stores', input, {
    record: async (request) => {
      for (const task of tasksOf(deps, request)) await recordTask(deps, request, task);
    },
    ask: async (request) => {
      for (const task of tasksOf(deps, request)) {
        const all = new Set([task.owner, ...approvers(deps)]);
        for (const staffId of all) await mailTask(deps, request, task, staffId);
      }
    },
  });
}

function tasksOf(deps: Deps, request: DataSubjectRequest): Task[] {
  return refusingStores(request).map((failure) => {
    const { storeId } = failure.data;
    return { taskId: refusalTaskId(failure), kind: 'store-refused', storeId, owner: ownerOf(deps, storeId) };
  });
}
