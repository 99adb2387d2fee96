import type {
  CompletionInput,
  RecipientCompletion,
  RestWord,
  StoreCompletion,
  VectorFacts,
} from '../../documents/completion-input';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskStore } from '../../domain/desk';
import type { DeskDeps } from '../../domain/desk-deps';
import { roundBeforeSearch } from '../../domain/erasure-rounds';
import { allOf } from '../../domain/log-entries';
import type { Manifest } from '../../domain/manifest';
import { actionCounts } from '../../domain/manifest-rows';
import { restAnswer } from '../../domain/open-work';
import { promiseOf } from '../../domain/recipient-promises';
import { recipientStatus, recipientsOf } from '../../domain/recipients';
import { settlementIn } from '../../domain/settlements';
import { storesGone, storeTitle } from '../../domain/store-title';
import type { Recipient } from '../../domain/system-map';
import { unreadCounts } from '../../domain/unread-counts';
import { approvedManifest } from './approved-manifest';
import { buildAnswerFacts } from './build-answer-facts';
import { buildDeskKeeps } from './build-desk-keeps';
import { collectionErasures } from './collection-erasures';
import { type ErasureRecord, erasureRecords } from './erasure-records';
import { mapWithInformed } from './informed-recipients';
import { keptUnderLaws } from './kept-under-laws';
import { unreachedStores, unreadGroups } from './missing-parts';
import { orderFacts } from './order-facts';
import { backupsUntil, personsWord, wordOf } from './persons-word';
import { requesterFacts } from './requester-facts';
import { type RowsStillThere, rowsStillThere } from './rows-still-there';
import { secondReading } from './second-reading';
import { unfinishedErasure } from './unfinished-erasure';

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
      collectionErasures(deps, {
        ...{ store, manifest: evidence.manifest, records: mine, cut },
        ...{ since: roundBeforeSearch(request), isSettled: settlement?.state === 'done' },
      }),
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
