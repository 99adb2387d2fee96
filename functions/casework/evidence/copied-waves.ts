import { type DataSubjectRequest, seqOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { allOf } from '../../domain/log-entries';
import { type CopiesRecord, readCopies } from './copy-records';
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
  const events = allOf(request.log, 'store-searched').filter((e) => e.seq > since);
  let reading: Promise<StoredFinding[]> | undefined;
  return events.flatMap(({ data: { storeId, rows, copies } }, at) => {
    if (rows === 0) return [];
    const finding = async () => {
      reading ??= storedFindings(deps, request);
      const found = (await reading)[at];
      if (!found) throw new Error('a finding of the log was not read');
      return found;
    };
    const list = async () => (copies === undefined ? undefined : readCopies(deps, request, copies));
    return [{ storeId, copies: list, finding }];
  });
}
