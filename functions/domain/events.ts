import type { CorrectionEvents, FrozenCorrection } from './correction-events';
import type { MapGap } from './data-map';
import type {
  CollectionCount,
  ContestedCount,
  ContestedSays,
  Decision,
  Drift,
  DriftWay,
  ErasedCount,
  HandOverReason,
  KeptCount,
  KeptLeft,
  LaterReading,
  Outcome,
  StoreCount,
  StoreErased,
  StoreRehearsal,
  TaskKind,
  TimerFault,
  UnmappedField,
  UnreadCount,
  UnreadSays,
} from './event-facts';
import type { Extension } from './extension-event';
import type { RefusalReason } from './mail-refusal';
import type { CategoriesBecause, ProofEvents } from './proof-events';
import type { RefusalEvents } from './refusal-events';
import type { ReviewEvents } from './review-events';
import type { Right } from './rights';
import type { ShownEvents } from './shown-events';
import type { SignalEvents } from './signal-events';
import type { FaultKind, FaultPlace } from './store-examination';
import type { TellingEvents } from './telling-events';

export type * from './event-facts';

/**
 * What can happen to a data-subject request. The log of these events is the truth; everything else is derived
 * from it.
 *
 * `data` carries ids, counts, codes, dates and grounds: no personal data, because it is read by the watch and
 * the metrics. Personal data travels in
 * `sealed`, encrypted under the request's key; the hash chain covers the ciphertext, so destroying the key
 * leaves the chain whole.
 */
export interface EventData
  extends CorrectionEvents,
    TellingEvents,
    RefusalEvents,
    SignalEvents,
    ShownEvents,
    ProofEvents,
    ReviewEvents {
  received: {
    /** See `nicknameOf`. Absent in old logs. */
    nickname?: string;
    right: Right;
    regimes: readonly string[];
    /** `signal`: the shop's own server passed on an opt-out signal of a customer it knows. */
    channel: 'form' | 'staff' | 'signal';
    receivedAt: string;
    place: string;
    zone: string;
    forWhom: 'self' | 'child' | 'represented' | 'deceased';
    relation: 'customer' | 'employee' | 'other';
    /**
     * The person asks for the kinds of data alone, not for the data. Absent: for both, or for something else.
     */
    wants?: 'categories';
    enteredBy?: string;
    /**
     * What arrived cannot be opened yet: `right` and `regimes` are those whose date comes first, until
     * `form-read` says what it is.
     */
    unread?: true;
    /** The person named a place, and no law that the desk follows was made for the people there. */
    elsewhere?: true;
    /**
     * Only laws that the desk follows voluntarily were made for the place that was named, and those that bind
     * govern beside them. Absent in old logs.
     */
    besideVoluntary?: true;
  };
  /**
   * A mail left for someone; `key` makes it once and only once. `named`: an address that the person named,
   * whosever it is.
   */
  mailed: {
    key: string;
    kind: string;
    to: 'requester' | 'staff' | 'recipient' | 'named';
    /** It went on paper, on this plain date; a member of staff says so. */
    postedOn?: string;
  };
  /**
   * A mail that did not leave, and will not: why, and the mail service's name of the error. What the person
   * was to read is sealed, for the post.
   */
  'mail-failed': EventData['mailed'] & { reason: RefusalReason; code: string };
  /** The mail left and did not arrive. `lasting`: nothing will arrive there. Codes of the mail service. */
  'mail-bounced': EventData['mailed'] & { lasting: boolean; type: string; subtype: string };
  /** The reader calls the mail unwanted. */
  'mail-complained': EventData['mailed'] & { type: string };
  /** Staff have seen to a letter that could not be delivered in another way, or it is not needed any more. */
  'letter-settled': { key: string; staffId: string };
  /**
   * The address did not work, and staff name another, which is sealed: before anything else goes there the
   * code that is mailed to it must be typed.
   */
  'address-given': { staffId: string };
  /**
   * A mail that has no place for now: the share of its mailbox or of the desk is used up, or the mail
   * service's quota is. `staff-list`: staff read of it in the next list of
   * strangers' requests. `until`: instant of the next try, or from which on the list may go.
   */
  'mail-held': {
    key: string;
    kind: string;
    to: EventData['mailed']['to'];
    because: 'mailbox-full' | 'desk-full' | 'provider-full' | 'staff-list';
    until: string;
  };
  'identity-verified': { method: 'mailbox' | 'staff-known'; staffId?: string };
  'identity-doubted': { staffId: string; askedAt: string };
  /**
   * `reachedOn`: plain date on which what settled it reached the desk by letter or telephone; absent: when it
   * was noted.
   */
  'identity-doubt-settled': { staffId: string; reachedOn?: string };
  /**
   * What could not be opened when it arrived can be now: the request goes on as what it is, from the date on
   * which it came.
   */
  'form-read': Pick<
    EventData['received'],
    'right' | 'regimes' | 'forWhom' | 'relation' | 'elsewhere' | 'besideVoluntary' | 'wants'
  >;
  'workflow-started': { machine: string; version: number };
  'search-started': { wave: number };
  'person-ambiguous': { storeId: string };
  'store-searched': {
    storeId: string;
    wave: number;
    rows: number;
    object: string;
    /** The map's words for the store, for the day when it is in no map any more. Absent in old logs. */
    title?: string;
  };
  'store-unavailable': {
    storeId: string;
    phase: 'locate' | 'erase' | 'opt-out' | 'second-reading' | 'correct';
    code: string;
    /** Absent in logs from before the four were told apart. */
    kind?: FaultKind;
    place?: FaultPlace;
    title?: string;
  };
  /**
   * `storeIds`: by staff, who say that the cause is mended. Without it the watch tries again what had not
   * answered.
   */
  'stores-retried': { storeIds?: readonly string[]; staffId?: string };
  /**
   * `staffId`: staff let the request go on without them. `tasks`: what was left for a person to decide, and
   * nobody did in time.
   */
  'stores-given-up': { storeIds: readonly string[]; staffId?: string; tasks?: readonly string[] };
  'identifiers-asked': Record<string, never>;
  /**
   * `addresses`: how many of them are e-mail addresses, to which a proof can be mailed. Absent in old logs.
   */
  'identifiers-given': { count: number; addresses?: number };
  /**
   * The code that was mailed to a named address was typed: which it is by the entry (`seq`) that named it,
   * and its place among the addresses there.
   */
  'identifier-proven': { given: number; index: number };
  /** Someone on the staff knows that the identifiers which the person named are theirs; why is sealed. */
  'claim-vouched': { staffId: string };
  'identifiers-lapsed': Record<string, never>;
  'task-asked': { taskId: string; kind: TaskKind; storeId: string; owner: string };
  'task-answered': {
    taskId: string;
    answer: 'done' | 'nothing-held' | 'kept';
    staffId: string;
    uploads: number;
    until?: string;
  };
  'manifest-frozen': {
    version: number;
    hash: string;
    object: string;
    rows: number;
    stores: readonly StoreCount[];
    unmapped: readonly UnmappedField[];
    unavailable: readonly string[];
    sensitive: boolean;
    /** Places that could not be read, counted; which they are is sealed. Absent: none, or an old log. */
    unread?: readonly UnreadCount[];
    /** For a copy: why a store cannot give out whole what it holds in a collection. */
    problems?: readonly MapGap[];
    /** How the trial of the erasure ended, store by store. Absent where nothing was to be tried. */
    rehearsals?: readonly StoreRehearsal[];
    /** What staff want corrected. Absent: nothing yet, or the right is another one. */
    correction?: FrozenCorrection;
  };
  /**
   * The map or a store was mended, or what had drifted was looked at: staff let the desk search and freeze
   * anew.
   */
  'search-renewed': { staffId: string };
  /** What a person found in the places that the desk could not read; their note is sealed. */
  'unread-settled': UnreadCount & { manifestVersion: number; says: UnreadSays; staffId: string };
  /**
   * Whose the contested rows of a collection are: before a copy is approved, or as the answer to the task
   * about them. A note is sealed.
   */
  'contested-settled': ContestedCount & { manifestVersion: number; says: ContestedSays; staffId: string };
  'decision-asked': { manifestVersion: number };
  'preview-viewed': {
    staffId: string;
    collections: readonly { readonly storeId: string; readonly collection: string }[];
  };
  'field-classified': {
    storeId: string;
    collection: string;
    field: string;
    as: 'give' | 'withhold';
    staffId: string;
  };
  /**
   * Which record or field: sealed, since a record's key is personal data. `given`: so many go out after all
   * that the map or a colleague keeps back, by this person's word.
   */
  withheld: { count: number; staffId: string; given?: number };
  /**
   * `pauses`: the question is needed to identify the data asked for, the one kind for which some laws stop
   * the clock.
   */
  'question-asked': { questionId: string; staffId: string; pauses: boolean };
  /**
   * `staffId`: staff wrote down what the person answered by letter or telephone, which reached the desk on
   * the plain date `reachedOn`; absent: when it was noted.
   */
  'question-answered': { questionId: string; staffId?: string; reachedOn?: string };
  extended: Extension;
  /** One of several approvals that an erasure needs; the last is `decided`. */
  'approval-given': Pick<Decision, 'staffId' | 'manifestHash' | 'manifestVersion' | 'factor'>;
  /**
   * The approval of somebody on whose word the request rests, where nobody else may decide: the person and
   * the second address are told, and it counts after a wait. Other
   * addresses to tell are sealed.
   */
  'approval-announced': Pick<
    Decision,
    'decision' | 'staffId' | 'manifestHash' | 'manifestVersion' | 'factor'
  >;
  decided: Decision;
  'erasure-noticed': { endsAt: string };
  'erasure-paused': Record<string, never>;
  'erasure-resumed': { staffId: string; endsAt: string };
  'erasure-notice-ended': Record<string, never>;
  /**
   * An approved erasure waits for other requests of the same person; at the latest until `until` (instant).
   */
  'erasure-queued': { behind: readonly string[]; until: string };
  /**
   * The wait is over. `date`: the date came near, and the erasure begins without the requests in `behind`.
   */
  'erasure-unqueued': { because: 'free' | 'date'; behind: readonly string[] };
  'erasure-planned': { round: number; storeIds: readonly string[]; object: string };
  /**
   * The intent, before each call: what was there then and is absent when no answer came went by this. `gone`:
   * approved rows that were not there any more.
   */
  'erasure-begun': {
    storeId: string;
    round: number;
    rows: number;
    gone: readonly CollectionCount[];
    /**
     * Names the call, for its answer. This and `collections` are absent in logs from when the calls of a
     * round had one intent.
     */
    call?: string;
    collections?: readonly CollectionCount[];
  };
  /**
   * What became of a call, at once: what its answer says, or, where none came, what was found done when the
   * desk looked again.
   */
  'erasure-acknowledged': {
    storeId: string;
    round: number;
    call: string;
    by: 'answer' | 'look';
    collections: readonly ErasedCount[];
  };
  /** `collections`: how many rows it is about, where that can be counted. */
  'erasure-drifted': {
    storeId: string;
    reason: Drift;
    collections?: readonly CollectionCount[];
    /** What somebody who has looked may say of just these rows. Absent in old logs. */
    ways?: readonly DriftWay[];
  };
  /**
   * Somebody looked at what had changed since the approval, and lets the erasure go on: with it, or as `as`
   * says. `left`: what stays for now by that.
   */
  'drift-accepted': { staffId: string; as?: DriftWay; left?: readonly KeptCount[] };
  /**
   * Somebody says that more is given or erased than was approved, and it takes one more who says the same.
   * `on`: what it is about, in ids of the log and names of the map.
   */
  'further-word-given': { on: string; says: string; staffId: string };
  'store-erased': StoreErased;
  'second-reading-due': Record<string, never>;
  /** `drift`: what was found is no longer what was approved, so a person must look. */
  'store-read-again': { storeId: string; remaining: number; retained: number; drift?: Drift };
  /** After a restore or a late import: rows that had come back are gone again. */
  'erasure-replayed': { storeId: string; rows: number };
  /** A reading of the stores long after the erasure, named by how long (ISO 8601). */
  'read-later': { after: string; stores: readonly LaterReading[] };
  /** What a law keeps, and the last day; what its end needs is sealed under a key of its own, `keptId`. */
  'kept-until': { keptId: string; until: string; collections: readonly KeptCount[] };
  /** The end of a retention in one store: the intent before each call, and what came of it. */
  'kept-end-begun': {
    keptId: string;
    storeId: string;
    call: string;
    collections: readonly CollectionCount[];
  };
  'kept-end-acknowledged': {
    keptId: string;
    storeId: string;
    call: string;
    collections: readonly ErasedCount[];
  };
  /** The end of a retention: what was erased, what was gone, and what a person has to look at. */
  'kept-ended': {
    keptId: string;
    erased: number;
    anonymised?: number;
    gone: number;
    left: readonly KeptLeft[];
  };
  /** A person has looked at what was left. */
  'kept-finished': { keptId: string };
  'kept-shredded': { keptId: string };
  'opted-out': { storeId: string; found: number; changed: number };
  /**
   * Its SHA-256 is sealed: a report on one record can be written again from a guessed address. `sha256`
   * stands in logs from before that.
   */
  'package-made': {
    object: string;
    sha256?: string;
    bytes: number;
    records: number;
    withheld: number;
    /**
     * Kinds of data that are named in it and not shown, or would be. Absent: none, or it was not counted
     * then.
     */
    described?: number;
    /**
     * It tells the kinds of data and shows none: the person wanted no more, or did not prove enough for more.
     * Absent: it shows the data.
     */
    only?: CategoriesBecause;
  };
  /** `open`: the person was told that something is not done yet, and that somebody writes to them. */
  'report-made': { object: string; sha256?: string; bytes: number; open?: true };
  'package-downloaded': Record<string, never>;
  'package-expired': Record<string, never>;
  /** Waits for the next daily list to that recipient. */
  'recipient-queued': { recipientId: string; role: 'processor' | 'controller' };
  /** Sealed: the recipient as the map had it then. */
  'recipient-told': { recipientId: string; role: 'processor' | 'controller' };
  'recipient-confirmed': { recipientId: string };
  /** A recipient says that it cannot do, or only in part, what it was told. */
  'recipient-declined': { recipientId: string };
  'handed-to-staff': { reason: HandOverReason; staffId?: string };
  /**
   * `ground`: of the law that leads, where something was refused. `grounds`: of each law under which it must
   * stand, by the law's id.
   */
  'staff-finished': {
    outcome: Outcome;
    staffId: string;
    ground?: string;
    grounds?: Readonly<Record<string, string>>;
    /**
     * Of a complaint or an appeal against what this person had decided, or of the refusal of what they had
     * decided before: nobody else could look at it.
     */
    nobodyElse?: true;
    /**
     * A store had been told to change or erase something and nobody knew what became of it: this person
     * looked, and nothing of it is done. Absent in old logs.
     */
    nothingDone?: true;
    /**
     * What follows of it as a request of its own, which the desk opens before it mails this outcome:
     * `proofOf`, the request whose proof it rests on.
     */
    carriesOn?: { requestId: string; right: string; proofOf: string };
    /**
     * Number of the `restriction-set` that this outcome is about; of one that was written down beside another
     * outcome nothing comes.
     */
    restriction?: number;
    /**
     * Of a correction by hand with which an account could be taken over: what staff said of the addresses on
     * file, confirmed with the app. Absent in old logs.
     */
    onFile?: 'told' | 'not-concerned';
  };
  reminded: { what: string };
  overdue: Record<string, never>;
  /**
   * The watch could not do what was due, or reached only some of those whom it tells (`partly`). `timer`: its
   * kind. `key`: its command id. `tries`: how often by now; the
   * other timers go on.
   */
  'timer-failed': { timer: string; key: string; code: TimerFault; tries: number; partly?: true };
  trouble: { state: string; code: string };
  withdrawn: Record<string, never>;
  closed: { outcome: Outcome };
  reopened: { because: 'proof-given-late' };
  shredded: { finalOn: string };
  /**
   * Another request with an identifier of this one, each by its place; it counts while the identifier is
   * proven in both.
   */
  linked: { requestId: string; here: string; there: string };
  /**
   * Entries that an anchor holds and this log does not, after a restore of the register: number, hash and
   * type are all that is known of each. `hour`: of its anchor.
   */
  'history-lost': {
    lost: readonly {
      readonly seq: number;
      readonly hash: string;
      readonly type: string;
      readonly hour: string;
    }[];
  };
  /**
   * Somebody looked at what was lost. `go-on`: nothing of it matters, the desk may do it again; `by-person`:
   * it goes to staff. A note is sealed.
   */
  'history-settled': { way: 'go-on' | 'by-person'; staffId: string };
  /**
   * Never written: what an entry is read as whose type, version or actor newer code made. `type`: what it
   * calls itself.
   */
  'unknown-event': { type: string };
}

export type EventType = keyof EventData;

export interface Actor {
  readonly kind: 'requester' | 'staff' | 'recipient' | 'desk';
  readonly id?: string;
}

export type NewEvent = {
  [T in EventType]: {
    readonly type: T;
    readonly data: EventData[T];
    readonly actor: Actor;
    /** Ciphertext (base64url), written by the vault. */
    readonly sealed?: string;
  };
}[EventType];

export type LoggedEvent = NewEvent & {
  /** Version of the events' meaning; absent in old logs, where it is 1. */
  readonly v?: number;
  readonly requestId: string;
  readonly seq: number;
  readonly at: string;
  readonly commandId: string;
  readonly prev: string;
  readonly hash: string;
};
