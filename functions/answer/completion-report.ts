import type { IdentityKind } from '../domain/data-map';
import { isByLaw } from '../domain/kept-by-law';
import type { MissingBecause } from '../domain/missing-because';
import type {
  CollectionErasure,
  CompletionInput,
  RecipientCompletion,
  RestWord,
  StoreCompletion,
} from './completion-input';
import { completionPage } from './completion-page';
import { maskedIdentifier } from './masked-identifier';

/**
 * The completion report of an erasure for machines: what was done in which store, what remains and why, and
 * what the report does not cover.
 * Dates are plain dates, times are instants; identifiers are masked, so it may be filed.
 */
export interface CompletionReport {
  readonly format: 'rightsdesk-completion-report';
  readonly version: 1;
  readonly reference: string;
  readonly controller: string;
  readonly law: string;
  readonly receivedOn: string;
  readonly reportedOn: string;
  readonly searchedBy: readonly { readonly kind: IdentityKind; readonly masked: string }[];
  /**
   * True only when every automatic store was read again after its erasure and nothing was found beyond what
   * is retained or shared, and every manual
   * store was confirmed by a person, and every place could be read and every record was decided on. Backups,
   * recipients and places outside the map are never part of this claim: see `notCovered`.
   */
  readonly complete: boolean;
  /** One for each thing that keeps the report from being complete. */
  readonly missing: readonly Missing[];
  readonly totals: CompletionTotals;
  readonly stores: readonly StoreCompletion[];
  readonly notCovered: {
    readonly backups: readonly { readonly storeId: string; readonly title: string; readonly until: string }[];
    readonly recipients: readonly RecipientCompletion[];
    readonly outsideMap: readonly string[];
    /** Stores whose erasure rests on a person's word. */
    readonly byPerson: readonly string[];
  };
  readonly deskKeeps?: CompletionInput['deskKeeps'];
  /** What is to be said of the person's other requests, in sentences. Absent: nothing. */
  readonly otherRequests?: readonly string[];
}

export interface Missing {
  readonly storeId: string;
  readonly title: string;
  readonly reason:
    | 'unreached'
    | 'refused'
    | 'not-read-again'
    | 'records-remain'
    | 'kept-record-gone'
    | 'not-answered'
    | 'undecided'
    | 'contested'
    | 'said-erased'
    | 'said-not-yours'
    | 'not-checked'
    | 'gone-before'
    | 'held-by-storage'
    | 'not-known'
    | 'not-done'
    | 'unread';
  /** Why a store did not do it; for `unreached` and `refused`. */
  readonly because?: MissingBecause;
  /** Records or places. */
  readonly count?: number;
  /**
   * It is said, and nothing is open: a person looked and says that nothing of the person is left there, or
   * nothing was there when the desk came.
   */
  readonly settled?: true;
}

/** Counts of records over all automatic stores. */
export interface CompletionTotals {
  readonly erased: number;
  readonly anonymised: number;
  readonly alreadyAbsent: number;
  readonly keptShared: number;
  /** By a law or by the storage. */
  readonly retained: number;
  /** Of these, the ones that no law keeps: the storage does not let go of them. */
  readonly heldByStorage: number;
  /** Records that stay until a person decides on them. */
  readonly undecided: number;
  readonly contested: number;
  /** Found by the second readings, for whatever reason. */
  readonly remaining: number;
  /** Of these, the ones that should be gone. */
  readonly unexplained: number;
}

/**
 * Says of an erasure what was done, confirmed and left, for the person (HTML, in one file) and for machines
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

function missingOf(store: StoreCompletion): Missing[] {
  const { storeId, title } = store;
  const waiting = store.state === 'erased' ? waitingOf(store) : [];
  const parts = [...reasonsOf(store), ...waiting, ...unreadOf(store)];
  return parts.map((part) => ({ storeId, title, ...part }));
}

type Part = Omit<Missing, 'storeId' | 'title'>;

function reasonsOf(store: StoreCompletion): Part[] {
  if (store.state === 'unreached') return [faultPart(store.because)];
  if (store.state === 'by-person') return store.answer ? [] : [{ reason: 'not-answered' }];
  const reading = store.secondReading;
  const fault = store.fault ? [faultPart(store.fault)] : [];
  const cutShort = cutShortOf(store.collections);
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

/** An erasure that got no further. */
function cutShortOf(collections: readonly CollectionErasure[]): Part[] {
  const unknown = sum(collections, (collection) => collection.unknown ?? 0);
  const notDone = sum(collections, (collection) => collection.notDone ?? 0);
  return [
    ...(unknown > 0 ? [{ reason: 'not-known', count: unknown } as const] : []),
    ...(notDone > 0 ? [{ reason: 'not-done', count: notDone } as const] : []),
  ];
}

/**
 * Where nothing of a collection was there any more, it may be somewhere else by now: an empty table in place
 * of one that was renamed looks the same.
 */
function goneBefore(collections: readonly CollectionErasure[]): Part[] {
  const count = sum(collections, ({ erased, anonymised, alreadyAbsent }) =>
    erased + anonymised === 0 ? alreadyAbsent : 0,
  );
  return count > 0 ? [{ reason: 'gone-before', count, settled: true }] : [];
}

/** Said, and still there: a lock or an old version is no law that keeps it. */
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

/** What was reached and did not do it is no store that was out of reach. */
function faultPart(because: MissingBecause): Part {
  const silent = because === 'no-answer' || because === 'gone' || because === 'not-looked';
  return { reason: silent ? 'unreached' : 'refused', because };
}

/** A person's word on what was left closes it only where the store bears it out. */
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

/** Never left out of what is missing: that a person looked is their word, and no reading. */
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
