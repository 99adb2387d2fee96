import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { RowRef } from '../../domain/finding';
import { lastOf } from '../../domain/log-entries';
import { type CopiedWave, listedWaves } from './copied-waves';
import { frozenRows } from './frozen-rows';

/** Whether a copied record is the person's, or all of a collection are. */
export interface CopyOwner {
  isEveryRow(collection: string): boolean;
  isTheirs(record: RowRef): Promise<boolean>;
}

/**
 * Whose the copies of a store are. All rows of a collection are the person's where as many are in the
 * manifest as were copied; only otherwise is the manifest read.
 */
export async function copyOwner(
  deps: Pick<DeskDeps, 'objects'>,
  request: DataSubjectRequest,
  storeId: string,
  waves: readonly CopiedWave[],
): Promise<CopyOwner> {
  const others = await rowsOfOthers(request, storeId, waves);
  const isEveryRow = (collection: string) => (others.get(collection) ?? 0) === 0;
  let reading: ReturnType<typeof frozenRows> | undefined;
  return {
    isEveryRow,
    isTheirs: async ({ collection, key }) => {
      if (isEveryRow(collection)) return true;
      reading ??= frozenRows(deps, request, '');
      return (await reading).isTheirs(storeId, { collection, key, values: {} });
    },
  };
}

/** How many more rows of each collection were copied than are in the manifest in force. */
async function rowsOfOthers(
  request: DataSubjectRequest,
  storeId: string,
  waves: readonly CopiedWave[],
): Promise<ReadonlyMap<string, number>> {
  const left = new Map<string, number>();
  const frozen = lastOf(request.log, 'manifest-frozen')?.data;
  if (!frozen) return left;
  const add = (collection: string, rows: number) => left.set(collection, (left.get(collection) ?? 0) + rows);
  for (const { wave, list } of await listedWaves(waves, storeId)) {
    if (list) for (const { rows } of list.copies) for (const one of rows) add(one.collection, one.rows);
    else for (const { collection } of (await wave.finding()).rows) add(collection, 1);
  }
  for (const one of frozen.stores) if (one.storeId === storeId) add(one.collection, -one.rows);
  return left;
}
