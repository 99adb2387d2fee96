import type { UnreadReason } from './finding';
import type { FaultKind, Rehearsal } from './store-examination';

export type LinkPurpose =
  | 'verify'
  | 'follow'
  | 'decide'
  | 'task'
  | 'case'
  | 'identity'
  | 'download'
  | 'notice'
  | 'answer'
  | 'prove-address'
  | 'confirm'
  | 'download-code'
  | 'withdraw-code'
  | 'proof-code'
  | 'account-login'
  | 'sign-in'
  | 'factor';

export type HandOverReason =
  | 'child'
  | 'represented'
  | 'deceased'
  | 'employee'
  | 'other-relation'
  | 'right-by-staff'
  | 'complaint'
  | 'appeal'
  | 'ambiguous-person'
  | 'drift'
  | 'unfinished'
  | 'correction-left'
  | 'notice-unheard'
  | 'history-lost'
  | 'by-post'
  | 'staff-choice';

/**
 * Why staff must look at an erasure again before it goes on. `new-since-approval`: the data subject has new
 * rows that nobody approved. `vanished`: approved rows are gone, and not by this desk, or the store shows
 * another place. `kept-row-gone`: a row that was to be kept is gone. `came-anew`: there is a row under an
 * erased key, with other content. `became-unread`: a place can no longer be read. `came-unclaimed`: something
 * new names the data subject, and no collection describes it. `now-kept`: an approved row has changed and
 * must be kept now. `ends-more`: the erasure would also end what nobody ticked, such as a new subscription.
 */
export type Drift =
  | 'new-owner'
  | 'new-ground'
  | 'beyond-bound'
  | 'unapproved-collection'
  | 'left-over'
  | 'new-since-approval'
  | 'vanished'
  | 'kept-row-gone'
  | 'came-anew'
  | 'now-kept'
  | 'ends-more'
  | 'became-unread'
  | 'came-unclaimed';

/**
 * `theirs`: the rows are still this data subject's and are erased as approved. `leave`: they stay until staff
 * decide, and the rest is erased.
 */
export type DriftWay = 'theirs' | 'leave';

/**
 * What a person answers about a store that only people can search. `submitted`: whoever runs it was asked to
 * erase, and confirms it later.
 */
export type ManualSays = 'done' | 'nothing-held' | 'kept' | 'submitted';

/** `done`: it is erased; `not-yet`: it will be, by another day; `kept`: it will not be. */
export type SettlementSays = 'done' | 'not-yet' | 'kept';

/** A number of rows of one collection of the map. */
export interface CollectionCount {
  readonly collection: string;
  readonly rows: number;
}

/** The result for the rows of a collection that a store was told to erase or blank. */
export interface ErasedCount {
  readonly collection: string;
  readonly erased: number;
  readonly anonymised: number;
  /** Gone or blank already when the store came to them. */
  readonly alreadyAbsent: number;
  /** Left, because another row still refers to them. */
  readonly keptShared: number;
  /** The store took the order and erases them later. Absent: none. */
  readonly submitted?: number;
}

export type Outcome =
  | 'fulfilled'
  | 'partly-fulfilled'
  | 'refused'
  | 'unverified'
  | 'nothing-found'
  | 'withdrawn';

/**
 * Why the watch could not carry out a timer; never an error's message. `no-answer`: it may pass without help.
 */
export type TimerFault =
  | 'no-answer'
  | 'mail-refused'
  | 'key-destroyed'
  | 'not-allowed'
  | 'not-permitted'
  | 'unexpected';

/**
 * `store-refused`: a store was reached and refused, so staff must mend the cause. `rest`: what an erasure
 * left because nobody had decided about it. `contested`: records of an approved copy, of which nobody could
 * say whose they are. `proof`: an approved copy whose details wait for a stronger proof; no store is
 * concerned, so `storeId` is empty. The others: manual stores.
 */
export type TaskKind =
  | 'manual-access'
  | 'manual-erasure'
  | 'manual-correction'
  | 'store-refused'
  | 'rest'
  | 'contested'
  | 'proof';

export interface StoreCount {
  readonly storeId: string;
  readonly collection: string;
  readonly rows: number;
  readonly retained: number;
  /** Rows that stay until staff decide: see `RowTreatment`. Absent: none, or an old log. */
  readonly undecided?: number;
  readonly contested?: number;
  /** Rows that stay because they are other people's as well. */
  readonly shared?: number;
}

export interface UnreadCount {
  readonly storeId: string;
  readonly reason: UnreadReason;
  readonly places: number;
}

/**
 * `nothing`: it holds nothing of this person; `handled`: its content was dealt with by hand; `to-do`: not
 * yet.
 */
export type UnreadSays = 'nothing' | 'handled' | 'to-do';

export interface ContestedCount {
  readonly storeId: string;
  readonly collection: string;
  readonly rows: number;
}

/**
 * `theirs`: the data subject's, to be given; `others`: somebody else's; `unclear`: not known yet, so a task
 * waits.
 */
export type ContestedSays = 'theirs' | 'others' | 'unclear';

export type StoreRehearsal = Rehearsal & { readonly storeId: string };

export interface UnmappedField {
  readonly storeId: string;
  readonly collection: string;
  readonly field: string;
}

export interface Decision {
  readonly decision: 'approved' | 'approved-in-part' | 'refused' | 'handed-over';
  readonly staffId: string;
  readonly manifestHash: string;
  readonly manifestVersion: number;
  /** Id of a ground of the leading law, or `own-words`; required to refuse. */
  readonly ground?: string;
  /**
   * Ids of the grounds of each law under which the refusal must hold, by the law's id. Absent in old logs,
   * and where staff refused in their own words.
   */
  readonly grounds?: Readonly<Record<string, string>>;
  readonly factor: 'mail-code' | 'totp';
  /**
   * The person who refused had decided on the request that this one carries on, because nobody else could.
   * Absent in old logs.
   */
  readonly nobodyElse?: true | undefined;
}

export interface StoreErased {
  readonly storeId: string;
  readonly round: number;
  readonly erased: number;
  readonly anonymised: number;
  readonly alreadyAbsent: number;
  readonly keptShared: number;
  readonly retained: number;
  /** Rows that were to be erased and are still there when the store is read after this round. */
  readonly remaining: number;
  /** Rows that were to be kept and are gone. Absent: none, or not checked. */
  readonly keptGone?: number;
  /** Rows that are still there and that the store erases by `settlesBy` (plain date). Absent: none. */
  readonly submitted?: number;
  readonly settlesBy?: string;
  readonly object: string;
}

/**
 * Why the desk leaves a row that is there after an erasure. `other-row`: it has the same key and other
 * content, because somebody came back under the same address, number or name. `not-comparable`: the desk
 * remembers nothing of the erased row, or the row is too large. `not-erased-then`: it is the data subject's,
 * under a key that was not erased. `by-person`: staff finished that erasure by hand and may have left it on
 * purpose. `submitted`: the store was asked to erase it, and erases it later. `new-account`: it looks like an
 * erased row, but a new account has come since.
 */
export type LeftBecause =
  | 'other-row'
  | 'not-comparable'
  | 'not-erased-then'
  | 'by-person'
  | 'new-account'
  | 'submitted';

export interface LeftRows {
  readonly collection: string;
  readonly rows: number;
  readonly because: LeftBecause;
}

export interface LaterReading {
  readonly storeId: string;
  /** Rows that had come back and were erased again. */
  readonly rows: number;
  readonly left: readonly LeftRows[];
  /** Rows that were to be kept and are gone. */
  readonly keptGone: number;
  /** The store could not be read. */
  readonly fault?: LaterFault;
}

/** `unconnected`: the settings no longer name the store. */
export type LaterFault = FaultKind | 'unconnected';

export interface KeptCount extends CollectionCount {
  readonly storeId: string;
}

/**
 * `map-changed`: the map now says something else about the collection. `gone`: the row is gone, and not by
 * the desk. `unconnected`: the settings no longer name the store. The others: what the store said;
 * `no-answer`: the result is unknown.
 */
export interface KeptLeft extends KeptCount {
  readonly because: LeftBecause | 'changed' | 'map-changed' | 'gone' | 'unconnected' | FaultKind;
}
