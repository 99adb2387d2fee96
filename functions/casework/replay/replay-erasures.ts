import { StoreError } from '../../connectors/connector';
import { type DataSubjectRequest, hasHappened, isApproved } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { ShreddedError } from '../../domain/errors';
import type { LeftRows } from '../../domain/event-facts';
import { isLeftToStore } from '../../domain/settlements';
import type { FaultKind } from '../../domain/store-examination';
import { approvedManifest } from '../evidence/approved-manifest';
import type { Returned } from '../evidence/returned-rows';
import { eraseReturned } from './erase-returned';
import { readReturned } from './read-returned';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'objects' | 'stores' | 'tombstones' | 'map' | 'clock'>;

export interface Replayed {
  readonly requestId: string;
  readonly storeId: string;
  /** Rows that had come back and are erased again; -1 when the key of the request was destroyed. */
  readonly rows: number;
  /** Rows that were left for staff to look at. */
  readonly left: readonly LeftRows[];
  /** Why the store did not do it. */
  readonly fault?: FaultKind;
}

/**
 * Erases again what was erased before, after a restore or a late import of old data. Only the very rows that
 * were erased then are touched, by key and content, so a person who came back under the same address or
 * number is left alone, and staff are told. Harmless to repeat. Requests whose key has been destroyed cannot
 * be replayed and are reported with -1.
 */
export async function* replayErasures(deps: Deps, only?: { storeId: string }): AsyncIterable<Replayed> {
  for await (const { requestId, right } of deps.register.summaries()) {
    if (right !== 'erasure') continue;
    const request = await deps.register.load(requestId);
    if (!isApproved(request) || !hasHappened(request, 'store-erased')) continue;
    yield* replayRequest(deps, request, only);
  }
}

async function* replayRequest(
  deps: Deps,
  request: DataSubjectRequest,
  only: { storeId: string } | undefined,
): AsyncIterable<Replayed> {
  const { requestId } = request;
  try {
    const manifest = await approvedManifest(deps, request);
    const searched = manifest.stores.filter(({ state }) => state === 'searched').map((s) => s.storeId);
    const asked = searched.filter((id) => (!only || only.storeId === id) && !isLeftToStore(request, id));
    for (const [storeId, found] of await readReturned(deps, request, manifest, asked))
      yield await replayStore(deps, request, { manifest, storeId, found });
  } catch (error) {
    if (!(error instanceof ShreddedError)) throw error;
    yield { requestId, storeId: only?.storeId ?? '*', rows: -1, left: [] };
  }
}

type Place = Parameters<typeof eraseReturned>[2];

/** A store that fails does not hold up the others. */
async function replayStore(
  deps: Deps,
  request: DataSubjectRequest,
  place: Omit<Place, 'same'> & { readonly found: Returned | StoreError },
): Promise<Replayed> {
  const about = { requestId: request.requestId, storeId: place.storeId };
  try {
    if (place.found instanceof StoreError) throw place.found;
    const { same, left } = place.found;
    const again = await eraseReturned(deps, request, { ...place, same });
    return { ...about, rows: again.rows, left: [...left, ...again.left] };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { ...about, rows: 0, left: [], fault: error.kind };
  }
}
