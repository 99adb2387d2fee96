import { type DataSubjectRequest, seqOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { allOf } from '../../domain/log-entries';
import { type CopiesRecord, type CopyPart, readCopies } from './copy-records';
import { type StoredFinding, storedFindings } from './stored-findings';

type Deps = Pick<DeskDeps, 'objects'>;

/** What one wave of the search found in a store; its objects are read when they are asked for. */
export interface CopiedWave {
  readonly storeId: string;
  /** The list of the copies with their digest; undefined where the copies themselves have to be read. */
  readonly copies: () => Promise<CopiesRecord | undefined>;
  readonly finding: () => Promise<StoredFinding>;
}

/**
 * All waves that found something, in their order. A wave with a list of its copies can be looked at without
 * its finding, which names every row.
 */
export function copiedWaves(deps: Deps, request: DataSubjectRequest): CopiedWave[] {
  const since = seqOf(request, 'search-renewed');
  const events = allOf(request.log, 'store-searched').filter((e) => e.seq > since && !e.data.more);
  let reading: Promise<StoredFinding[]> | undefined;
  return events.flatMap(({ data: { storeId, rows, copies } }, at) => {
    if (rows === 0) return [];
    const finding = async () => {
      reading ??= storedFindings(deps, request);
      const found = (await reading)[at];
      if (!found) throw new Error('a finding of the log was not read');
      return found;
    };
    let listed: Promise<CopiesRecord> | undefined;
    const list = async () => {
      if (copies !== undefined) listed ??= readCopies(deps, request, copies);
      return listed;
    };
    return [{ storeId, copies: list, finding }];
  });
}

/** The waves of one store, each with the list of its copies where it has one. */
export function listedWaves(
  waves: readonly CopiedWave[],
  storeId: string,
): Promise<{ readonly wave: CopiedWave; readonly list: CopiesRecord | undefined }[]> {
  const ofStore = waves.filter((wave) => wave.storeId === storeId);
  return Promise.all(ofStore.map(async (wave) => ({ wave, list: await wave.copies() })));
}

/** The copies that hold records of a collection, in their order; of an older one only the name is known. */
export async function copiesOf(
  waves: readonly CopiedWave[],
  of: { readonly storeId: string; readonly collection: string },
): Promise<Pick<CopyPart, 'name' | 'digest'>[]> {
  const copies: Pick<CopyPart, 'name' | 'digest'>[] = [];
  for (const { wave, list } of await listedWaves(waves, of.storeId)) {
    if (list) copies.push(...list.copies.filter(({ rows }) => rows.some(isOf(of))));
    else copies.push(...(await wave.finding()).snapshots.filter(isOf(of)));
  }
  return copies;
}

function isOf({ collection }: { readonly collection: string }) {
  return (one: { readonly collection: string }) => one.collection === collection;
}
