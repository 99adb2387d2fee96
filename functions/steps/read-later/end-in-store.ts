import { randomUUID } from 'node:crypto';
import { callStore } from '../../casework/evidence/call-store';
import type { KeptRowsOfStore } from '../../casework/evidence/kept-item';
import { inAccounts } from '../../casework/evidence/known-account';
import { ownCounts } from '../../casework/evidence/own-counts';
import { rowsThere } from '../../casework/evidence/rows-there';
import { StoreError } from '../../connectors/connector';
import { faultError } from '../../connectors/fault-error';
import { parentRefs } from '../../domain/data-map';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { eraseBounds, eraseCalls } from '../../domain/erase-instructions';
import { type ErasureLedger, mayBeErasing, NOTHING_ERASED } from '../../domain/erasure-ledger';
import type { KeptLeft } from '../../domain/event-facts';
import type { EventData } from '../../domain/events';
import { collectionOf } from '../../domain/foreign-keys';
import { keptLedger } from '../../domain/kept-ledger';
import { allOf } from '../../domain/log-entries';
import type { ManifestCollection } from '../../domain/manifest';
import { rowCounts } from '../../domain/manifest-rows';
import { rowKey } from '../../domain/row-key';
import type { FaultKind } from '../../domain/store-examination';
import { settledCalls } from '../../domain/unanswered-calls';

type Deps = Pick<DeskDeps, 'register' | 'stores' | 'vault' | 'map' | 'clock'>;
type KeptRow = KeptRowsOfStore['collections'][number]['rows'][number];
type PresentRows = Awaited<ReturnType<typeof rowsThere>>;
type Left = { readonly row: KeptRow; readonly because: KeptLeft['because'] };

/**
 * Erases or anonymises in one store, as the map says, what a law kept until now and what has not changed
 * since, and reports what it left alone. As in every erasure there is a look, the intent, the call, its
 * result and a reading. What is absent at the look and was not erased by an earlier call is left to staff.
 *
 * @returns `undefined` while an earlier call may still be erasing in this store, or when another run acted
 * first: it is then asked again later
 * @throws the store's errors, except a refusal, after which it reports what is still there
 */
export async function endInStore(
  given: Deps,
  requestId: string,
  keptId: string,
  store: KeptRowsOfStore,
): Promise<Omit<EventData['kept-ended'], 'keptId'> | undefined> {
  const { storeId } = store;
  const deps = inAccounts(given, new Map([[storeId, store.account]]));
  const place = { requestId: keptId, storeId };
  const rows = store.collections.flatMap((c) => c.rows);
  const loaded = await deps.register.load(requestId);
  const before = keptLedger(loaded, keptId, storeId);
  if (mayBeErasing(before, deps.clock.now())) return undefined;
  const there = await rowsThere(deps, place, rows);
  const absent = rows.filter((row) => !there.has(rowKey(row)));
  if (wasOvertaken(loaded, await deps.register.load(requestId), { keptId, storeId })) return undefined;
  await settle(deps, requestId, before, { keptId, storeId, absent });
  const present = rows.filter((row) => there.has(rowKey(row)));
  const reasons = present.map((row) => ({ row, because: reasonToLeave(deps, store, row, there) }));
  const judged = reasons.map(({ row, because }) => ({
    row,
    because: because ?? parentStays(deps, storeId, row.collection, reasons),
  }));
  const toGo = judged.flatMap(({ row, because }) => (because ? [] : [row]));
  const fault = await erase(deps, loaded, { keptId, store, rows: toGo });
  if (fault === 'overtaken') return undefined;
  const still = await rowsThere(deps, place, toGo);
  const stuck = toGo.filter((row) => isAsBefore(store, row, still));
  const now = keptLedger(await deps.register.load(requestId), keptId, storeId);
  const kept = [
    ...judged.flatMap((one): Left[] => (one.because ? [{ ...one, because: one.because }] : [])),
    ...stuck.map((row): Left => ({ row, because: fault ?? laterOf(now, row) })),
  ];
  const gone = notOurs([...absent, ...toGo.filter((row) => !still.has(rowKey(row)))], now);
  return {
    erased: sumOf(now, 'erased'),
    ...(sumOf(now, 'anonymised') > 0 ? { anonymised: sumOf(now, 'anonymised') } : {}),
    gone: gone.reduce((sum, one) => sum + one.rows, 0),
    left: [...keptLeft(storeId, kept), ...gone.map((one) => ({ storeId, ...one, because: 'gone' as const }))],
  };
}

/** A store that took the order erases it later; any other should have done it at once. */
function laterOf({ done }: ErasureLedger, { collection }: KeptRow): KeptLeft['because'] {
  return (done.get(collection)?.submitted ?? 0) > 0 ? 'submitted' : 'refused';
}

interface Place {
  readonly keptId: string;
  readonly storeId: string;
}

/** Settles a call of an earlier day whose answer was lost or that was cut off: what it took is absent now. */
async function settle(
  { register }: Deps,
  requestId: string,
  ledger: ErasureLedger,
  { keptId, storeId, absent }: Place & { readonly absent: readonly KeptRow[] },
): Promise<void> {
  const doneNow = new Map(
    rowCounts(absent).map(({ collection, rows }) => [collection, { erased: rows, anonymised: 0 }]),
  );
  for (const { call, collections } of settledCalls(ledger, doneNow))
    await acknowledge({ register }, requestId, { keptId, storeId, call, collections });
}

async function acknowledge(
  { register }: Pick<Deps, 'register'>,
  requestId: string,
  data: EventData['kept-end-acknowledged'],
): Promise<void> {
  await register.append(requestId, `acknowledge-${data.call}-${data.keptId}`, () => ({
    type: 'kept-end-acknowledged',
    data,
    actor: { kind: 'desk' },
  }));
}

function sumOf({ done }: ErasureLedger, of: 'erased' | 'anonymised'): number {
  return [...done.values()].reduce((sum, one) => sum + one[of], 0);
}

/**
 * Rows that are absent although no call of the desk erased them, or anonymised them so that their key
 * changed.
 */
function notOurs(absent: readonly KeptRow[], { done }: ErasureLedger) {
  return rowCounts(absent)
    .map((one) => {
      const { erased, anonymised } = done.get(one.collection) ?? NOTHING_ERASED;
      return { ...one, rows: one.rows - erased - anonymised };
    })
    .filter(({ rows }) => rows > 0);
}

/** The treatment that the map gives a row once no law keeps it any more. */
function treatmentOf({ collections }: KeptRowsOfStore, row: KeptRow): 'erase' | 'anonymise' {
  const written = collections.find((c) => c.collection === row.collection)?.onErasure ?? '';
  return row.atEnd ?? (written.startsWith('{"action":"anonymise"') ? 'anonymise' : 'erase');
}

/** Still there, and not anonymised. */
function isAsBefore(store: KeptRowsOfStore, row: KeptRow, still: PresentRows): boolean {
  const now = still.get(rowKey(row));
  return now !== undefined && (treatmentOf(store, row) === 'erase' || now.print === row.print);
}

function reasonToLeave(
  { map }: Pick<DeskDeps, 'map'>,
  { storeId, collections }: KeptRowsOfStore,
  row: KeptRow,
  there: PresentRows,
): KeptLeft['because'] | undefined {
  const then = collections.find((c) => c.collection === row.collection)?.onErasure;
  const now = JSON.stringify(collectionOf(map, storeId, row.collection)?.onErasure ?? null);
  if (then !== now) return 'map-changed';
  const print = there.get(rowKey(row))?.print;
  if (print === undefined || row.print === undefined) return 'not-comparable';
  return print === row.print ? undefined : 'changed';
}

/**
 * A row that is treated as its parent stays with it. Which row is the parent is unknown by now, so a row that
 * stays holds back every row that may depend on it.
 */
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

/**
 * @returns the refusal of the store, after which the rows that are still there are left; or that another run
 * of this step acted first since the look
 */
async function erase(
  deps: Deps,
  loaded: DataSubjectRequest,
  { keptId, store, rows }: { keptId: string; store: KeptRowsOfStore; rows: readonly KeptRow[] },
): Promise<FaultKind | 'overtaken' | undefined> {
  const { requestId } = loaded;
  const own = new Set<string>();
  const { storeId, groups } = store;
  const map = deps.map.stores.find((s) => s.storeId === storeId);
  const collections = rows.map(
    (row): ManifestCollection => ({
      collection: row.collection,
      rows: [{ ...row, facts: {}, treatment: { action: treatmentOf(store, row) } }],
      unmapped: [],
    }),
  );
  const bounds = eraseBounds(collections);
  for (const planned of map ? eraseCalls(map, collections, groups) : []) {
    const instructions = planned.map((one) => ({ ...one, attempt: keptId }));
    const call = randomUUID();
    const asked = rowCounts(instructions.flatMap(({ collection, keys }) => keys.map(() => ({ collection }))));
    own.add(call);
    const begun = { keptId, storeId, call, collections: asked };
    if (!(await begin(deps, loaded, begun, own))) return 'overtaken';
    try {
      const receipt = await callStore(deps, storeId, { op: 'erase', instructions, bounds });
      const about = { keptId, storeId, call };
      await acknowledge(deps, requestId, { ...about, collections: ownCounts(receipt) });
      if (receipt.unfinished) throw faultError(storeId, receipt.unfinished);
    } catch (error) {
      if (!(error instanceof StoreError) || error.kind === 'no-answer') throw error;
      const still = await rowsThere(deps, { requestId: keptId, storeId }, rows);
      const absent = rows.filter((row) => !still.has(rowKey(row)));
      const ledger = keptLedger(await deps.register.load(requestId), keptId, storeId);
      await settle(deps, requestId, ledger, { keptId, storeId, absent });
      return error.kind;
    }
  }
  return undefined;
}

/**
 * Records the intent of a call. False when another run has begun or ended something since, and nothing may be
 * done.
 */
async function begin(
  { register }: Deps,
  loaded: DataSubjectRequest,
  data: EventData['kept-end-begun'],
  own: ReadonlySet<string>,
): Promise<boolean> {
  const commandId = `begin-end-${data.call}`;
  const after = await register.append(loaded.requestId, commandId, (now) =>
    wasOvertaken(loaded, now, data, own)
      ? undefined
      : { type: 'kept-end-begun', data, actor: { kind: 'desk' } },
  );
  return after.log.some((e) => e.commandId === commandId);
}

/**
 * Whether another run of this step began something in a store, or ended this retention, after the log `then`.
 */
function wasOvertaken(
  then: DataSubjectRequest,
  now: DataSubjectRequest,
  { keptId, storeId }: Place,
  own: ReadonlySet<string> = new Set(),
): boolean {
  const isNew = ({ seq }: { readonly seq: number }) => seq > (then.log.at(-1)?.seq ?? 0);
  const begun = allOf(now.log, 'kept-end-begun').filter((e) => e.data.storeId === storeId);
  return [...begun, ...allOf(now.log, 'kept-ended')].some(
    (e) => isNew(e) && e.data.keptId === keptId && !('call' in e.data && own.has(e.data.call)),
  );
}

function keptLeft(storeId: string, left: readonly Left[]): KeptLeft[] {
  const reasons = [...new Set(left.map(({ because }) => because))];
  return reasons.flatMap((because) =>
    rowCounts(left.filter((one) => one.because === because).map(({ row }) => row)).map((one) => ({
      storeId,
      ...one,
      because,
    })),
  );
}
