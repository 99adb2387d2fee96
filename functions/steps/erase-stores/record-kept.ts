import { approvedManifest } from '../../casework/evidence/approved-manifest';
import { findKept, type KeptRowsOfStore, saveKept } from '../../casework/evidence/kept-item';
import { type PresentRows, rowsThere } from '../../casework/evidence/rows-there';
import { StoreError } from '../../connectors/connector';
import { keptUntil } from '../../domain/after-erasure';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import type { EventData } from '../../domain/events';
import type { RowRef } from '../../domain/finding';
import { collectionOf } from '../../domain/foreign-keys';
import type { Manifest, ManifestRow, ManifestStore } from '../../domain/manifest';
import { rowCounts } from '../../domain/manifest-rows';
import { rowKey } from '../../domain/row-key';
import { allRows, rowsWhere } from '../../domain/rows';
import { storesGivenUp } from '../../domain/store-faults';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'objects' | 'stores' | 'map'>;

/**
 * Seals what a law keeps, once all else is erased, until its retention ends: one item for each last day,
 * under a key of its own. What a later round finds gets another item.
 */
export async function recordKept(deps: Deps, requestId: string): Promise<void> {
  const request = await deps.register.load(requestId);
  const manifest = await approvedManifest(deps, request);
  const stores = reached(request, manifest);
  for (const until of lastDays(stores)) {
    const before = keptUntil(request).filter((kept) => kept.until === until);
    const noted = await rowsIn(deps, before);
    const due = stores.map((store) => ({
      store,
      rows: [...keptRows(store)].filter((row) => lastDayOf(row) === until && !noted.has(placeOf(store, row))),
    }));
    const keptId = [requestId, 'kept', until, ...(before.length > 0 ? [before.length + 1] : [])].join('-');
    if (due.some(({ rows }) => rows.length > 0)) await sealKept(deps, requestId, { keptId, until }, due);
  }
}

async function rowsIn(deps: Deps, kept: readonly EventData['kept-until'][]): Promise<ReadonlySet<string>> {
  const items = await Promise.all(kept.map(({ keptId }) => findKept(deps, keptId)));
  const stores = items.flatMap((item) => item.stores);
  return new Set(stores.flatMap((s) => s.collections.flatMap((c) => c.rows.map((row) => placeOf(s, row)))));
}

function placeOf({ storeId }: { readonly storeId: string }, row: RowRef): string {
  return JSON.stringify([storeId, rowKey(row)]);
}

interface Due {
  readonly store: ManifestStore;
  readonly rows: readonly ManifestRow[];
}

async function sealKept(
  deps: Deps,
  requestId: string,
  { keptId, until }: { readonly keptId: string; readonly until: string },
  due: readonly Due[],
): Promise<void> {
  await deps.vault.adopt(keptId);
  const stores: KeptRowsOfStore[] = [];
  for (const { store, rows } of due) {
    if (rows.length > 0) stores.push(await keptStore(deps, keptId, store, rows));
  }
  await saveKept(deps, keptId, { stores });
  const collections = stores.flatMap(({ storeId, collections: all }) =>
    rowCounts(all.flatMap((c) => c.rows)).map((one) => ({ storeId, ...one })),
  );
  await deps.register.append(requestId, keptId, () => ({
    type: 'kept-until',
    data: { keptId, until, collections },
    actor: { kind: 'desk' },
  }));
}

function reached(request: DataSubjectRequest, { stores }: Manifest): ManifestStore[] {
  const gone = storesGivenUp(request);
  return stores.filter((s) => s.state === 'searched' && !gone.includes(s.storeId));
}

function lastDays(stores: readonly ManifestStore[]): string[] {
  const days = new Set<string>();
  for (const store of stores) for (const row of keptRows(store)) days.add(lastDayOf(row) ?? '');
  return [...days].sort();
}

function keptRows(store: ManifestStore): Iterable<ManifestRow> {
  return rowsWhere(allRows(store.collections), (row) => lastDayOf(row) !== undefined);
}

/** `undefined` for a row without a date to count from: the end of its retention is unknown. */
function lastDayOf({ treatment }: ManifestRow): string | undefined {
  return treatment.action === 'retain' && treatment.until !== 'unknown' ? treatment.until : undefined;
}

async function keptStore(
  deps: Deps,
  keptId: string,
  { storeId, examination }: ManifestStore,
  rows: readonly ManifestRow[],
): Promise<KeptRowsOfStore> {
  const there = await printsOrNone(deps, keptId, storeId, rows);
  const names = [...new Set(rows.map((row) => row.collection))];
  return {
    storeId,
    ...(examination?.eraseGroups ? { groups: examination.eraseGroups } : {}),
    ...defined({ account: examination?.account }),
    collections: names.map((name) => ({
      collection: name,
      onErasure: JSON.stringify(collectionOf(deps.map, storeId, name)?.onErasure ?? null),
      rows: rows
        .filter((row) => row.collection === name)
        .map(({ collection, key, treatment, ...row }) => {
          const print = there.get(rowKey({ collection, key, ...row }))?.print;
          const atEnd = (treatment.action === 'retain' && treatment.atEnd) || 'erase';
          return { collection, key, atEnd, ...(print ? { print } : {}) };
        }),
    })),
  };
}

const TRIES = 3;

/**
 * The rows of a store that answers none of several tries get no prints, and staff look at them in the end.
 * That does not hold up the erasure.
 */
async function printsOrNone(
  deps: Deps,
  keptId: string,
  storeId: string,
  rows: readonly ManifestRow[],
): Promise<PresentRows> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    try {
      return await rowsThere(deps, { requestId: keptId, storeId }, rows);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  }
  return new Map();
}
