import { StoreError, StoreUnavailableError } from '../../connectors/connector';
import { parentRefs } from '../../domain/data-map';
import type { DeskDeps } from '../../domain/desk-deps';
import { eraseBounds, eraseCalls } from '../../domain/erase-instructions';
import type { EventData, KeptLeft } from '../../domain/events';
import { rowKey } from '../../domain/freeze-manifest';
import { collectionOf } from '../../domain/locate-plan';
import type { ManifestCollection } from '../../domain/manifest';
import { rowCounts } from '../../domain/manifest-rows';
import { callStore } from '../../findings/call-store';
import type { KeptStore } from '../../findings/kept-item';
import { rowsThere } from '../../findings/rows-there';

type Deps = Pick<DeskDeps, 'stores' | 'vault' | 'map'>;
type KeptRow = KeptStore['collections'][number]['rows'][number];
type There = Awaited<ReturnType<typeof rowsThere>>;

/**
 * Erases in one store what was kept until now and is what it was; tells what it left alone. What the store refuses is read again, as some of it may have gone.
 * Throws when it cannot be read.
 */
export async function endInStore(
  deps: Deps,
  keptId: string,
  store: KeptStore,
): Promise<Omit<EventData['kept-ended'], 'keptId'>> {
  const { storeId } = store;
  const place = { requestId: keptId, storeId };
  const rows = store.collections.flatMap((c) => c.rows);
  const there = await rowsThere(deps, place, rows);
  const present = rows.filter((row) => there.has(rowKey(row)));
  const reasons = present.map((row) => ({ row, because: reasonToLeave(deps, store, row, there) }));
  const left = reasons.map(({ row, because }) => ({
    row,
    because: because ?? parentStays(deps, storeId, row.collection, reasons),
  }));
  const toGo = left.filter(({ because }) => !because).map(({ row }) => row);
  await erase(deps, store, toGo).catch(unlessRefused);
  const still = await rowsThere(deps, place, toGo);
  const stuck = toGo.filter((row) => still.has(rowKey(row)));
  return {
    erased: toGo.length - stuck.length,
    gone: rows.length - present.length,
    left: [
      ...(['other-row', 'not-comparable', 'map-changed'] as const).flatMap((because) =>
        told(
          storeId,
          left.filter((one) => one.because === because).map(({ row }) => row),
          because,
        ),
      ),
      ...told(storeId, stuck, 'refused'),
    ],
  };
}

function unlessRefused(error: unknown): void {
  if (!(error instanceof StoreError) || error instanceof StoreUnavailableError) throw error;
}

function reasonToLeave(
  { map }: Pick<DeskDeps, 'map'>,
  { storeId, collections }: KeptStore,
  row: KeptRow,
  there: There,
): KeptLeft['because'] | undefined {
  const then = collections.find((c) => c.collection === row.collection)?.onErasure;
  const now = JSON.stringify(collectionOf(map, storeId, row.collection)?.onErasure ?? null);
  if (then !== now) return 'map-changed';
  const print = there.get(rowKey(row))?.print;
  if (print === undefined || row.print === undefined) return 'not-comparable';
  return print === row.print ? undefined : 'other-row';
}

/** What is treated as its parent stays with it. Which row that is, nobody knows any more, so one that stays holds back all that may hang on it. */
function parentStays(
  { map }: Pick<DeskDeps, 'map'>,
  storeId: string,
  collection: string,
  reasons: readonly { readonly row: KeptRow; readonly because: KeptLeft['because'] | undefined }[],
): KeptLeft['because'] | undefined {
  const above = new Set([collection]);
  for (const name of above) {
    const onErasure = collectionOf(map, storeId, name)?.onErasure;
    if (onErasure?.action === 'as-parent') for (const { parent } of parentRefs(onErasure)) above.add(parent);
  }
  above.delete(collection);
  return reasons.find(({ row, because }) => because && above.has(row.collection))?.because;
}

async function erase(deps: Deps, { storeId, groups }: KeptStore, rows: readonly KeptRow[]): Promise<void> {
  const map = deps.map.stores.find((s) => s.storeId === storeId);
  if (!map) return;
  const collections = rows.map(
    (row): ManifestCollection => ({
      collection: row.collection,
      rows: [{ ...row, facts: {}, treatment: { action: 'erase' } }],
      unmapped: [],
    }),
  );
  const bounds = eraseBounds(collections);
  for (const instructions of eraseCalls(map, collections, groups))
    await callStore(deps, storeId, { op: 'erase', instructions, bounds });
}

function told(storeId: string, rows: readonly KeptRow[], because: KeptLeft['because']): KeptLeft[] {
  return rowCounts(rows).map((one) => ({ storeId, ...one, because }));
}
