import { askedOnDays, daysAsked } from '../../../casework/evidence/asked-on-days';
import { manifestUnderLaws } from '../../../casework/evidence/kept-under-laws';
import { byPerson, storeOf } from '../../../casework/evidence/manual-answers';
import { missingPart } from '../../../casework/evidence/missing-parts';
import { frozenManifest } from '../../../casework/evidence/stored-findings';
import { blankingOf } from '../../../domain/blanking';
import { civilDateOf } from '../../../domain/civil-time';
import type { CollectionMap, StoreMap } from '../../../domain/data-map';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import type { DeskDeps } from '../../../domain/desk-deps';
import type { StoreCount } from '../../../domain/event-facts';
import type { LoggedEvent } from '../../../domain/events';
import { collectionOf } from '../../../domain/foreign-keys';
import { allOf, lastOf } from '../../../domain/log-entries';
import type { Manifest, ManifestCollection, RowTreatment } from '../../../domain/manifest';
import { standsOrdered } from '../../../domain/manifest-rows';
import { storesGivenUp } from '../../../domain/store-faults';
import { storesGone } from '../../../domain/store-title';
import { waitsForDecision } from '../../../domain/undecided';
import { blankingText } from '../../../words/blanking-text';
import { dateText, shortDate } from '../../../words/date-text';
import { missingReasons } from '../../../words/missing-reasons';
import type { CollectionFound, DecisionCountsFacts, StoreFound } from './decision-counts';
import { retentionReasons } from './retention-reasons';

type Deps = Pick<DeskDeps, 'objects' | 'map' | 'desk' | 'book'>;

/**
 * What was found where; before a manifest is frozen, only which stores there are. Only for an erasure the
 * manifest is read, since it says what becomes of each row; otherwise the log has the counts.
 */
export async function foundCounts(deps: Deps, request: DataSubjectRequest): Promise<DecisionCountsFacts> {
  const frozen = lastOf(request.log, 'manifest-frozen');
  const found =
    frozen && request.right === 'erasure'
      ? treatedIn(
          deps,
          manifestUnderLaws(deps, request, await frozenManifest(deps, request)),
          await daysOfStores(deps, request),
        )
      : (storeId: string) => countedIn(deps, frozen?.data.stores ?? [], storeId);
  const stores = deps.map.stores.map((store) => ({
    title: store.title,
    ...stateOf(deps, request, store),
    collections: found(store.storeId),
  }));
  const gone = storesGone(deps.map, request).map((storeId) => ({
    title: missingPart(deps.map, request, storeId).title,
    state: 'gone' as const,
    collections: [],
  }));
  return { right: request.right, stores: [...stores, ...gone] };
}

function stateOf(
  deps: Deps,
  request: DataSubjectRequest,
  store: StoreMap,
): Pick<StoreFound, 'state' | 'note'> {
  if (storesGivenUp(request).includes(store.storeId)) {
    const first = allOf(request.log, 'store-unavailable').find((e) => e.data.storeId === store.storeId);
    const since = first && civilDateOf(first.at, request.received.zone).toString();
    const { because } = missingPart(deps.map, request, store.storeId);
    const note = [missingReasons[because], ...(since ? [`tried since ${dateText(since)}`] : [])].join(', ');
    return { state: 'unavailable', note };
  }
  if (store.kind !== 'manual')
    return { state: lastOf(request.log, 'manifest-frozen') ? 'searched' : 'waiting' };
  const answers = allOf(request.log, 'task-answered').filter(
    (e) => storeOf(request, e.data.taskId) === store.storeId,
  );
  const answer = answers.findLast((e) => e.data.answer !== 'nothing-held') ?? answers.at(-1);
  return answer ? { state: 'by-person', note: answerWords(deps, request, answer) } : { state: 'waiting' };
}

type TaskAnswered = Extract<LoggedEvent, { type: 'task-answered' }>;

function answerWords(deps: Deps, request: DataSubjectRequest, event: TaskAnswered): string {
  const { name, on } = byPerson(deps, request, event);
  const words = {
    done: 'found something',
    'nothing-held': 'nothing held',
    kept: 'something must be kept',
    submitted: 'asked whoever runs it',
  };
  return `${name}, ${shortDate(on)}, ${words[event.data.answer]}`;
}

function countedIn(deps: Deps, counts: readonly StoreCount[], storeId: string): CollectionFound[] {
  return counts
    .filter((one) => one.storeId === storeId)
    .map(({ collection, rows, retained }) => ({
      title: collectionOf(deps.map, storeId, collection)?.title ?? collection,
      records: rows,
      retained,
    }));
}

type DaysAsked = Awaited<ReturnType<typeof daysAsked>>;

/** Only a vendor may have been told to erase what is still there. */
async function daysOfStores(
  deps: Deps,
  request: DataSubjectRequest,
): Promise<ReadonlyMap<string, DaysAsked>> {
  const days = new Map<string, DaysAsked>();
  for (const { storeId } of deps.map.stores) days.set(storeId, await daysAsked(deps, request, storeId));
  return days;
}

function treatedIn(
  deps: Deps,
  { stores }: Manifest,
  asked: ReadonlyMap<string, DaysAsked>,
): (storeId: string) => CollectionFound[] {
  return (storeId) => {
    const found = stores.find((s) => s.storeId === storeId)?.collections ?? [];
    return found.map((collection) => {
      const days = askedOnDays(collection.rows, asked.get(storeId) ?? new Map());
      const told = days.length > 0 ? { asked: days } : {};
      return { ...collectionFound(deps, storeId, collection), ...told, ...wouldStay(collection) };
    });
  };
}

/** Rows that go only because they were ordered before. */
function wouldStay({ rows }: ManifestCollection): Pick<CollectionFound, 'wouldStay' | 'unfound'> {
  const standing = rows.filter(standsOrdered);
  const unfound = standing.filter(
    ({ treatment }) => 'ordered' in treatment && treatment.ordered === 'unfound',
  );
  const stays = standing.length - unfound.length;
  return {
    ...(stays > 0 ? { wouldStay: stays } : {}),
    ...(unfound.length > 0 ? { unfound: unfound.length } : {}),
  };
}

function collectionFound(
  deps: Deps,
  storeId: string,
  { collection, rows }: ManifestCollection,
): CollectionFound {
  const of = (action: RowTreatment['action']) => rows.filter((row) => row.treatment.action === action).length;
  const kept = retentionReasons(rows.map((row) => row.treatment));
  const mapped = collectionOf(deps.map, storeId, collection);
  return {
    title: mapped?.title ?? collection,
    records: rows.length,
    retained: of('retain'),
    anonymised: of('anonymise'),
    shared: of('keep-shared'),
    waiting: rows.filter((row) => waitsForDecision(row.treatment)).length,
    ...blankedPart(mapped, of('anonymise')),
    ...kept,
  };
}

/** Which fields are blanked and which stay, for staff. */
function blankedPart(collection: CollectionMap | undefined, count: number): { blanked?: string } {
  if (collection === undefined || count === 0) return {};
  const words = blankingText(blankingOf(collection), { whom: 'the person' });
  return { blanked: `${count.toLocaleString('en-GB')} ${words}` };
}
