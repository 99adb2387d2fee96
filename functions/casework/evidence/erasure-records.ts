import * as z from 'zod/mini';
import type { EraseReceipt } from '../../connectors/connector';
import type { AskedVectors } from '../../domain/asked-vectors';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { StoreReadingResult } from '../../domain/erasure-reading';
import type { CollectionCount, Drift } from '../../domain/event-facts';
import type { RowRef, UnreadPlace } from '../../domain/finding';
import { allOf } from '../../domain/log-entries';
import type { ManifestCollection } from '../../domain/manifest';
import { readStored } from '../../domain/read-stored';
import type { Rows } from '../../domain/rows';
import {
  Collections,
  ManyRowRefs,
  optional,
  Receipt,
  RowCounts,
  text,
  UnreadPlaces,
  word,
  yes,
} from './stored-shapes';

/** What one store's erasure recorded as proof; sealed, because it names rows. */
export interface ErasureRecord {
  readonly storeId: string;
  readonly round: number;
  readonly at: string;
  readonly receipt: EraseReceipt;
  readonly left: readonly ManifestCollection[];
  readonly kept: number;
  readonly found: StoreReadingResult['found'];
  readonly drift?: Drift;
  readonly driftRows?: readonly CollectionCount[];
  /** Rows of the approved manifest that it is about. Absent in old records. */
  readonly driftRefs?: Rows<RowRef>;
  /** Staff may say that these rows are still this person's. */
  readonly mayBeTheirs?: true;
  /** Rows that appeared after the approval; absent in older records. */
  readonly added?: readonly ManifestCollection[];
  /** Rows that were to be kept and are not there any more. */
  readonly keptGone?: Rows<RowRef>;
  /**
   * Approved rows that were gone when the desk came, which it had not erased. Absent: none, or not asked
   * about.
   */
  readonly vanished?: Rows<RowRef>;
  /** Rows that were still there and that the store erases later. Absent: none. */
  readonly submitted?: readonly CollectionCount[];
  /** Places that could not be read any more after it. */
  readonly unread?: readonly UnreadPlace[];
  /** What a search with the erased vectors themselves showed. Absent: there were none. */
  readonly vectors?: AskedVectors;
}

type Deps = Pick<DeskDeps, 'objects'>;

const ErasureRecordShape: z.ZodMiniType<ErasureRecord> = z.looseObject({
  storeId: text,
  round: z.number(),
  at: text,
  receipt: Receipt,
  left: Collections,
  kept: z.number(),
  found: z.array(z.looseObject({ collection: text, records: z.number(), unexplained: z.number() })),
  drift: optional(word<Drift>()),
  driftRows: optional(RowCounts),
  driftRefs: optional(ManyRowRefs),
  mayBeTheirs: optional(yes),
  added: optional(Collections),
  keptGone: optional(ManyRowRefs),
  vanished: optional(ManyRowRefs),
  submitted: optional(RowCounts),
  unread: optional(UnreadPlaces),
  vectors: optional(
    z.looseObject({
      asked: z.number(),
      others: z.number(),
      by: z.array(word<AskedVectors['by'][number]>()),
      unasked: z.array(text),
      left: UnreadPlaces,
    }),
  ),
});

/**
 * Erasure records of a request, oldest first: those of events after one entry of the log and before another.
 */
export async function erasureRecords(
  deps: Deps,
  request: DataSubjectRequest,
  {
    after = 0,
    before = Number.POSITIVE_INFINITY,
  }: { readonly after?: number; readonly before?: number } = {},
): Promise<ErasureRecord[]> {
  const events = allOf(request.log, 'store-erased').filter((e) => e.seq > after && e.seq < before);
  return Promise.all(
    events.map(async (e) =>
      readStored(
        'an erasure record',
        ErasureRecordShape,
        await deps.objects.get(request.requestId, e.data.object),
      ),
    ),
  );
}
