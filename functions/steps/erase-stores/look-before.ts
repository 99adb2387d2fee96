import { acceptedGone } from '../../casework/evidence/accepted-gone';
import { compareRows } from '../../casework/evidence/compare-rows';
import { openOrders } from '../../casework/evidence/ordered-rows';
import { readAgainInSlices } from '../../casework/evidence/read-again';
import { type PresentRows, rowsThere } from '../../casework/evidence/rows-there';
import { StoreShapeError } from '../../connectors/connector';
import { type DataSubjectRequest, seqOf } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import { type ErasureLedger, erasureLedger, NOTHING_ERASED } from '../../domain/erasure-ledger';
import type { StoreReadingResult } from '../../domain/erasure-reading';
import { receiptsOf, roundBeforeSearch, sinceSearch, wasErasureBegun } from '../../domain/erasure-rounds';
import type { CollectionCount, Drift } from '../../domain/event-facts';
import type { RowRef } from '../../domain/finding';
import { allOf } from '../../domain/log-entries';
import type { Manifest, ManifestCollection, ManifestRow } from '../../domain/manifest';
import { approvedRows, isToErase, rowCounts, rowRefs, standsOrdered } from '../../domain/manifest-rows';
import { type KeyedRows, KeySet, type Keys } from '../../domain/packed-map';
import { rowKey } from '../../domain/row-key';
import { allRows, keptRows, packRows, type Rows, rowParts, rowsAs, rowsWhere } from '../../domain/rows';
import type { OpenOrders } from '../../domain/submitted-rows';
import { rowTombstone, tombstonesUntil } from '../../domain/tombstones';
import { vanishedCounts, vanishedRows } from '../../domain/vanished-rows';
import { wasBegunOrEnded, wasOvertaken } from './erase-by-calls';
import { rowsErasedByOthers } from './erased-by-others';
import { settleUnanswered } from './settle-unanswered';

type Deps = Pick<
  DeskDeps,
  'register' | 'vault' | 'objects' | 'stores' | 'tombstones' | 'desk' | 'map' | 'clock'
>;

export interface LookBefore {
  /** The request as it was at this look. */
  readonly request: DataSubjectRequest;
  readonly reading: StoreReadingResult;
  /** What this round erases. */
  readonly rows: readonly ManifestCollection[];
  /** Approved rows that somebody else erased, as staff say, and that no receipt counts yet. */
  readonly gone: readonly CollectionCount[];
  readonly stop?: StopReason;
}

/** Why nothing may be erased before staff have looked. */
export interface StopReason {
  readonly drift: Drift;
  readonly driftRows: readonly CollectionCount[];
  readonly driftRefs?: Rows<RowRef>;
  readonly vanished?: Rows<RowRef>;
  /** Staff may say that these rows still belong to the data subject. */
  readonly mayBeTheirs?: true;
}

interface Place {
  readonly requestId: string;
  readonly storeId: string;
  readonly round: number;
}

/**
 * Looks into the store right before the erasure: are the approved rows there, by their keys; is there what is
 * to be kept; did anything of the data subject's come that was not approved? It is the strongest evidence
 * that a row which is absent afterwards was erased by the desk. What does not fit goes to staff, and nothing
 * is erased.
 *
 * @returns `overtaken` when another run of this step acted in this store during the look, which then proves
 * nothing; `cut` when the time of this call was used up before all was read
 */
export async function lookBefore(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  place: Place & { readonly isOver: () => boolean },
): Promise<LookBefore | 'overtaken' | 'cut'> {
  const { storeId } = place;
  const approved = approvedRows(manifest, storeId);
  const there = await rowsThere(deps, place, approved.values());
  const isOver = mayPause(deps, storeId) ? place.isOver : () => false;
  const reading = await readAgainInSlices(deps, request, manifest, { storeId, isOver, known: there });
  if (!reading) return 'cut';
  assertDescribed(reading, approved.values());
  const said = await acceptedGone(deps, request, storeId);
  const left = new KeySet(rowsAs(allRows(reading.left), rowKey), reading.leftCount);
  const others = await rowsErasedByOthers(deps, request, storeId, { approved, there, left });
  const accepted = new KeySet([...said.keys, ...others.keys]);
  const fresh = await deps.register.load(request.requestId);
  if (wasOvertaken(request, fresh, storeId)) return 'overtaken';
  const looked = { approved, there, left, accepted };
  const now = await settleUnanswered(deps, fresh, place, looked);
  if (wasBegunOrEnded(fresh, now, storeId)) return 'overtaken';
  const rows = rowsOf(now, manifest, { storeId, looked, reading });
  const gone = [...said.untold, ...others.untold];
  const before = { request: now, reading, gone, rows };
  const ledger = ledgerWithOrders(now, approved.values(), storeId, await openOrders(deps, now, storeId));
  const vanished = vanishedRows({ approved, there, ledger, accepted });
  if (vanished.length > 0) {
    const driftRows = vanishedCounts(vanished, ledger);
    return { ...before, stop: { drift: 'vanished', driftRows, vanished: rowRefs(vanished) } };
  }
  const isStray = (row: ManifestRow) => !others.keys.has(rowKey(row)) && !standsOrdered(row);
  const strayed = packRows(rowsWhere(reading.strayed, isStray));
  const stop = await whatStops(deps, now, { storeId, reading: { ...reading, strayed }, there });
  if (stop) return { ...before, stop };
  const mine = rowsWhere(approved.values(), (row) => !others.keys.has(rowKey(row)));
  await saveTombstones(deps, manifest, place, { mine, there });
  return before;
}

/** With what was ordered before staff let the desk search again: it may be gone at any time too. */
function ledgerWithOrders(
  request: DataSubjectRequest,
  approved: Iterable<ManifestRow>,
  storeId: string,
  orders: OpenOrders | undefined,
): ErasureLedger {
  const ledger = erasureLedger(request, storeId, { after: roundBeforeSearch(request) });
  const named = orders?.rows;
  if (named === undefined) return ledger;
  const done = new Map(ledger.done);
  const isOrdered = (row: ManifestRow) => isToErase(row) && named.has(rowKey(row));
  for (const { collection, rows: submitted } of rowCounts(rowsWhere(approved, isOrdered)))
    done.set(collection, { ...NOTHING_ERASED, ...done.get(collection), collection, submitted });
  return { ...ledger, done };
}

/**
 * Only where a row is named by its content or by the person: elsewhere it may become somebody else's while
 * the reading stands still, and would be erased under its key.
 */
function mayPause({ map }: Deps, storeId: string): boolean {
  return map.stores.some((store) => store.storeId === storeId && store.kind === 's3');
}

/** Rows that belong to somebody else by now, differ from those that were approved, or came since. */
async function whatStops(
  deps: Deps,
  request: DataSubjectRequest,
  { storeId, reading, there }: { storeId: string; reading: StoreReadingResult; there: PresentRows },
): Promise<StopReason | undefined> {
  const strayed = strayedFrom(request, storeId, reading);
  if (strayed.length > 0) return { ...stopFor('new-owner', strayed), mayBeTheirs: true };
  const left = wasReadSince(request, storeId) ? [...allRows(reading.left)] : [];
  const compared = await compareRows(deps, storeId, left, there);
  const anew = left.filter((_, i) => compared[i] !== 'same');
  if (anew.length > 0) return stopFor('came-anew', anew);
  const { drift, driftRows = [], driftRefs } = reading;
  return drift && { drift, driftRows, ...defined({ driftRefs }) };
}

async function saveTombstones(
  deps: Deps,
  manifest: Manifest,
  { requestId, storeId }: Place,
  { mine, there }: { readonly mine: Iterable<ManifestRow>; readonly there: PresentRows },
): Promise<void> {
  const at = deps.clock.now();
  const end = { at, until: tombstonesUntil(deps.desk, manifest, at) };
  const going = rowsWhere(mine, (row) => isToErase(row) && there.has(rowKey(row)));
  const graves = rowsAs(going, (row) => rowTombstone(storeId, row, there.get(rowKey(row))?.print));
  for (const part of rowParts(graves, GRAVES_AT_ONCE)) await deps.tombstones.put(requestId, part, end);
}

/** Tombstones that are held in memory together. */
const GRAVES_AT_ONCE = 5_000;

function stopFor(drift: Drift, rows: Rows<ManifestRow>): StopReason {
  return { drift, driftRows: rowCounts(rows), driftRefs: rowRefs(rows) };
}

/** An anonymised row would keep the value of a field that was added after the approval. */
function assertDescribed({ undescribed = [] }: StoreReadingResult, approved: Iterable<ManifestRow>): void {
  if (undescribed.length === 0) return;
  const blanked = new Set<string>();
  for (const row of approved) if (row.treatment.action === 'anonymise') blanked.add(row.collection);
  const found = undescribed.find(({ collection }) => blanked.has(collection));
  if (!found) return;
  throw new StoreShapeError(`${found.collection} holds something in a field that the map does not know`, {
    ...found,
    code: 'undescribed',
  });
}

/**
 * Rows that belong to somebody else by now. Once the store was told to erase, a search does not find an
 * anonymised row either. Once it has answered, only what a reading finds is erased, so a key that is used
 * again for somebody else does no harm.
 */
function strayedFrom(
  request: DataSubjectRequest,
  storeId: string,
  { strayed }: StoreReadingResult,
): Rows<ManifestRow> {
  if (!wasErasureBegun(request, storeId)) return strayed;
  return wasRoundFinished(request, storeId)
    ? []
    : packRows(rowsWhere(strayed, ({ treatment }) => treatment.action === 'erase'));
}

/** Whether a round in this store was finished. */
function wasRoundFinished(request: DataSubjectRequest, storeId: string): boolean {
  return receiptsOf(request, storeId).some(
    ({ data, seq }) =>
      data.erased + data.anonymised + data.alreadyAbsent + data.keptShared > 0 ||
      sinceSearch(request, 'erasure-begun').some(
        (e) => e.data.storeId === storeId && e.data.round === data.round && e.seq < seq,
      ),
  );
}

interface Found {
  readonly storeId: string;
  readonly looked: {
    readonly approved: KeyedRows<ManifestRow>;
    readonly there: Pick<PresentRows, 'has'>;
    readonly left: Keys;
    readonly accepted: Keys;
  };
  readonly reading: StoreReadingResult;
}

/**
 * All approved rows that are there until a round was finished; after that, what a reading finds left. A row
 * that an earlier call anonymised, or for which the store took the order, needs no second call.
 */
function rowsOf(
  request: DataSubjectRequest,
  manifest: Manifest,
  { storeId, looked: { there, left, accepted }, reading }: Found,
): readonly ManifestCollection[] {
  if (wasRoundFinished(request, storeId)) return reading.left;
  const begun = wasErasureBegun(request, storeId);
  const ordered = new KeySet([...rowsAs(allRows(reading.submitted ?? []), rowKey)]);
  const isDue = (row: ManifestRow) => {
    const key = rowKey(row);
    if (!there.has(key) || accepted.has(key) || ordered.has(key)) return false;
    return !begun || row.treatment.action !== 'anonymise' || left.has(key);
  };
  const collections = manifest.stores.find((s) => s.storeId === storeId)?.collections ?? [];
  return collections.map((c) => ({ ...c, rows: keptRows(c.rows, isDue) }));
}

/**
 * Whether a reading some time after the last erasure found rows: they may be new ones. What is left right
 * after an erasure is what it should have erased.
 */
function wasReadSince(request: DataSubjectRequest, storeId: string): boolean {
  const of = (type: 'store-read-again' | 'store-erased') =>
    allOf(request.log, type).findLast((e) => e.data.storeId === storeId)?.seq ?? 0;
  return of('store-read-again') > Math.max(of('store-erased'), seqOf(request, 'search-renewed'));
}
