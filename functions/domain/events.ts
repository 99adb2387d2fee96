import type { CorrectionEvents } from './correction-events';
import type { ErasureEvents } from './erasure-events';
import type { Decision, HandOverReason, Outcome, TimerFault } from './event-facts';
import type { Extension } from './extension-event';
import type { MailEvents } from './mail-events';
import type { CategoriesBecause, ProofEvents } from './proof-events';
import type { RefusalEvents } from './refusal-events';
import type { ReviewEvents } from './review-events';
import type { Right } from './rights';
import type { SearchEvents } from './search-events';
import type { ShownEvents } from './shown-events';
import type { SignalEvents } from './signal-events';
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
    ErasureEvents,
    MailEvents,
    SearchEvents,
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
