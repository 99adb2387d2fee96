import { StoreError } from '../connectors/connector';
import { allOf, type DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { restTaskId } from '../domain/open-work';
import { waitsForDecision } from '../domain/undecided';
import { approvedManifest } from './approved-manifest';
import { rowsThere } from './rows-there';

/**
 * How many of the rows that were left to a person are still there, by store, once somebody says that they erased them or that none is the person's. Somebody's
 * word is told as no more than that, so the store is read. One that cannot be read now is left out.
 */
export async function restThere(
  deps: Pick<DeskDeps, 'objects' | 'stores' | 'vault' | 'map'>,
  request: DataSubjectRequest,
): Promise<ReadonlyMap<string, number>> {
  const { requestId } = request;
  const counts = new Map<string, number>();
  for (const { storeId, collections } of (await approvedManifest(deps, request)).stores) {
    if (!saysGone(request, storeId)) continue;
    const rows = collections.flatMap((c) => c.rows).filter((row) => waitsForDecision(row.treatment));
    try {
      counts.set(storeId, (await rowsThere(deps, { requestId, storeId }, rows)).size);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  }
  return counts;
}

function saysGone(request: DataSubjectRequest, storeId: string): boolean {
  const taskId = restTaskId(request, storeId);
  const said = allOf(request.log, 'task-answered').find((e) => e.data.taskId === taskId);
  return said !== undefined && said.data.answer !== 'kept';
}
