import type {
  CollectionErasure,
  CompletionInput,
  RecipientCompletion,
  RestWord,
  StoreCompletion,
  VectorFacts,
} from '../../documents/completion-input';
import { blankingOf } from '../../domain/blanking';
import type { CollectionMap } from '../../domain/data-map';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskStore } from '../../domain/desk';
import type { DeskDeps } from '../../domain/desk-deps';
import type { RowRef } from '../../domain/finding';
import { allOf } from '../../domain/log-entries';
import type { Manifest, ManifestRow } from '../../domain/manifest';
import { actionCounts } from '../../domain/manifest-rows';
import { restAnswer } from '../../domain/open-work';
import { KeySet } from '../../domain/packed-map';
import { promiseOf } from '../../domain/recipient-promises';
import { recipientStatus, recipientsOf } from '../../domain/recipients';
import { rowKey } from '../../domain/row-key';
import { packRows, rowsAs, rowsWhere } from '../../domain/rows';
import { settlementIn } from '../../domain/settlements';
import { storesGone, storeTitle } from '../../domain/store-title';
import type { Recipient } from '../../domain/system-map';
import { unreadCounts } from '../../domain/unread-counts';
import { approvedManifest } from './approved-manifest';
import { buildAnswerFacts } from './build-answer-facts';
import { buildDeskKeeps } from './build-desk-keeps';
import { endingParts } from './ended-along';
import { type ErasureRecord, erasureRecords } from './erasure-records';
import { mapWithInformed } from './informed-recipients';
import { keptUnderLaws } from './kept-under-laws';
import { unreachedStores, unreadGroups } from './missing-parts';
import { orderFacts } from './order-facts';
import { backupsUntil, personsWord, wordOf } from './persons-word';
import { requesterFacts } from './requester-facts';
import { type RowsStillThere, rowsStillThere } from './rows-still-there';
import { secondReading, submittedIn } from './second-reading';
import { type UnfinishedErasure, unfinishedCounts, unfinishedErasure } from './unfinished-erasure';

type Deps = Pick<DeskDeps, 'vault' | 'objects' | 'stores' | 'desk' | 'map' | 'book' | 'clock'>;

/**
 * Gathers what the completion report says from receipts, readings and staff's answers in the log and the
 * vault.
 */
export async function buildCompletionInput(
  deps: Deps,
  request: DataSubjectRequest,
): Promise<CompletionInput & Required<Pick<CompletionInput, 'deskKeeps'>>> {
  const manifest = await approvedManifest(deps, request);
  const records = await erasureRecords(deps, request);
  const { email } = await requesterFacts(deps, request);
  const restLeft = await rowsStillThere(deps, request);
  const stores = await Promise.all(
    storesOf(deps, request).map((store) =>
      storeCompletion(deps, request, { store, manifest, records, restLeft }),
    ),
  );
  return {
    facts: buildAnswerFacts(deps, request),
    searchedBy: email === undefined ? [] : [{ kind: 'email', value: email }],
    stores,
    recipients: recipientsOf(await mapWithInformed(deps, request), request).map((one) =>
      recipientCompletion(deps, request, one, stores),
    ),
    outsideMap: ['letters on paper and anything else the data map does not list'],
    deskKeeps: buildDeskKeeps(deps, request, manifest),
  };
}

/** The stores of the settings, and those that were taken out of them while the request was open. */
function storesOf({ desk, map }: Deps, request: DataSubjectRequest): ReportedStore[] {
  const met = [...allOf(request.log, 'store-erased'), ...allOf(request.log, 'erasure-acknowledged')];
  const ids = new Set([...storesGone(map, request), ...met.map((e) => e.data.storeId)]);
  const gone = [...ids].filter((id) => !desk.stores.some((store) => store.id === id));
  return [...desk.stores, ...gone.map((id) => ({ id, isGone: true as const }))];
}

type ReportedStore = DeskStore | { readonly id: string; readonly isGone: true };

function recipientCompletion(
  deps: Deps,
  request: DataSubjectRequest,
  recipient: Recipient,
  stores: readonly StoreCompletion[],
): RecipientCompletion {
  const status = recipientStatus(deps.map, request, recipient);
  const by = promiseOf(request, recipient.id)?.data.by;
  if (status !== 'spared') return { name: recipient.name, status, ...(by ? { by } : {}) };
  const keeps = stores
    .filter((store) => recipient.hosts?.includes(store.storeId))
    .map(({ title, backupsUntil }) => ({ title, ...(backupsUntil ? { backupsUntil } : {}) }));
  return { name: recipient.name, status, keeps };
}

interface StoreEvidence {
  readonly store: ReportedStore;
  readonly manifest: Manifest;
  readonly records: readonly ErasureRecord[];
  readonly restLeft: RowsStillThere;
}

async function storeCompletion(
  deps: Deps,
  request: DataSubjectRequest,
  evidence: StoreEvidence,
): Promise<StoreCompletion> {
  const { store } = evidence;
  const title = 'isGone' in store ? storeTitle(deps.map, store.id, request) : store.title;
  const mine = evidence.records.filter((r) => r.storeId === store.id);
  const last = mine.at(-1);
  const cut = unfinishedErasure(request, store.id);
  const unread = [
    ...unreadGroups(deps.map, request).filter((group) => group.storeId === store.id),
    ...unreadCounts(store.id, last?.unread).map((group) => ({ ...group, title })),
  ];
  const about = { storeId: store.id, title, ...(unread.length > 0 ? { unread } : {}) };
  if (!('isGone' in store) && store.kind === 'manual')
    return { ...about, state: 'by-person', ...(await personsWord(deps, request, store)) };
  const unreached = unreachedStores(deps.map, request).find((u) => u.storeId === store.id);
  const erasedAt = cut?.at ?? last?.at;
  if (erasedAt === undefined) {
    const { because = 'no-answer', triedAt = [], next = '' } = unreached ?? {};
    return { ...about, state: 'unreached', because, triedAt, next };
  }
  const rest = await restWord(deps, request, evidence);
  const settlement = settlementIn(request, store.id);
  const order = settlement && (await orderFacts(deps, request, settlement));
  return {
    ...about,
    state: 'erased',
    erasedAt,
    ...('isGone' in store ? {} : { backupsUntil: backupsUntil(deps, store, erasedAt) }),
    collections: keptUnderLaws(
      deps,
      request,
      collectionErasures(deps, evidence, mine, cut, settlement?.state === 'done'),
    ),
    ...(last && !cut ? { secondReading: secondReading(deps, last, restGone(evidence), settlement) } : {}),
    ...defined({ vectors: vectorFacts(mine) }),
    ...(unreached ? { fault: unreached.because } : {}),
    ...defined({ rest, order }),
  };
}

/** Each round searches with all the vectors that were erased until then. */
function vectorFacts(records: readonly ErasureRecord[]): VectorFacts | undefined {
  const last = records.findLast(({ vectors }) => vectors)?.vectors;
  if (!last) return undefined;
  const { asked, by, others, left, unasked } = last;
  return { asked, by, others, left: left.length, unasked: unasked.length };
}

/** What a person said of the records that nobody had decided on, and what the store shows of them. */
async function restWord(
  deps: Deps,
  request: DataSubjectRequest,
  { store, restLeft }: StoreEvidence,
): Promise<RestWord | undefined> {
  const event = restAnswer(request, store.id);
  if (!event) return undefined;
  const there = restLeft.get(store.id);
  const others = there?.filter(({ treatment }) => treatment.action === 'contested').length ?? 0;
  return {
    ...(await wordOf(deps, request, event)),
    ...(there ? { stillThere: there.length - others, othersThere: others } : {}),
  };
}

/** How many of the rows left to staff are gone by now, by collection: the reading before still found them. */
function restGone({ store, manifest, restLeft }: StoreEvidence): ReadonlyMap<string, number> {
  const there = restLeft.get(store.id);
  const frozen = manifest.stores.find((s) => s.storeId === store.id)?.collections ?? [];
  if (!there) return new Map();
  return new Map(
    frozen.map(({ collection, rows }) => {
      const { undecided, contested } = actionCounts(rows);
      return [
        collection,
        undecided + contested - there.filter((row) => row.collection === collection).length,
      ];
    }),
  );
}

function collectionErasures(
  deps: Deps,
  { store, manifest }: StoreEvidence,
  records: readonly ErasureRecord[],
  cut: UnfinishedErasure | undefined,
  isSettled: boolean,
): CountedErasure[] {
  const held = manifest.stores.find((s) => s.storeId === store.id);
  const frozen = held?.collections ?? [];
  const gone = new KeySet(rowsAs<RowRef, string>(records.at(-1)?.keptGone ?? [], rowKey));
  const names = [
    ...new Set([...frozen, ...records.flatMap((r) => r.receipt.collections)].map((c) => c.collection)),
  ];
  return namedCollections(deps, store.id, names)
    .map((collection) => {
      const receipts = [...records.map((r) => r.receipt), ...(cut ? [cut.receipt] : [])].flatMap((r) =>
        r.collections.filter((c) => c.collection === collection.name),
      );
      const sum = (of: 'erased' | 'anonymised' | 'alreadyAbsent' | 'keptShared' | 'submitted') =>
        receipts.reduce((total, r) => total + (r[of] ?? 0), 0);
      const submitted = isSettled ? 0 : submittedIn(records, collection.name);
      const all = frozen.find((c) => c.collection === collection.name)?.rows ?? [];
      const rows = gone.size === 0 ? all : packRows(rowsWhere(all, (row) => !gone.has(rowKey(row))));
      const of = actionCounts(rows);
      const toErase = of.erase + of.anonymise;
      const later = Math.max(0, Math.min(sum('submitted'), toErase - went(receipts)) - submitted);
      const blankedLater = of.erase === 0 ? later : 0;
      const left = cut ? unfinishedCounts(cut, collection.name, toErase - went(receipts)) : {};
      const erased = sum('erased') + later - blankedLater;
      return {
        collection: collection.name,
        title: collection.title,
        erased,
        submitted,
        anonymised: sum('anonymised') + blankedLater,
        ...(sum('anonymised') + blankedLater > 0 && 'fields' in collection
          ? { blanking: blankingOf(collection) }
          : {}),
        alreadyAbsent: sum('alreadyAbsent'),
        keptShared: sparedRows(toErase, receipts) + of['keep-shared'],
        retained: retainedGroups(rows),
        keptGone: all.length - rows.length,
        undecided: of.undecided,
        contested: of.contested,
        ...endingParts(held, rows, { erased, submitted, ...left }),
        ...left,
      };
    })
    .filter(
      (c) =>
        c.erased +
          c.anonymised +
          c.alreadyAbsent +
          c.keptShared +
          c.keptGone +
          c.undecided +
          c.contested +
          c.submitted >
          0 ||
        c.retained.length > 0 ||
        (c.unknown ?? 0) + (c.notDone ?? 0) > 0,
    );
}

type MayLack = 'blanking' | 'unknown' | 'notDone' | 'ended' | 'wouldEnd';
type CountedErasure = Required<Omit<CollectionErasure, MayLack>> & Pick<CollectionErasure, MayLack>;

/** Collections of the map; for a store that has left the map, the names in its records. */
function namedCollections(
  deps: Deps,
  storeId: string,
  names: readonly string[],
): readonly (CollectionMap | Pick<CollectionMap, 'name' | 'title'>)[] {
  if (deps.map.stores.some((s) => s.storeId === storeId)) return collectionsOf(deps, storeId);
  return names.map((name) => ({ name, title: 'Records' }));
}

type Counts = ErasureRecord['receipt']['collections'][number];

/**
 * Rows that were kept because others share them and that no later round erased: a receipt of one round does
 * not know of the next.
 *
 * @param toErase - how many rows were to be erased or blanked
 */
export function sparedRows(toErase: number, receipts: readonly Omit<Counts, 'collection'>[]): number {
  const spared = receipts.reduce((sum, r) => sum + r.keptShared, 0);
  return Math.max(0, Math.min(spared, toErase - went(receipts)));
}

function went(receipts: readonly Omit<Counts, 'collection'>[]): number {
  return receipts.reduce((sum, r) => sum + r.erased + r.anonymised + r.alreadyAbsent, 0);
}

function collectionsOf(deps: Deps, storeId: string): readonly CollectionMap[] {
  return deps.map.stores.find((s) => s.storeId === storeId)?.collections ?? [];
}

/** Rows that stay by law, grouped by ground and end. */
export function retainedGroups(rows: Iterable<ManifestRow>): CollectionErasure['retained'] {
  const groups = new Map<string, { ground: string; article: string; until: string; records: number }>();
  for (const { treatment } of rows) {
    if (treatment.action !== 'retain') continue;
    const { ground, article, until } = treatment;
    const key = JSON.stringify([ground, article, until]);
    const group = groups.get(key) ?? { ground, article, until, records: 0 };
    group.records += 1;
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => (a.until < b.until ? -1 : 1));
}
