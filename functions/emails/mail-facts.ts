import type { Desk } from '../domain/desk';
import type { NamedRepresentative } from '../domain/representatives';
import type { Right } from '../domain/rights';
import type { TimelineFacts } from '../pages/timeline';

/** Of a request whose legal date has passed. */
interface Overdue {
  readonly waitsFor: string;
  readonly dueOn: string;
  readonly dueBecause: string;
}

/**
 * What each mail has to be told, by kind. Plain dates, instants and ISO 8601 durations are given as such and
 * written in words by the composer. Texts of strangers may
 * stand only where a fact says so; the mails that go to an unproven address have no such fact.
 */
export interface MailFacts {
  /** To the requester. */
  'acknowledge-and-verify': ToPerson & LinkAndCode;
  /** Staff entered it and know who it is: nothing to prove. */
  'acknowledge-known': ToPerson;
  'acknowledge-handed-over': ToPerson;
  /** A complaint or an appeal: nothing to prove, and no computer decides. */
  'acknowledge-by-person': ToPerson & ReviewStart;
  /**
   * Art. 164A(5)(b) DPA 2018: how far a complaint or an appeal is. `done` are sentences of our own, `words` a
   * text of staff.
   */
  'review-progress': ToPerson & {
    readonly done: readonly { readonly what: string }[];
    readonly words?: string;
    /** Plain date. */
    readonly nextBy: string;
  };
  /** How a complaint or an appeal ended; `answer` is a text of staff, the other sentences are our own. */
  'review-outcome': ToPerson & {
    readonly upheld: boolean;
    readonly dismissed: boolean;
    readonly verdict: string;
    /** Who looked at it, as far as the log shows. */
    readonly looked: string;
    readonly about?: string;
    readonly answer: string;
    readonly carriedOn?: string;
    readonly next: string;
    readonly law: LawTexts;
  };
  /**
   * Art. 18(3) GDPR: the person is told before a restriction ends. `what` and `reason` are texts of staff.
   */
  'restriction-ending': ToPerson & {
    readonly what: string;
    readonly reason: string;
    /** Plain date. */
    readonly endsOn: string;
    readonly law: LawTexts;
  };
  'verify-reminder': ToPerson & LinkAndCode;
  /** `mailedOn`: when the last link left before this mail; absent when none did. */
  'unverified-notice': ToPerson &
    LinkAndCode & {
      readonly mailedOn?: string;
      /** One of the staff doubted who asks, and the doubt stands. */
      readonly doubted: boolean;
      /** Where the shop says what it does with data, for whoever asked to see theirs. */
      readonly privacyPolicy?: string;
      readonly law: LawTexts;
    };
  /** Staff doubt who is asking. `reason` is theirs. */
  'ask-proof': ToPerson & LinkAndCode & { readonly reason: string };
  'ask-identifiers': ToPerson & LinkAndCode & { readonly until: string };
  /**
   * To an address that a person named, who may be anybody's: it says nothing of who asks, for what, or that
   * there is a request at all.
   */
  'prove-address': EveryMail & LinkAndCode;
  /** `question` is a text of staff. `pauses`: the law stops the clock until the answer comes. */
  'ask-requester': ToPerson & LinkAndCode & { readonly question: string; readonly pauses: boolean };
  /** `answerBy` is the new date, `firstDueOn` the one before. `reason` is a text of staff. */
  'extension-notice': ToPerson & {
    readonly firstDueOn: string;
    readonly grounds: readonly CitedWords[];
    readonly reason: string;
    readonly law: LawTexts;
  };
  refusal: ToPerson & {
    readonly grounds: readonly CitedWords[];
    readonly reason: string;
    readonly law: LawTexts;
  };
  'access-ready': ToPerson & {
    readonly link: string;
    readonly until: string;
    /**
     * It tells the kinds of data alone: as the person wanted it, or since they did not prove more. Both
     * false: it shows the data.
     */
    readonly kindsWanted: boolean;
    readonly kindsOnly: boolean;
    /**
     * How much of it is named and not shown, in words ("2 kinds of data"); `namedAnyway`: would be, where the
     * answer tells the kinds alone. `false`: nothing.
     */
    readonly named: string | false;
    readonly namedAnyway: string | false;
    readonly withheld: readonly WithheldPart[];
    readonly missing: readonly MissingStore[];
    readonly unread: readonly UnreadPart[];
    readonly otherRequests: readonly OtherRequest[];
    readonly law: LawTexts;
  };
  /**
   * How to be shown the data itself, and until when: first, or after what was typed did not fit (`wrong`),
   * could not be compared (`unchecked`) or did not tell whose the records are (`several`). `triesLeft`: in
   * words; without
   * it there is none. `place`: whose law asks for it.
   */
  'prove-more': ToPerson & {
    readonly place: string;
    readonly until: string;
    readonly triesLeft?: string;
    /** They can log in at the shop instead. */
    readonly login: boolean;
    readonly link?: string;
    readonly wrong: boolean;
    /** It was not compared, and may be typed once more. */
    readonly unchecked: boolean;
    /** It was not compared, and no tries are left. */
    readonly uncompared: boolean;
    readonly several: boolean;
  };
  'access-reminder': ToPerson & { readonly link: string; readonly until: string };
  /** `link` leads back to the page that takes the code. */
  'download-code': ToPerson & CodeOnly & { readonly link: string };
  'withdraw-code': ToPerson & CodeOnly & { readonly link: string };
  'proof-code': ToPerson & CodeOnly & { readonly link: string };
  'erasure-notice': ToPerson & LinkAndCode & { readonly startsAt: string };
  /**
   * Before a correction with which an account could be taken over. `fields`: kinds of data in the words of
   * the map; the new value is never in it.
   */
  'correction-notice': ToPerson &
    LinkAndCode & { readonly startsAt: string; readonly fields: readonly { readonly what: string }[] };
  /**
   * `asIs`: some of it stays as it is. `what` is the person's own word for the entry or the map's for the
   * field; `reason` is a text of staff.
   */
  'correction-done': ToPerson & {
    readonly asIs: boolean;
    readonly corrected: readonly { readonly what: string }[];
    /** `where`: a sentence on where the note stands. */
    readonly noted: readonly { readonly what: string; readonly reason: string; readonly where: string }[];
    /** `ground`: the grounds in sentences, each with its article; empty where the law names none. */
    readonly kept: readonly { readonly what: string; readonly reason: string; readonly ground: string }[];
    readonly unread: readonly UnreadPart[];
    readonly missing: readonly MissingStore[];
    readonly recipients: readonly RecipientTold[];
    readonly law: LawTexts;
  };
  /** Approved by whoever entered it or vouched for who asks, since nobody else may decide. */
  'approval-notice': ToPerson & { readonly startsAt: string };
  'erasure-complete': ToPerson & ErasureResult & ErasureVerdictFacts & { readonly law: LawTexts };
  'answer-with-gaps': ToPerson & {
    readonly done: readonly PartDone[];
    readonly missing: readonly MissingStore[];
    readonly link?: string;
    readonly law: LawTexts;
  };
  /** `searched` by the words of the map: "the shop's database". */
  'nothing-found': ToPerson & {
    readonly searched: readonly { readonly store: string }[];
    readonly otherRequests: readonly OtherRequest[];
    /** The desk's own records of the person's other requests, a sentence or two each. */
    readonly records: readonly { readonly sentence: string }[];
    readonly law: LawTexts;
  };
  withdrawn: ToPerson;
  'opt-out-done': ToPerson & {
    /** It is about marketing: mails may be on their way. */
    readonly marketing: boolean;
    readonly done: readonly PartDone[];
    readonly missing: readonly MissingStore[];
    readonly recipients: readonly RecipientTold[];
    readonly law: LawTexts;
  };
  /** A right that a person carried out; `answer` is a text of staff. */
  'outcome-by-staff': ToPerson & {
    readonly answer: string;
    /** What the desk itself corrected before. */
    readonly corrected: readonly { readonly what: string }[];
    /** Points of an approved plan that are noted beside the record, or refused. */
    readonly stays: readonly { readonly what: string; readonly reason: string; readonly ground: string }[];
    readonly grounds: readonly CitedWords[];
    readonly recipients: readonly RecipientTold[];
    readonly law: LawTexts;
  };

  /** To staff. Never the name, address or message of the person: those stand on the page behind the code. */
  'decision-request': ToStaff &
    StaffDates &
    LinkAndCode & {
      readonly found: readonly PartFound[];
      readonly missing: readonly MissingStore[];
      /** How many fields or answers stand in the way of an approval. */
      readonly blocks: number;
    };
  'staff-reminder': ToStaff & StaffDates & LinkAndCode & { readonly waitsFor: string };
  'staff-overdue': ToStaff & LinkAndCode & Overdue;
  /** To the second address, whose reader need not be one of the staff: nothing can be done by this mail. */
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
  'staff-answer-arrived': ToStaff & LinkAndCode & { readonly dueOn: string };
  /** Asked for on the page of a link that no longer works, or from the list. */
  'staff-fresh-link': ToStaff & LinkAndCode & { readonly dueOn: string };
  'staff-erasure-paused': ToStaff & LinkAndCode & { readonly dueOn: string };
  /** Items of the inbox that nobody can read. `total` and `unnumbered` are counts in words. */
  'staff-unread': EveryMail & {
    readonly total: string;
    /** Plain date. */
    readonly oldest: string;
    readonly requests: readonly {
      readonly reference: string;
      readonly receivedOn: string;
      readonly dueOn: string;
    }[];
    /** Those that are kept without being registered. */
    readonly unnumbered?: string;
  };
  /** Requests that strangers made with addresses that do not work. */
  'staff-undelivered': EveryMail & {
    readonly total: string;
    readonly requests: readonly { readonly reference: string }[];
    /** So many are not named. */
    readonly more?: string;
  };
  /** Requests of the form that ended unproven, where no mail had reached the address. */
  'staff-ended-unreached': MailFacts['staff-undelivered'];
  /** The mail service took no more; `since`: instant. */
  'staff-mail-waits': EveryMail & { readonly since: string };
  /**
   * Requests of which nobody has proven who made them, beyond those that staff get single mails about.
   * `total` and `more` are counts.
   */
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
    /** Others wait for the next list. */
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
  /** To the others who decide, and the second address. */
  'staff-sign-in-doubted': EveryMail & { readonly staffName: string };
  'staff-code': EveryMail & CodeOnly & { readonly staffName: string };
  /** To the second address: `about` approved what rests on their own word. */
  'staff-own-approval': ToStaff & { readonly about: string; readonly startsAt: string };
  /**
   * Something happened to a colleague's authenticator, or the reader's own; `what` and `remedy` are sentences
   * of our own.
   */
  'staff-factor': EveryMail & { readonly what: string; readonly remedy: string };
  /** An authenticator was set up on a page and does not count yet. `about`: whose; `countsFrom`: instant. */
  'staff-factor-pending': EveryMail & LinkAndCode & { readonly about: string; readonly countsFrom: string };

  /** To those who received the data. The person is named on the page only. */
  'recipient-instruction': ToRecipient & { readonly dueOn: string };
  'recipient-notice': ToRecipient;
  /** What was kept out of use may be used again (Art. 18(3) and 19 GDPR). */
  'recipient-restriction-ended': Omit<ToRecipient, 'todo'>;
  /** All opt-outs of a day, for one recipient. */
  'recipient-digest': EveryMail & {
    readonly recipientName: string;
    readonly requests: readonly {
      readonly reference: string;
      readonly todo: string;
      readonly link: string;
      readonly code: string;
    }[];
    readonly linkLife: string;
  };
}

export type MailKind = keyof MailFacts;

export interface EveryMail {
  readonly controller: Pick<Desk['controller'], 'legalName' | 'address' | 'contactEmail'>;
  /**
   * Whom the person may turn to instead, under the laws that govern the request; in mails to the person
   * alone.
   */
  readonly representatives?: readonly NamedRepresentative[];
  /** IANA zone in which instants are said. */
  readonly zone: string;
  /** Language of the text; `en` when there is none in that language. */
  readonly language?: string;
}

interface AboutRequest extends EveryMail {
  readonly reference: string;
  readonly right: Right;
  /** Nobody can tell yet what is asked; `right` is only the one whose date comes first. */
  readonly unreadable?: true;
  /** Plain date in the civil time of the desk. */
  readonly receivedOn: string;
  /** Reference of the letter whose answer led to this request: nobody sent a form for it. */
  readonly follows?: string;
}

export interface ToPerson extends AboutRequest {
  /** The latest lawful date of the answer, a plain date. */
  readonly answerBy: string;
  /** Page on which the person sees where the request stands. */
  readonly statusLink?: string;
}

/** What the receipt of a complaint or an appeal says of how it is looked into. */
export interface ReviewStart {
  /** Reference of what it is about, where the person named one of their own. */
  readonly about?: string;
  /** Holds only where the desk lets nobody decide who decided before. */
  readonly byAnother: boolean;
  readonly bySame: boolean;
  /** No law sets a day: the date is what the desk aims at. */
  readonly target: boolean;
  /** An appeal against the answer to an appeal; `further`: whom the person can turn to. */
  readonly second: boolean;
  readonly further: string;
}

export interface ToStaff extends AboutRequest {
  /** Two words that also stand on the page. */
  readonly nickname: string;
}

interface ToRecipient extends EveryMail, LinkAndCode {
  readonly reference: string;
  readonly recipientName: string;
  /** "erase their data", in words. */
  readonly todo: string;
}

interface CodeOnly {
  readonly code: string;
  readonly codeLife: string;
}

interface LinkAndCode {
  readonly link: string;
  readonly code: string;
  readonly linkLife: string;
}

interface StaffDates {
  /** All dates with their reasons; `reason` in whole sentences with the article. */
  readonly timeline: TimelineFacts & { readonly aimFor: string; readonly approveBy: string };
}

export interface CitedWords {
  readonly words: string;
  readonly article: string;
}

interface WithheldPart extends CitedWords {
  /** "Orders: note of the packer". */
  readonly what: string;
  readonly count: number;
}

interface MissingStore {
  readonly store: string;
  /** A clause of our own: "it did not answer since 29 November". */
  readonly why: string;
  /** What we do about it. */
  readonly next: string;
}

/** What could not be read by machine, and what a person found there. */
interface UnreadPart {
  readonly store: string;
  readonly what: string;
}

/** What another request of the same person has to do with this answer; our own sentence. */
interface OtherRequest {
  readonly sentence: string;
}

/** Which one of these holds decides what the subject may say; when none does, everything is erased. */
export interface ErasureVerdictFacts {
  readonly someKept: boolean;
  readonly mostlyKept: boolean;
  readonly allKept: boolean;
  /** The same two, where no law but the storage keeps some of it. */
  readonly mostlyHeld: boolean;
  readonly allHeld: boolean;
  readonly partDone: boolean;
  readonly nothingYet: boolean;
  readonly nothingLeft: boolean;
}

interface PartFound {
  readonly store: string;
  readonly what: string;
  readonly count: number;
}

interface PartDone {
  readonly store: string;
  /** "4 records erased". */
  readonly what: string;
}

interface RecipientTold {
  readonly name: string;
  /** "told", "confirmed it", "has not confirmed it yet". */
  readonly state: string;
}

interface ErasureResult {
  readonly erased: readonly PartDone[];
  /** No longer there when the desk came: not erased by it. */
  readonly gone: readonly PartDone[];
  /** Kept by law: words and article. `end`: "until 31 December 2034", or that none is set. */
  readonly kept: readonly (CitedWords & {
    readonly what: string;
    readonly count: number;
    readonly end: string;
  })[];
  /** Kept by a lock of the storage, or in old versions of files: no law says so. */
  readonly held: readonly {
    readonly what: string;
    readonly count: number;
    readonly words: string;
    readonly end: string;
  }[];
  /** Kept because they are other people's too. */
  readonly shared: readonly PartDone[];
  /** Nobody has decided what becomes of these: they stay for now. `why` in words. */
  readonly waiting: readonly { readonly store: string; readonly what: string; readonly why: string }[];
  readonly unread: readonly UnreadPart[];
  readonly otherRequests: readonly OtherRequest[];
  /** Looked through by a person, on whose word it rests. */
  readonly byPerson: readonly PartDone[];
  readonly missing: readonly MissingStore[];
  readonly backups: readonly { readonly store: string; readonly until: string }[];
  readonly recipients: readonly RecipientTold[];
  /** What the desk itself keeps of the request, until when, and what stays after that. */
  readonly deskKeeps: readonly { readonly sentence: string }[];
  /** The completion report. */
  readonly link: string;
}

/** Parts of a refusal that only some laws want. */
export type LawPart = 'complaint' | 'remedy' | 'appeal';

/** A sentence, or one for each law that says something else; empty where no law has such a thing. */
type LawSentences = string | readonly string[];

/** Sentences of the laws that govern the request. */
export interface LawTexts {
  /** Short name of the one whose words the answer uses: "GDPR". */
  readonly name: string;
  readonly complaint: LawSentences;
  readonly remedy: LawSentences;
  readonly appeal: LawSentences;
  /** Whatever else a law wants said. */
  readonly further: readonly { readonly sentence: string }[];
  /** Which of the parts a law demands in a refusal: a mail without them is not sent. */
  readonly demands: readonly LawPart[];
}
