import * as z from 'zod/mini';
import { type DataSubjectRequest, seqOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { StoreFinding } from '../../domain/found-rows';
import { allOf, lastOf } from '../../domain/log-entries';
import type { Manifest } from '../../domain/manifest';
import { readStored } from '../../domain/read-stored';
import { Located, ManifestShape, optional, Searches, text, UnreadPlaces } from './stored-shapes';

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

const FindingShape: z.ZodMiniType<StoredFinding> = z.looseObject({
  storeId: text,
  searches: Searches,
  rows: Located,
  unmapped: z.array(z.looseObject({ collection: text, field: text })),
  unread: optional(UnreadPlaces),
  snapshots: z.array(z.looseObject({ collection: text, name: text })),
  copies: optional(text),
});

/**
 * Everything found so far, in the order it was found. Findings from before staff restarted the search no
 * longer count.
 */
export async function storedFindings(deps: Deps, request: DataSubjectRequest): Promise<StoredFinding[]> {
  const since = seqOf(request, 'search-renewed');
  const events = allOf(request.log, 'store-searched').filter((e) => e.seq > since);
  return Promise.all(
    events.map(async (e) =>
      readStored('a finding', FindingShape, await deps.objects.get(request.requestId, e.data.object)),
    ),
  );
}

/** The manifest that is in force. Throws when nothing has been frozen. */
export async function frozenManifest(deps: Deps, request: DataSubjectRequest): Promise<Manifest> {
  const frozen = lastOf(request.log, 'manifest-frozen');
  if (!frozen) throw new Error('no manifest has been frozen');
  const stored = await deps.objects.get(request.requestId, frozen.data.object);
  return readStored('the frozen manifest', ManifestShape, stored);
}
