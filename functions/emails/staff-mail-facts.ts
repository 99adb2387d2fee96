import type { TimelineFacts } from '../words/timeline';
import type { CodeOnly, EveryMail, LinkAndCode, MissingStore, ToStaff } from './mail-frame-facts';

/**
 * Facts of the mails to staff. Never the name, address or message of the person: those are on the page behind
 * the code.
 */
export interface StaffMailFacts {
  'decision-request': ToStaff &
    StaffDates &
    LinkAndCode & {
      readonly found: readonly PartFound[];
      readonly missing: readonly MissingStore[];
      /** How many fields or answers block an approval. */
      readonly blocks: number;
    };
  'staff-reminder': ToStaff & StaffDates & LinkAndCode & { readonly waitsFor: string };
  'staff-overdue': ToStaff & LinkAndCode & Overdue;
  /** To the escalation address, whose reader may not be staff: this mail carries no link that acts. */
  escalation: ToStaff & Overdue;
  'staff-unverified-task': ToStaff & StaffDates & LinkAndCode;
  /**
   * `todo` in words: "look into the mailbox of support", "look after this request: it is made for a child".
   */
  'staff-task': ToStaff &
    LinkAndCode & {
      readonly todo: string;
      readonly dueOn: string;
      readonly dueBecause: string;
      /**
       * What a store refused, and what to do about it; our own sentences, with names of the schema and codes.
       */
      readonly trouble?: string;
      readonly remedy?: string;
    };
  'staff-task-reminder': ToStaff & LinkAndCode & { readonly todo: string; readonly dueOn: string };
  /** `trouble` is one of our own sentences, never a message of a store. */
  'staff-trouble': ToStaff & {
    readonly trouble: string;
    readonly remedy: string;
    readonly dueOn: string;
    readonly link?: string;
  };
  /**
   * Long after an erasure: what came back, or could not be erased at the end of its retention. Places and
   * counts only.
   */
  'staff-after-erasure': ToStaff & {
    readonly about: string;
    readonly found: readonly { readonly store: string; readonly what: string }[];
    readonly remedy: string;
  };
  /**
   * Asks how far an erasure is that somebody else was asked for; dates are plain. `overdue`: to all
   * approvers, because nobody answered. `readByDesk`: the desk reads the store itself and still finds the
   * records.
   */
  'staff-settlement': ToStaff &
    LinkAndCode & {
      readonly store: string;
      readonly askedOn: string;
      readonly promised: string;
      readonly overdue: boolean;
      readonly readByDesk: boolean;
    };
  /** A recipient promised something by a day (plain date), was asked again, and says nothing. */
  'staff-recipient-silent': ToStaff & { readonly recipientName: string; readonly promised: string };
  'staff-answer-arrived': ToStaff & LinkAndCode & { readonly dueOn: string };
  /** Asked for on the page of an expired link, or from the list. */
  'staff-fresh-link': ToStaff & LinkAndCode & { readonly dueOn: string };
  'staff-erasure-paused': ToStaff & LinkAndCode & { readonly dueOn: string };
  /** Inbox items that the desk cannot read. `total` and `unnumbered` are counts in words. */
  'staff-unread': EveryMail & {
    readonly total: string;
    /** Plain date. */
    readonly oldest: string;
    readonly requests: readonly {
      readonly reference: string;
      readonly receivedOn: string;
      readonly dueOn: string;
    }[];
    /** Items that are kept without being registered. */
    readonly unnumbered?: string;
  };
  /** Requests that strangers made with addresses that do not work. */
  'staff-undelivered': EveryMail & {
    readonly total: string;
    readonly requests: readonly { readonly reference: string }[];
    /** How many are not named. */
    readonly more?: string;
  };
  /** Requests of the form that ended unproven, where no mail had reached the address. */
  'staff-ended-unreached': StaffMailFacts['staff-undelivered'];
  /** The mail service accepted no more; `since`: instant. */
  'staff-mail-waits': EveryMail & { readonly since: string };
  /** Unproven requests, beyond those that staff get single mails about. `total` and `more` are counts. */
  'staff-strangers': EveryMail & {
    readonly total: string;
    /** The legal date of one of them is over. */
    readonly late: boolean;
    readonly requests: readonly {
      readonly nickname: string;
      readonly reference: string;
      readonly dueOn: string;
      readonly todo: string;
      readonly link: string;
    }[];
    /** Whether others wait for the next list. */
    readonly more: boolean;
    readonly listLink: string;
  };
  'staff-sign-in': EveryMail & LinkAndCode & { readonly staffName: string };
  /** About the desk itself: its record, its clock. Ids, counts and dates only. */
  'staff-damage': EveryMail & {
    readonly about: string;
    readonly found: readonly { readonly what: string }[];
    /** Entries are missing, rather than changed. */
    readonly restored: boolean;
    /** It is about the clock and not about the record. */
    readonly clock: boolean;
    /** It is about requests that a wrong clock dated. */
    readonly dates: boolean;
    readonly remedy: string;
    /** Heading in the runbook. */
    readonly chapter: string;
  };
  /** To the other approvers and the escalation address. */
  'staff-sign-in-doubted': EveryMail & { readonly staffName: string };
  'staff-code': EveryMail & CodeOnly & { readonly staffName: string };
  /** To the escalation address: `about` approved a request that rests on their own word. */
  'staff-own-approval': ToStaff & { readonly about: string; readonly startsAt: string };
  /**
   * A change to a colleague's authenticator or the reader's own; `what` and `remedy` are sentences of ours.
   */
  'staff-factor': EveryMail & { readonly what: string; readonly remedy: string };
  /** An authenticator was set up on a page and does not count yet. `about`: whose; `countsFrom`: instant. */
  'staff-factor-pending': EveryMail & LinkAndCode & { readonly about: string; readonly countsFrom: string };
}

/** About a request whose legal date has passed. */
interface Overdue {
  readonly waitsFor: string;
  readonly dueOn: string;
  readonly dueBecause: string;
}

interface StaffDates {
  /** All dates with their reasons; `reason` in whole sentences with the article. */
  readonly timeline: TimelineFacts & { readonly aimFor: string; readonly approveBy: string };
}

interface PartFound {
  readonly store: string;
  readonly what: string;
  readonly count: number;
}
