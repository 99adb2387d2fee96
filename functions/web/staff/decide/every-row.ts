import type { CopiedWave } from '../../../casework/evidence/copied-waves';
import type { CopiesRecord } from '../../../casework/evidence/copy-records';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import { lastOf } from '../../../domain/log-entries';

/** A wave, with the list of its copies where it has one. */
export interface ListedWave {
  readonly wave: CopiedWave;
  readonly list: CopiesRecord | undefined;
}

export function listedWaves(waves: readonly CopiedWave[]): Promise<ListedWave[]> {
  return Promise.all(waves.map(async (wave) => ({ wave, list: await wave.copies() })));
}

/**
 * Whether all copied rows of a collection are the person's: as many are in the manifest as were copied. So
 * neither the manifest nor the findings have to be read to know it.
 *
 * @param waves all of the store
 */
export async function everyRowIsTheirs(
  request: DataSubjectRequest,
  storeId: string,
  waves: readonly ListedWave[],
): Promise<(collection: string) => boolean> {
  const frozen = lastOf(request.log, 'manifest-frozen')?.data;
  if (!frozen) return () => true;
  const left = new Map<string, number>();
  const add = (collection: string, rows: number) => left.set(collection, (left.get(collection) ?? 0) + rows);
  for (const { wave, list } of waves) {
    if (list) for (const { rows } of list.copies) for (const one of rows) add(one.collection, one.rows);
    else for (const { collection } of (await wave.finding()).rows) add(collection, 1);
  }
  for (const one of frozen.stores) if (one.storeId === storeId) add(one.collection, -one.rows);
  return (collection) => left.get(collection) === 0;
}
