import { isByLaw } from '../domain/kept-by-law';
import type { MissingBecause } from '../domain/missing-because';
import type { CompletionReport, CompletionTotals, MissingItem } from './completion-facts';
import type {
  CollectionErasure,
  CompletionInput,
  OrderFacts,
  PersonsWord,
  RestWord,
  StoreCompletion,
} from './completion-input';
import { completionPage } from './completion-page';
import { maskedIdentifier } from './masked-identifier';

/**
 * Reports what an erasure did, confirmed and left: for the person (HTML, in one file) and for machines
 * (JSON).
 */
export function completionReport(input: CompletionInput): { html: string; json: CompletionReport } {
  const json = reportOf(input);
  return { html: completionPage(input, json), json };
}

function reportOf(input: CompletionInput): CompletionReport {
  const { facts, stores } = input;
  const missing = stores.flatMap(missingOf);
  return {
    format: 'rightsdesk-completion-report',
    version: 1,
    reference: facts.reference,
    controller: facts.controller.legalName,
    law: facts.texts.laws.join('; '),
    receivedOn: facts.receivedOn,
    reportedOn: facts.answeredOn,
    searchedBy: input.searchedBy.map((identifier) => ({
      kind: identifier.kind,
      masked: maskedIdentifier(identifier),
    })),
    complete: missing.length === 0 && stores.length > 0,
    missing,
    totals: totalsOf(stores),
    stores,
    notCovered: notCovered(input),
    ...(input.deskKeeps && { deskKeeps: input.deskKeeps }),
    ...(input.otherRequests?.length ? { otherRequests: input.otherRequests } : {}),
  };
}

function notCovered({ stores, recipients, outsideMap }: CompletionInput): CompletionReport['notCovered'] {
  return {
    backups: stores.flatMap(({ storeId, title, backupsUntil: until }) =>
      until === undefined ? [] : [{ storeId, title, until }],
    ),
    recipients,
    outsideMap,
    byPerson: stores.filter((store) => store.state === 'by-person').map((store) => store.storeId),
  };
}

function missingOf(store: StoreCompletion): MissingItem[] {
  const { storeId, title } = store;
  const waiting = store.state === 'erased' ? waitingOf(store) : [];
  const parts = [...reasonsOf(store), ...waiting, ...unreadOf(store)];
  return parts.map((part) => ({ storeId, title, ...part }));
}

type Part = Omit<MissingItem, 'storeId' | 'title'>;

function reasonsOf(store: StoreCompletion): Part[] {
  if (store.state === 'unreached') return [faultPart(store.because)];
  if (store.state === 'by-person') return wordParts(store.answer);
  const reading = store.secondReading;
  const fault = store.fault ? [faultPart(store.fault)] : [];
  const cutShort = [...cutShortOf(store.collections), ...submittedParts(store)];
  if (!reading || Date.parse(reading.readAt) < Date.parse(store.erasedAt))
    return [...fault, ...cutShort, { reason: 'not-read-again' }, ...goneBefore(store.collections)];
  const remain = reading.found.some((found) => found.unexplained > 0);
  const gone = sum(store.collections, (collection) => collection.keptGone ?? 0);
  return [
    ...fault,
    ...cutShort,
    ...(remain ? [{ reason: 'records-remain' } as const] : []),
    ...(gone > 0 ? [{ reason: 'kept-record-gone', count: gone } as const] : []),
    ...goneBefore(store.collections),
    ...heldByStorage(store.collections),
  ];
}

function wordParts(answer: PersonsWord | undefined): Part[] {
  if (!answer) return [{ reason: 'not-answered' }];
  return answer.outcome === 'submitted' && answer.order ? [orderPart(answer.order)] : [];
}

/** What others were asked for is not done before it is confirmed. */
function orderPart({ askedOn, confirmBy }: OrderFacts): Part {
  return { reason: 'not-confirmed', askedOn, confirmBy };
}

function submittedParts({ order, collections }: Extract<StoreCompletion, { state: 'erased' }>): Part[] {
  const count = sum(collections, ({ submitted = 0 }) => submitted);
  if (!order || count === 0) return [];
  if (order.kept) return [{ reason: 'not-carried-out', count, settled: true }];
  return [{ ...orderPart(order), count }];
}

/** An erasure that was not finished. */
function cutShortOf(collections: readonly CollectionErasure[]): Part[] {
  const unknown = sum(collections, (collection) => collection.unknown ?? 0);
  const mayGo = sum(collections, (collection) => collection.mayGo ?? 0);
  const notDone = sum(collections, (collection) => collection.notDone ?? 0);
  return [
    ...(unknown > 0 ? [{ reason: 'not-known', count: unknown } as const] : []),
    ...(mayGo > 0 ? [{ reason: 'may-still-go', count: mayGo } as const] : []),
    ...(notDone > 0 ? [{ reason: 'not-done', count: notDone } as const] : []),
  ];
}

/**
 * If nothing of a collection was left, it may have been moved: an empty table in place of one that was
 * renamed looks the same.
 */
function goneBefore(collections: readonly CollectionErasure[]): Part[] {
  const count = sum(collections, ({ erased, anonymised, alreadyAbsent }) =>
    erased + anonymised === 0 ? alreadyAbsent : 0,
  );
  return count > 0 ? [{ reason: 'gone-before', count, settled: true }] : [];
}

/** Listed, though still there: a lock or an old version is not a law that keeps it. */
function heldByStorage(collections: readonly CollectionErasure[]): Part[] {
  const count = heldIn(collections);
  return count > 0 ? [{ reason: 'held-by-storage', count, settled: true }] : [];
}

function heldIn(collections: readonly CollectionErasure[]): number {
  return sum(collections, ({ retained }) =>
    sum(
      retained.filter((group) => !isByLaw(group)),
      ({ records }) => records,
    ),
  );
}

/** A store that was reached and refused was not out of reach. */
function faultPart(because: MissingBecause): Part {
  const silent = because === 'no-answer' || because === 'gone' || because === 'not-looked';
  return { reason: silent ? 'unreached' : 'refused', because };
}

/** A person's word on what was left closes it only if the store confirms it. */
function waitingOf({ collections, rest }: Extract<StoreCompletion, { state: 'erased' }>): Part[] {
  if (rest) return restParts(rest, leftOpen(collections));
  return (['undecided', 'contested'] as const).flatMap((reason) => {
    const count = sum(collections, (collection) => collection[reason] ?? 0);
    return count > 0 ? [{ reason, count }] : [];
  });
}

function leftOpen(collections: readonly CollectionErasure[]): number {
  return sum(collections, ({ undecided = 0, contested = 0 }) => undecided + contested);
}

function restParts({ outcome, stillThere, othersThere = 0 }: RestWord, left: number): Part[] {
  if (outcome === 'kept') return [];
  const notYours = (count: number) => ({ reason: 'said-not-yours', count, settled: true }) as const;
  const parts: Part[] =
    outcome === 'nothing-held'
      ? [notYours(stillThere === undefined ? left : stillThere + othersThere)]
      : stillThere === undefined
        ? [{ reason: 'not-checked', count: left }]
        : [{ reason: 'said-erased', count: stillThere }, notYours(othersThere)];
  return parts.filter(({ count = 0 }) => count > 0);
}

/** Always listed as missing: that a person looked is their word, not a reading. */
function unreadOf({ unread = [] }: StoreCompletion): Part[] {
  return unread.map(({ places, says }) => ({
    reason: 'unread',
    count: places,
    ...(says === 'nothing' || says === 'handled' ? { settled: true } : {}),
  }));
}

function totalsOf(stores: readonly StoreCompletion[]): CompletionTotals {
  const erased = stores.filter((store) => store.state === 'erased');
  const receipts = erased.flatMap((store) => store.collections);
  const found = erased.flatMap((store) => store.secondReading?.found ?? []);
  return {
    erased: sum(receipts, (receipt) => receipt.erased),
    anonymised: sum(receipts, (receipt) => receipt.anonymised),
    alreadyAbsent: sum(receipts, (receipt) => receipt.alreadyAbsent),
    keptShared: sum(receipts, (receipt) => receipt.keptShared),
    retained: sum(receipts, (receipt) => sum(receipt.retained, (group) => group.records)),
    heldByStorage: heldIn(receipts),
    undecided: sum(receipts, (receipt) => receipt.undecided ?? 0),
    contested: sum(receipts, (receipt) => receipt.contested ?? 0),
    remaining: sum(found, (collection) => collection.records),
    unexplained: sum(found, (collection) => collection.unexplained),
  };
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
