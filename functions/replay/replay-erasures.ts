import { type DataSubjectRequest, hasHappened, isApproved } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { eraseInstructions, inFewCalls } from '../domain/erase-instructions';
import { ShreddedError } from '../domain/errors';
import { rowKey } from '../domain/freeze-manifest';
import type { ManifestCollection } from '../domain/manifest';
import { callStore, searchStore } from '../findings/call-store';
import { frozenManifest } from '../findings/stored-findings';

type Deps = Pick<DeskDeps, 'register' | 'objects' | 'stores' | 'map' | 'clock'>;

export interface Replayed {
  readonly requestId: string;
  readonly storeId: string;
  /** Rows that had come back and are gone again. */
  readonly rows: number;
}

/**
 * After a restore, or a late import of old data: erases again what was erased before. Only rows with the very keys that were erased then are touched, so a
 * person who has come back as a customer since is left alone. Harmless to repeat. Requests whose own key has been destroyed can no longer be replayed and
 * are reported with -1.
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
    const manifest = await frozenManifest(deps, request);
    for (const store of manifest.stores.filter((s) => s.state === 'searched')) {
      if (only && only.storeId !== store.storeId) continue;
      const { rows } = await searchStore(deps, store.storeId, 'read-again', store.searches);
      const back = onlyThese(store.collections, new Set(rows.map(rowKey)));
      yield { requestId, storeId: store.storeId, rows: await eraseAgain(deps, request, store.storeId, back) };
    }
  } catch (error) {
    if (!(error instanceof ShreddedError)) throw error;
    yield { requestId, storeId: only?.storeId ?? '*', rows: -1 };
  }
}

/** Rows that were to go then and are there now. */
function onlyThese(
  collections: readonly ManifestCollection[],
  there: ReadonlySet<string>,
): ManifestCollection[] {
  return collections.map((collection) => ({
    ...collection,
    rows: collection.rows.filter((row) => there.has(rowKey(row)) && row.treatment.action !== 'retain'),
  }));
}

async function eraseAgain(
  deps: Deps,
  request: DataSubjectRequest,
  storeId: string,
  collections: readonly ManifestCollection[],
): Promise<number> {
  const map = deps.map.stores.find((s) => s.storeId === storeId);
  let rows = 0;
  for (const instructions of map ? inFewCalls(eraseInstructions(map, collections)) : []) {
    const receipt = await callStore(deps, storeId, { op: 'erase', instructions });
    rows += receipt.collections.reduce((sum, c) => sum + c.erased + c.anonymised, 0);
  }
  if (rows === 0) return 0;
  await deps.register.append(request.requestId, `replay-${storeId}-${deps.clock.now()}`, () => ({
    type: 'erasure-replayed',
    data: { storeId, rows },
    actor: { kind: 'desk' },
  }));
  return rows;
}
