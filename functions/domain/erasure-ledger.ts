import { plusDuration } from './civil-time';
import type { DataSubjectRequest } from './data-subject-request';
import type { CollectionCount, ErasedCount } from './event-facts';
import { isInFuture } from './is-in-future';
import { allOf, type EventOf } from './log-entries';

type Begun = EventOf<'erasure-begun'>;

/** A call that was not answered. */
export interface OpenCall {
  readonly call: string;
  /** When its intent was recorded. */
  readonly at: string;
  /** The rows it was about. Absent in old logs, where it may have been any. */
  readonly collections?: readonly CollectionCount[];
  /** In old logs: approved rows that were gone before it. */
  readonly gone?: readonly CollectionCount[];
  /** The store has answered the rest of the call, so that nothing of it is still running. */
  readonly isOver?: true;
}

/** What the desk itself has done in one store, call by call. */
export interface ErasureLedger {
  /** Totals for each collection. */
  readonly done: ReadonlyMap<string, ErasedCount>;
  /** Calls that were not answered and whose result nobody has checked since. */
  readonly unanswered: readonly OpenCall[];
}

interface Rounds {
  /** Only later rounds. */
  readonly after?: number;
  /** Up to this round. */
  readonly until?: number;
}

/** @param rounds - all, unless limited */
export function erasureLedger(
  { log }: DataSubjectRequest,
  storeId: string,
  { after = 0, until = Number.POSITIVE_INFINITY }: Rounds = {},
): ErasureLedger {
  const isAsked = (e: { data: { storeId: string; round: number } }) =>
    e.data.storeId === storeId && e.data.round > after && e.data.round <= until;
  const answers = allOf(log, 'erasure-acknowledged').filter(isAsked);
  const answered = new Set(answers.map((e) => e.data.call));
  return {
    done: totalsOf(answers.flatMap((e) => e.data.collections)),
    unanswered: [
      ...allOf(log, 'erasure-begun')
        .filter(isAsked)
        .filter((e) => !answered.has(callOf(e)) && (e.data.call !== undefined || !hasReceipt(log, e)))
        .map((e) => ({ ...e.data, call: callOf(e), at: e.at })),
      ...answers.flatMap(lostPart).filter(({ call }) => !answered.has(call)),
    ],
  };
}

function lostPart({ at, data: { call, lost } }: EventOf<'erasure-acknowledged'>): OpenCall[] {
  return lost ? [{ call: `${call}-lost`, at, collections: lost.collections, isOver: true }] : [];
}

/** In logs from when all calls of a round shared one intent, the round stands for them. */
function callOf({ data: { call, round } }: Begun): string {
  return call ?? `round-${round}`;
}

/** The receipt of a round answers an intent without a call. */
function hasReceipt(log: DataSubjectRequest['log'], { data: { storeId, round } }: Begun): boolean {
  return allOf(log, 'store-erased').some((e) => e.data.storeId === storeId && e.data.round === round);
}

/**
 * The last round that this store reported, before `before` if given; no receipt includes later calls. 0
 * before the first.
 */
export function lastReportedRound({ log }: DataSubjectRequest, storeId: string, before?: number): number {
  const rounds = allOf(log, 'store-erased').filter((e) => e.data.storeId === storeId);
  return Math.max(0, ...rounds.map((e) => e.data.round).filter((round) => !before || round < before));
}

export function totalsOf(counts: readonly ErasedCount[]): Map<string, ErasedCount> {
  const sums = new Map<string, ErasedCount>();
  for (const one of counts) {
    const before: Omit<ErasedCount, 'collection'> = sums.get(one.collection) ?? NOTHING_ERASED;
    const { erased, anonymised, alreadyAbsent, keptShared } = before;
    const submitted = (before.submitted ?? 0) + (one.submitted ?? 0);
    sums.set(one.collection, {
      collection: one.collection,
      erased: erased + one.erased,
      anonymised: anonymised + one.anonymised,
      alreadyAbsent: alreadyAbsent + one.alreadyAbsent,
      keptShared: keptShared + one.keptShared,
      ...(submitted > 0 ? { submitted } : {}),
    });
  }
  return sums;
}

export const NOTHING_ERASED = { erased: 0, anonymised: 0, alreadyAbsent: 0, keptShared: 0 } as const;

/**
 * A step and a store's function end after 15 minutes each, Lambda's maximum, and a step may call again just
 * before its end.
 */
const MAX_CALL = 'PT31M';

/**
 * Whether an unanswered call may still be running; then what is read in the store does not say what will be
 * left.
 */
export function mayBeErasing({ unanswered }: ErasureLedger, now: string): boolean {
  return unanswered.some(
    ({ at, isOver }) => !isOver && !isInFuture(at, now) && plusDuration(at, MAX_CALL, 'UTC') > now,
  );
}

/** Rows whose result is known and that are gone or blank. */
export function accountedFor({ done }: ErasureLedger, collection: string): number {
  const { erased, anonymised, alreadyAbsent } = done.get(collection) ?? NOTHING_ERASED;
  return erased + anonymised + alreadyAbsent;
}

/** Rows that are gone by the desk's work, or may be at any time because the store took the order for them. */
export function mayBeGone(ledger: ErasureLedger, collection: string): number {
  return accountedFor(ledger, collection) + (ledger.done.get(collection)?.submitted ?? 0);
}

/**
 * Whether an unanswered call may have erased rows of this collection, so that their absence does not point to
 * others.
 */
export function hasUnansweredErasure({ unanswered }: ErasureLedger, collection: string): boolean {
  return unanswered.some(
    ({ collections }) => !collections || collections.some((one) => one.collection === collection),
  );
}
