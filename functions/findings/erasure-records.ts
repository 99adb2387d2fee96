import type { EraseReceipt } from '../connectors/connector';
import { allOf, type DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import type { ReadingResult } from '../domain/erasure-reading';
import type { Drift } from '../domain/events';
import type { ManifestCollection } from '../domain/manifest';

/** What one store's erasure left behind as proof; sealed, because it names rows. */
export interface ErasureRecord {
  readonly storeId: string;
  readonly round: number;
  readonly at: string;
  readonly receipt: EraseReceipt;
  readonly left: readonly ManifestCollection[];
  readonly kept: number;
  readonly found: ReadingResult['found'];
  readonly drift?: Drift;
}

type Deps = Pick<DeskDeps, 'objects'>;

/** All erasure records of a request, oldest first. */
export async function erasureRecords(deps: Deps, request: DataSubjectRequest): Promise<ErasureRecord[]> {
  const events = allOf(request.log, 'store-erased');
  return Promise.all(
    events.map((e) => deps.objects.get(request.requestId, e.data.object) as Promise<ErasureRecord>),
  );
}
