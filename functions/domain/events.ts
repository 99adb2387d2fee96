import type { CorrectionEvents } from './correction-events';
import type { ErasureEvents } from './erasure-events';
import type { Decision, HandOverReason, Outcome, TimerFault } from './event-facts';
import type { Extension } from './extension-event';
import type { MailEvents } from './mail-events';
import type { CategoriesBecause, ProofEvents } from './proof-events';
import type { RecipientEvents } from './recipient-events';
import type { RefusalEvents } from './refusal-events';
import type { ReviewEvents } from './review-events';
import type { Right } from './rights';
import type { SearchEvents } from './search-events';
import type { SettlementEvents } from './settlement-events';
import type { ShownEvents } from './shown-events';
import type { SignalEvents } from './signal-events';

/**
 * What can happen to a data-subject request. The log of these events is the truth; everything else is derived
 * from it.
 *
 * `data` carries ids, counts, codes, dates and grounds, and no personal data, because the watch and the
 * metrics read it. Personal data travels in `sealed`, encrypted under the request's key. The hash chain
 * covers the ciphertext, so destroying the key leaves the chain whole.
 */
export interface EventData
  extends CorrectionEvents,
    ErasureEvents,
    MailEvents,
    SearchEvents,
    RecipientEvents,
    RefusalEvents,
    SettlementEvents,
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
    /** The requester wants the categories of data only. Absent: the data as well, or another right. */
    wants?: 'categories';
    enteredBy?: string;
    /**
     * The form cannot be opened yet. Until `form-read`, `right` and `regimes` are those with the earliest due
     * date.
     */
    unread?: true;
    /** The requester named a place for whose people no law that the desk follows was made. */
    elsewhere?: true;
    /**
     * The requester named a place for which there are only laws that the desk follows voluntarily, so the
     * binding ones govern as well. Absent in old logs.
     */
    besideVoluntary?: true;
  };
  'identity-verified': { method: 'mailbox' | 'staff-known'; staffId?: string };
  'identity-doubted': { staffId: string; askedAt: string };
  /**
   * `reachedOn`: plain date on which the proof reached the desk by letter or telephone; absent: when it was
   * recorded.
   */
  'identity-doubt-settled': { staffId: string; reachedOn?: string };
  /**
   * A form that could not be opened on receipt can be read now. The request goes on as what it is, with its
   * date of receipt.
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
   * Which record or field is sealed, since a record's key is personal data. `given`: how many are disclosed
   * on this person's word although the map or a colleague withholds them.
   */
  withheld: { count: number; staffId: string; given?: number };
  /**
   * `pauses`: the question is needed to identify the data asked for, the only kind for which some laws stop
   * the clock.
   */
  'question-asked': { questionId: string; staffId: string; pauses: boolean };
  /**
   * `staffId`: staff recorded the answer, which came by letter or telephone. `reachedOn`: plain date on which
   * it reached the desk; absent: when it was recorded.
   */
  'question-answered': { questionId: string; staffId?: string; reachedOn?: string };
  extended: Extension;
  /** One of several approvals that an erasure needs; the last is `decided`. */
  'approval-given': Pick<Decision, 'staffId' | 'manifestHash' | 'manifestVersion' | 'factor'>;
  /**
   * The approval of a member of staff on whose word the request rests, where nobody else may decide: the
   * requester and the second address are notified, and it counts after a wait. Other addresses to notify are
   * sealed.
   */
  'approval-announced': Pick<
    Decision,
    'decision' | 'staffId' | 'manifestHash' | 'manifestVersion' | 'factor'
  >;
  decided: Decision;
  'opted-out': { storeId: string; found: number; changed: number };
  /**
   * Its SHA-256 is sealed, because a report on one record could be rebuilt from a guessed address. `sha256`
   * is present only in logs from before that.
   */
  'package-made': {
    object: string;
    sha256?: string;
    bytes: number;
    records: number;
    withheld: number;
    /** How many categories of data are named in it and not shown. Absent: none, or not counted then. */
    described?: number;
    /**
     * It names the categories of data and shows no data, because the requester wanted no more or did not
     * prove enough. Absent: it shows the data.
     */
    only?: CategoriesBecause;
  };
  /** `open`: it says that something is not done yet and that staff will write. */
  'report-made': { object: string; sha256?: string; bytes: number; open?: true };
  'package-downloaded': Record<string, never>;
  'package-expired': Record<string, never>;
  /** To be put on the next daily list to that recipient. */
  'recipient-queued': { recipientId: string; role: 'processor' | 'controller' };
  /** Sealed: the recipient as it was in the map then. */
  'recipient-told': { recipientId: string; role: 'processor' | 'controller' };
  'recipient-confirmed': { recipientId: string };
  /** A recipient says that it cannot do what it was asked to do, or only in part. */
  'recipient-declined': { recipientId: string };
  /** A recipient was told, and says by when it will have done it (plain date). */
  'recipient-promised': { recipientId: string; by: string };
  'handed-to-staff': { reason: HandOverReason; staffId?: string };
  /**
   * `ground`: of the leading law, where something was refused. `grounds`: of each law under which the refusal
   * must hold, by the law's id.
   */
  'staff-finished': {
    outcome: Outcome;
    staffId: string;
    ground?: string;
    grounds?: Readonly<Record<string, string>>;
    /**
     * A member of staff ended a complaint about their own decision, or refused what they had decided before,
     * because nobody else could.
     */
    nobodyElse?: true;
    /**
     * A store had been told to change or erase something and did not answer; this person looked, and none of
     * it is done. Absent in old logs.
     */
    nothingDone?: true;
    /**
     * The request that follows from this one, which the desk opens before it mails the outcome. `proofOf`:
     * the request whose proof it rests on.
     */
    carriesOn?: { requestId: string; right: Right; proofOf: string };
    /**
     * Number of the `restriction-set` that this outcome is about. One that was recorded with another outcome
     * has no effect.
     */
    restriction?: number;
    /**
     * Of a manual correction of data with which an account could be taken over: whether the addresses on file
     * were informed, as staff confirmed with the app. Absent in old logs.
     */
    onFile?: 'told' | 'not-concerned';
  };
  reminded: { what: string };
  overdue: Record<string, never>;
  /**
   * The watch could not carry out a timer, or reached only some of the addressees (`partly`); other timers go
   * on. `timer`: its kind. `key`: its command id. `tries`: how often by now.
   */
  'timer-failed': { timer: string; key: string; code: TimerFault; tries: number; partly?: true };
  trouble: { state: string; code: string };
  withdrawn: Record<string, never>;
  closed: { outcome: Outcome };
  reopened: { because: 'proof-given-late' };
  shredded: { finalOn: string };
  /**
   * Another request with the same identifier, which has a place in each. It counts while the identifier is
   * proven in both.
   */
  linked: { requestId: string; here: string; there: string };
  /**
   * Entries that an anchor holds and this log does not, after a restore of the register; only their number,
   * hash and type are known. `hour`: of the anchor.
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
   * Staff looked at the lost entries. `go-on`: none matters, and the desk may do it again. `by-person`: staff
   * take over. Their note is sealed.
   */
  'history-settled': { way: 'go-on' | 'by-person'; staffId: string };
  /**
   * Never written. An entry is read as this when newer code made its type, version or actor. `type`: the type
   * it has in the log.
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
