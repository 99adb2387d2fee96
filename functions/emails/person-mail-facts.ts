import type { LawTexts } from './law-sentences';
import type {
  CitedWords,
  CodeOnly,
  EveryMail,
  LinkAndCode,
  MissingStore,
  ToPerson,
} from './mail-frame-facts';

/** Facts of the mails to the person who asked. */
export interface PersonMailFacts {
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
  /** How a complaint or an appeal ended; `answer` is a text of staff, the other sentences are ours. */
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
      /** A member of staff doubted who asks, and the doubt is still open. */
      readonly doubted: boolean;
      /** The shop's privacy policy, for a requester who asked to see their data. */
      readonly privacyPolicy?: string;
      readonly law: LawTexts;
    };
  /** Staff doubt who is asking. `reason` is theirs. */
  'ask-proof': ToPerson & LinkAndCode & { readonly reason: string };
  'ask-identifiers': ToPerson & LinkAndCode & { readonly until: string };
  /**
   * To an address that a person named and that may be anybody's: it says neither who asks, nor for what, nor
   * that there is a request.
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
     * It names only the kinds of data: because the person wanted that, or because they did not prove more.
     * Both false: it shows the data.
     */
    readonly kindsWanted: boolean;
    readonly kindsOnly: boolean;
    /**
     * How much of it is named and not shown, in words ("2 kinds of data"); `namedAnyway`: would be, where the
     * answer names only kinds. `false`: nothing.
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
   * How to be shown the data itself, and until when: the first time, or after what was typed did not fit
   * (`wrong`), could not be compared (`unchecked`) or did not tell whose the records are (`several`).
   * `triesLeft`: in words; absent when none is left. `place`: whose law requires it.
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
   * Before a correction that could let somebody take over an account. `fields`: kinds of data in the words of
   * the map; the new value is never included.
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
    /** `where`: a sentence on where the note is kept. */
    readonly noted: readonly { readonly what: string; readonly reason: string; readonly where: string }[];
    /** `ground`: the grounds in sentences, each with its article; empty where the law names none. */
    readonly kept: readonly { readonly what: string; readonly reason: string; readonly ground: string }[];
    readonly unread: readonly UnreadPart[];
    readonly missing: readonly MissingStore[];
    readonly recipients: readonly RecipientTold[];
    readonly law: LawTexts;
  };
  /**
   * Approved by the member of staff who entered it or vouched for the requester, since nobody else may
   * decide.
   */
  'approval-notice': ToPerson & { readonly startsAt: string };
  'erasure-complete': ToPerson & ErasureResult & ErasureVerdictFacts & { readonly law: LawTexts };
  /** The end of what was asked for and not confirmed at the answer. `failed`: not all of it was erased. */
  'erasure-follow-up': ToPerson & {
    readonly failed: boolean;
    readonly done: readonly PartDone[];
    readonly kept: readonly PartDone[];
    readonly link: string;
    readonly law: LawTexts;
  };
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
  /** `carriedOut`, or ordered, before; `perhaps`: a store was told to and did not answer. */
  withdrawn: ToPerson & { readonly carriedOut: boolean; readonly perhaps: boolean };
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
}

/** What the receipt of a complaint or an appeal says about who looks into it. */
export interface ReviewStart {
  /** Reference of what it is about, where the person named one of their own. */
  readonly about?: string;
  /** True only if the desk keeps whoever decided before from deciding again. */
  readonly byAnother: boolean;
  readonly bySame: boolean;
  /** No law sets a date: it is the one the desk aims at. */
  readonly target: boolean;
  /** An appeal against the answer to an appeal; `further`: whom the person can turn to. */
  readonly second: boolean;
  readonly further: string;
}

interface WithheldPart extends CitedWords {
  /** "Orders: note of the packer". */
  readonly what: string;
  readonly count: number;
}

/** What could not be read by machine, and what a person found there. */
interface UnreadPart {
  readonly store: string;
  readonly what: string;
}

/** How another request of the same person affects this answer; our own sentence. */
interface OtherRequest {
  readonly sentence: string;
}

/** The one that holds decides what the subject may say; when none does, everything is erased. */
export interface ErasureVerdictFacts {
  readonly someKept: boolean;
  readonly mostlyKept: boolean;
  readonly allKept: boolean;
  /** The same two, where the storage rather than a law keeps some of it. */
  readonly mostlyHeld: boolean;
  readonly allHeld: boolean;
  readonly partDone: boolean;
  readonly nothingYet: boolean;
  readonly nothingLeft: boolean;
  /** All is done but what others were asked for and confirm later. */
  readonly restFollows: boolean;
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
  /** What ran at a vendor, such as a subscription, and ends with what is erased there. */
  readonly ended: readonly PartDone[];
  /** Others were asked to erase it and confirm it later. Plain dates. */
  readonly submitted: readonly (PartDone & { readonly askedOn: string; readonly confirmBy: string })[];
  /** Already gone when the desk came, and not erased by it. */
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
  /** Kept because they are other people's as well. */
  readonly shared: readonly PartDone[];
  /** Nobody has decided about these: they stay for now. `why` in words. */
  readonly waiting: readonly { readonly store: string; readonly what: string; readonly why: string }[];
  readonly unread: readonly UnreadPart[];
  readonly otherRequests: readonly OtherRequest[];
  /** Searched by a person, on whose word it rests. */
  readonly byPerson: readonly PartDone[];
  readonly missing: readonly MissingStore[];
  readonly backups: readonly { readonly store: string; readonly until: string }[];
  readonly recipients: readonly RecipientTold[];
  /** What the desk itself keeps of the request, until when, and what stays after that. */
  readonly deskKeeps: readonly { readonly sentence: string }[];
  /** The completion report. */
  readonly link: string;
}
