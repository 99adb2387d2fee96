import type { UnreadReason } from './finding';
import type { FaultKind, Rehearsal } from './store-examination';

/* What events carry and codes they speak in; read them through `events.ts`. */

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
 * Why an erasure must be looked at by a person again before it goes on. `new-since-approval`: rows of the
 * person came that nobody approved. `vanished`: what was
 * approved is gone, and not by this desk, or the store shows another place. `kept-row-gone`: a row that was
 * to be kept is no longer there. `came-anew`: a row
 * under a key that was erased, with other content. `became-unread`: a place can no longer be read.
 * `came-unclaimed`: something came that names the person and that nothing describes. `now-kept`: by what an
 * approved row says now, it has to be kept.
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
  | 'became-unread'
  | 'came-unclaimed';

/**
 * `theirs`: the rows still are this person's and go as approved. `leave`: they stay until somebody decides,
 * and the rest goes.
 */
export type DriftWay = 'theirs' | 'leave';

/** So many rows of a collection of the map. */
export interface CollectionCount {
  readonly collection: string;
  readonly rows: number;
}

/** What became of the rows of a collection that a store was told to erase or to blank. */
export interface ErasedCount {
  readonly collection: string;
  readonly erased: number;
  readonly anonymised: number;
  /** Not there any more, or blank already, when the store came to them. */
  readonly alreadyAbsent: number;
  /** Left, because something else still points at them. */
  readonly keptShared: number;
}

export type Outcome =
  | 'fulfilled'
  | 'partly-fulfilled'
  | 'refused'
  | 'unverified'
  | 'nothing-found'
  | 'withdrawn';

/**
 * Why the watch could not do what was due: never a message of an error. `no-answer`: it may pass by itself.
 */
export type TimerFault =
  | 'no-answer'
  | 'mail-refused'
  | 'key-destroyed'
  | 'not-allowed'
  | 'not-permitted'
  | 'unexpected';

/**
 * `store-refused`: a store was reached and did not do it, so somebody has to mend the cause. `rest`: what an
 * erasure left, since nobody had decided what becomes
 * of it. `contested`: records of an approved copy of which nobody could say whose they are. `proof`: an
 * approved copy whose details wait for a stronger proof; it is about no
 * store, so its `storeId` is empty. The other two: stores that only a person can look into.
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
  /** Rows that stay until a person decides: see `RowTreatment`. Absent: none, or an old log. */
  readonly undecided?: number;
  readonly contested?: number;
  /** Rows that stay for others. */
  readonly shared?: number;
}

export interface UnreadCount {
  readonly storeId: string;
  readonly reason: UnreadReason;
  readonly places: number;
}

/**
 * `nothing`: nothing of this person in it; `handled`: what was in it was dealt with by hand; `to-do`: that is
 * still to be done.
 */
export type UnreadSays = 'nothing' | 'handled' | 'to-do';

export interface ContestedCount {
  readonly storeId: string;
  readonly collection: string;
  readonly rows: number;
}

/**
 * `theirs`: this person's, to be given; `others`: somebody else's; `unclear`: nobody can tell yet, so it
 * waits as a task.
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
  /** Id of a ground of the law that leads, or `own-words`; required to refuse. */
  readonly ground?: string;
  /**
   * Ids of the grounds of each law under which the refusal must stand, by the law's id. Absent in old logs,
   * and where somebody refused in their own words.
   */
  readonly grounds?: Readonly<Record<string, string>>;
  readonly factor: 'mail-code' | 'totp';
  /**
   * Of a refusal by whoever had decided on what this carries on: nobody else could decide. Absent in old
   * logs.
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
  /** Rows that were to go and are still there after this round's reading. */
  readonly remaining: number;
  /** Rows that were to be kept and are not there any more. Absent: none, or not looked for. */
  readonly keptGone?: number;
  readonly object: string;
}

/**
 * Why the desk leaves a row that is there after an erasure. `other-row`: it has the same key and other
 * content,
 * because somebody came back under the same address, number or name. `not-comparable`: the desk remembers
 * nothing of the erased row, or the row is too large. `not-erased-then`: it is the data subject's, under a
 * key
 * that was not erased. `by-person`: staff finished that erasure by hand and may have left it on purpose.
 * `new-account`: it looks like an erased row, but a new account has come since.
 */
export type LeftBecause = 'other-row' | 'not-comparable' | 'not-erased-then' | 'by-person' | 'new-account';

export interface LeftRows {
  readonly collection: string;
  readonly rows: number;
  readonly because: LeftBecause;
}

export interface LaterReading {
  readonly storeId: string;
  /** Rows that were back and are gone again. */
  readonly rows: number;
  readonly left: readonly LeftRows[];
  /** Rows that were to be kept and are not there any more. */
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
 * `map-changed`: the map says something else of this collection by now. `gone`: not there, and not erased by
 * the desk. `unconnected`: the settings no longer name the
 * store. The others: what the store said; `no-answer`: nothing is known.
 */
export interface KeptLeft extends KeptCount {
  readonly because: LeftBecause | 'changed' | 'map-changed' | 'gone' | 'unconnected' | FaultKind;
}
