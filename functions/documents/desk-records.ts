import type { Outcome } from '../domain/event-facts';
import type { Right } from '../domain/rights';

/**
 * What the desk itself holds on the requester: the requests of this mailbox, in order of receipt. For an
 * answer (Art. 15(1) GDPR).
 */
export interface DeskRecords {
  readonly requests: readonly DeskRecord[];
  /**
   * Requests with the same proven address under another name: they may be another person's, so only their
   * number is given.
   */
  readonly underOtherNames?: number;
}

/**
 * One request, without any text that somebody wrote, and without the names of staff. Plain dates in the civil
 * time of the desk.
 */
export interface DeskRecord {
  readonly reference: string;
  /** The one that is being answered. */
  readonly isThis?: true;
  /**
   * `other`: it was made for somebody else, who alone may know its result. `unsure`: it came with the same
   * address, and who asked is not known. Absent: the person asked for themselves.
   */
  readonly asker?: 'other' | 'unsure';
  readonly right: Right;
  readonly receivedOn: string;
  /**
   * `signal`: an opt-out signal of the person's browser, which the shop's server passed on. `letter`: it
   * {@link follows} from a letter, and nobody sent it.
   */
  readonly cameBy: 'form' | 'staff' | 'signal' | 'letter';
  /** Reference of the letter it follows from. */
  readonly follows?: string;
  /** Laws it is answered under. */
  readonly laws: readonly string[];
  /** How it ended; absent while it is open, and of a request for somebody else. */
  readonly outcome?: Outcome;
  readonly closedOn?: string;
  /** Letters and mails to the person about it. */
  readonly letters: number;
  /**
   * The last day of the record. Absent: the request is open, and it is counted from its end; or its key is
   * destroyed.
   */
  readonly keptUntil?: string;
  /**
   * It still keeps data out of use, so its record stays until that has ended, and at least this long after
   * (ISO 8601).
   */
  readonly whileRestricted?: string;
  /** Its record can no longer be read: only dates and steps are left. */
  readonly unreadableSince?: string;
  /** Keyed hashes of what was erased were kept with it. */
  readonly hashes?: true;
  /**
   * The person typed facts as a proof, and signed that they are who they say: the declaration can still be
   * read.
   */
  readonly declared?: true;
}
