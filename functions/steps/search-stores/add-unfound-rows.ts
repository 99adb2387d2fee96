import { forEveryStore } from '../../casework/driver/store-rounds';
import { recordIfUnavailable } from '../../casework/evidence/record-if-unavailable';
import { rowsThere } from '../../casework/evidence/rows-there';
import { frozenManifest } from '../../casework/evidence/stored-findings';
import { type DataSubjectRequest, hasHappened } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { allOf } from '../../domain/log-entries';
import type { Manifest, ManifestCollection, ManifestRow, ManifestStore } from '../../domain/manifest';
import { approvedRows, isToErase } from '../../domain/manifest-rows';
import { rowKey } from '../../domain/row-key';
import { allRows, packRows, rowsWhere } from '../../domain/rows';
import { waitsForDecision, withRowsUndecided } from '../../domain/undecided';

type Deps = Pick<DeskDeps, 'register' | 'objects' | 'stores' | 'vault' | 'map'>;

const reason = 'it was approved before, and the search does not find it any more: find out whose it is';

/**
 * Adds approved rows of an erasure that stopped and was searched again: rows that are still there by their
 * keys and that the new search does not find, for instance because an address was changed meanwhile. They
 * wait for a decision, so that none is forgotten silently.
 *
 * @returns `undefined` when a store did not answer, which is recorded
 */
export async function addUnfoundRows(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
): Promise<Manifest | undefined> {
  if (!hasHappened(request, 'erasure-drifted')) return manifest;
  const before = await frozenManifest(deps, request);
  const forgotten = new Map<string, readonly ManifestRow[]>();
  let all = true;
  const searched = manifest.stores.filter(({ state }) => state === 'searched');
  await forEveryStore(searched, async ({ storeId }) => {
    const unfound = unfoundIn(request, storeId, { before, now: manifest });
    const answered = await recordIfUnavailable(
      deps,
      { requestId: request.requestId, storeId, phase: 'locate' },
      async () => {
        const there = await rowsThere(deps, { requestId: request.requestId, storeId }, unfound);
        forgotten.set(
          storeId,
          unfound.filter((row) => there.has(rowKey(row))),
        );
      },
    );
    all = all && answered;
  });
  return all ? withWaiting(deps, manifest, forgotten) : undefined;
}

/** What an anonymised row left is there by its key, as it should be. */
function unfoundIn(
  request: DataSubjectRequest,
  storeId: string,
  { before, now }: { readonly before: Manifest; readonly now: Manifest },
): ManifestRow[] {
  const found = approvedRows(now, storeId);
  const wasTold = allOf(request.log, 'erasure-begun').some((e) => e.data.storeId === storeId);
  return [...approvedRows(before, storeId).values()].filter(
    (row) =>
      !found.has(rowKey(row)) &&
      (isToErase(row) || waitsForDecision(row.treatment)) &&
      !(wasTold && row.treatment.action === 'anonymise'),
  );
}

function withWaiting(
  { map }: Deps,
  manifest: Manifest,
  forgotten: ReadonlyMap<string, readonly ManifestRow[]>,
): Manifest {
  const stores = manifest.stores.map((store): ManifestStore => {
    return { ...store, collections: withRows(store.collections, forgotten.get(store.storeId) ?? []) };
  });
  const held = [...forgotten].flatMap(([storeId, rows]) => rows.map((row) => ({ storeId, row, reason })));
  return withRowsUndecided({ ...manifest, stores }, map, held);
}

function withRows(
  all: readonly ManifestCollection[],
  rows: readonly ManifestRow[],
): readonly ManifestCollection[] {
  const names = new Set([...all, ...rows].map(({ collection }) => collection));
  return [...names].map((name) => {
    const before = all.find(({ collection }) => collection === name);
    const added = rowsWhere(rows, ({ collection }) => collection === name);
    const joined = packRows(allRows([{ rows: before?.rows ?? [] }, { rows: added }]));
    return { collection: name, unmapped: before?.unmapped ?? [], rows: joined };
  });
}
