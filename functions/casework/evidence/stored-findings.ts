import * as z from 'zod/mini';
import { plusDuration } from '../../domain/civil-time';
import { type DataSubjectRequest, seqOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { LocatedRow, Search, UnreadPlace } from '../../domain/finding';
import type { StoreFinding } from '../../domain/found-rows';
import { allOf, type EventOf, lastOf } from '../../domain/log-entries';
import type { Manifest } from '../../domain/manifest';
import { readStored } from '../../domain/read-stored';
import type { Rows } from '../../domain/rows';
import { withTicks } from '../../domain/ticked-endings';
import { type CopyPart, CopyPartShape } from './copy-records';
import { LocatedRows, ManifestShape, optional, Searches, text, UnreadPlaces } from './stored-shapes';

/** A store's answer to one wave, with the sealed copies of the rows where the right is one to a copy. */
export interface StoredFinding extends StoreFinding {
  readonly snapshots: readonly Snapshot[];
  /**
   * The sealed list of these copies with their digest. Absent: none were made, they are few and small, or the
   * finding is from before digests were made; then the copies are read.
   */
  readonly copies?: string;
}

/**
 * A sealed object that holds copies of rows of a collection. An object with rows of several collections
 * appears once for each, and readers pick out their rows. Findings from before collections shared objects
 * look the same.
 */
export interface Snapshot {
  readonly collection: string;
  readonly name: string;
}

type Deps = Pick<DeskDeps, 'objects'>;

const finding = {
  storeId: text,
  searches: Searches,
  rows: LocatedRows,
  unmapped: z.array(z.looseObject({ collection: text, field: text })),
  unread: optional(UnreadPlaces),
};

const StoreFindingShape: z.ZodMiniType<StoreFinding> = z.looseObject(finding);

const FindingShape: z.ZodMiniType<StoredFinding> = z.looseObject({
  ...finding,
  snapshots: z.array(z.looseObject({ collection: text, name: text })),
  copies: optional(text),
});

/**
 * Everything found so far, in the order it was found. Findings from before staff restarted the search no
 * longer count.
 */
export async function storedFindings(deps: Deps, request: DataSubjectRequest): Promise<StoredFinding[]> {
  return Promise.all(
    searchedSince(request)
      .filter((e) => !e.data.more)
      .map(async (e) =>
        readStored('a finding', FindingShape, await deps.objects.get(request.requestId, e.data.object)),
      ),
  );
}

function searchedSince(request: DataSubjectRequest): EventOf<'store-searched'>[] {
  const since = seqOf(request, 'search-renewed');
  return allOf(request.log, 'store-searched').filter((e) => e.seq > since);
}

/**
 * What was read of a search that one call had no time to finish. It counts for nothing before its last part
 * is there: whose a row is may depend on any other.
 */
export interface SearchPart {
  readonly storeId: string;
  /** What has been answered to the end. */
  readonly answered: readonly Search[];
  readonly found: Rows<LocatedRow>;
  readonly unmapped: StoreFinding['unmapped'];
  readonly unread: readonly UnreadPlace[];
  /** What is being asked, and where its next part begins. */
  readonly asking?: { readonly searches: readonly Search[]; readonly cursor: string };
  /** The search is finished, and its rows are being copied. */
  readonly copying?: {
    readonly finding: StoreFinding;
    readonly rows: Rows<LocatedRow>;
    readonly made: readonly CopyPart[];
  };
}

const PartShape: z.ZodMiniType<SearchPart> = z.looseObject({
  storeId: text,
  answered: Searches,
  found: LocatedRows,
  unmapped: z.array(z.looseObject({ collection: text, field: text })),
  unread: UnreadPlaces,
  asking: optional(z.looseObject({ searches: Searches, cursor: text })),
  copying: optional(
    z.looseObject({ finding: StoreFindingShape, rows: LocatedRows, made: z.array(CopyPartShape) }),
  ),
});

/**
 * A search goes on for this long: later what it found may be somebody else's, and the store is searched anew.
 */
const COUNTS_FOR = 'PT2H';

/**
 * The parts of a store's unfinished search, the oldest first. None when its last search was finished, when it
 * began too long ago, or when the store could not go on with it because something has changed since.
 */
export async function unfinishedSearch(
  { objects, clock }: Deps & Pick<DeskDeps, 'clock'>,
  request: DataSubjectRequest,
  storeId: string,
): Promise<SearchPart[]> {
  const changed = allOf(request.log, 'store-unavailable').findLast(
    ({ data }) => data.storeId === storeId && data.phase === 'locate' && !isSilence(data),
  );
  const events = searchedSince(request).filter(
    (e) => e.data.storeId === storeId && e.seq > (changed?.seq ?? 0),
  );
  const open = events.slice(events.findLastIndex((e) => !e.data.more) + 1);
  const isOld = open[0] !== undefined && plusDuration(open[0].at, COUNTS_FOR, 'UTC') < clock.now();
  const parts = await Promise.all(
    open.map(async (e) =>
      readStored('a part of a search', PartShape, await objects.get(request.requestId, e.data.object)),
    ),
  );
  // What is being copied is compared with what it was found by, row by row.
  return isOld && !parts.at(-1)?.copying ? [] : parts;
}

/** Whether a store just gave no answer, which says nothing against going on. */
function isSilence({ kind, place }: EventOf<'store-unavailable'>['data']): boolean {
  return (kind ?? 'no-answer') === 'no-answer' && place?.code !== 'changed-since-found';
}

/** The manifest that is in force, with what staff ticked on it. Throws when nothing has been frozen. */
export async function frozenManifest(
  deps: Deps,
  request: DataSubjectRequest,
  as?: 'unticked',
): Promise<Manifest> {
  const frozen = lastOf(request.log, 'manifest-frozen');
  if (!frozen) throw new Error('no manifest has been frozen');
  const stored = await deps.objects.get(request.requestId, frozen.data.object);
  const manifest = readStored('the frozen manifest', ManifestShape, stored);
  return as === 'unticked' ? manifest : withTicks(manifest, frozen.data.endings);
}
