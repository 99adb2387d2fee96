import type { DataMap } from './data-map';
import type { DataSubjectRequest } from './data-subject-request';
import { allOf } from './log-entries';
import { manualKindOf } from './manual-corrections';
import { manualTaskId, mustAskAboutRest, openTasks } from './open-work';
import { storesGivenUp } from './store-faults';

/** Ids of the stores in which no machine can look. */
export function manualStoreIds({ stores }: Pick<DataMap, 'stores'>): string[] {
  return stores.filter(({ kind }) => kind === 'manual').map(({ storeId }) => storeId);
}

/**
 * Whether the owner of a manual store has still to be asked, or to answer. Neither a copy is frozen nor an
 * erasure settled before that.
 */
export function mustAskPeople(map: Pick<DataMap, 'stores'>, request: DataSubjectRequest): boolean {
  const kind = manualKindOf(request.right);
  const asked = new Set(allOf(request.log, 'task-asked').map((e) => e.data.taskId));
  const givenUp = storesGivenUp(request);
  const unasked = manualStoreIds(map).filter(
    (id) => !givenUp.includes(id) && !asked.has(manualTaskId(request, kind, id)),
  );
  return unasked.length > 0 || mustAskAboutRest(request) || openTasks(request).length > 0;
}
