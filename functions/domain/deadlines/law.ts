/**
 * The shape of a law as data: what a file in `laws/` says, what a calendar says, and the small book of both
 * that a deployed Lambda carries. Types only, so that importing them adds nothing to a bundle.
 *
 * Every rule names a {@link Source} by its key in the law's `sources`: article, link, confidence, and when it
 * was last read. So each computed date can cite its reason.
 */

/**
 * `official`: read in the law itself or a faithful reprint. `elsewhere`: read in commentary. `unconfirmed`:
 * not read.
 */
export type Confidence = 'official' | 'elsewhere' | 'unconfirmed';

/** Id of a law, which is also its file name in `laws/`, e.g. `eu-gdpr`, `us-ca-ccpa`. */
export type RegimeId = string;

/** Where a rule comes from. `checked` is the day it was last looked at. */
export interface Source {
  article: string;
  /** The official text, or the nearest page to it. */
  link?: string;
  /** Where it was read, when that was a reprint or commentary elsewhere. */
  readAt?: string;
  confidence: Confidence;
  checked: string;
}

export type Unit = 'months' | 'calendarDays' | 'businessDays';

/** An interval as the law words it; `source` is a key of the law's `sources`. */
export interface PeriodRule {
  amount: number;
  unit: Unit;
  source: string;
  /** Overrides the law's own weekend rule for this one date. */
  roll?: Roll;
  /**
   * Business days only: the law does not exclude Saturdays, so they are counted and the date comes earlier.
   */
  saturdays?: 'counted';
  note?: string;
  /** Set by `overrideRule` only: who changed an unconfirmed rule, and why. */
  overridden?: { by: string; reason: string };
}

/** What happens to a last day that is not a working day. */
type Roll = 'nextWorkingDay' | 'none';

/** A reason that the law accepts, in words fit for a staff page. */
export interface Ground {
  id: string;
  words: string;
  source: string;
  /** Request types it is for; without it, all. */
  only?: string[];
  /**
   * `condition`: the right does not reach this. `limit`: it ends a search and refuses nothing that was found.
   * Absent: an exception to a right that exists.
   */
  kind?: 'refuse' | 'condition' | 'limit';
  /** For the requester, in the second person. */
  sentence?: string;
  /** What else the answer must contain. */
  say?: string[];
  /** What staff must have in the file or write down: the burden of proof. */
  show?: string[];
  /** `whole`: it may refuse all. `part`: only what it covers, and the rest is done. */
  scope?: 'whole' | 'part';
  /** First day of receipt from which it may be used. */
  effective?: string;
}

/** What staff may not use to refuse, and why: mistakes that the law's own guidance names. */
interface NotAGround {
  id: string;
  words: string;
  source: string;
  /** Request types it is about; without it, all. */
  only?: string[];
}

/** A kind of data that the answer may name and not show. */
interface NeverDisclosed {
  id: string;
  words: string;
  /** Data categories, each with all below it. */
  categories?: string[];
  /** First day of receipt from which it holds, where later than the law's own. */
  effective?: string;
}

/** `amount: null` means that the law sets no length: the notice itself must name the day. */
export interface ExtensionRule {
  amount: number | null;
  unit: Unit | null;
  source: string;
  /**
   * Months only: count all from the start, or take the earlier of that and counting on from the first end.
   */
  counted?: 'fromStart' | 'earlierOfStartAndFirstEnd';
  reasonsRequired: boolean;
  grounds: Ground[];
  note?: string;
  overridden?: { by: string; reason: string };
}

/** The dates of one kind of request. `respond: null` means the law names no number of days. */
export interface ClockRule {
  respond: PeriodRule | null;
  /** Why there is no date, in words (only with `respond: null`). */
  noDate?: { words: string; source: string };
  /** The act itself must be done without delay, whatever the date of the answer. */
  atOnce?: { words: string; source: string };
  acknowledge?: PeriodRule;
  extension?: ExtensionRule;
  completionNotice?: PeriodRule;
}

export interface RequestTypeRule {
  /** Key of the law's `clocks`. */
  clock: string;
  source: string;
  /** First day of receipt the rule covers, where later than the law's own. */
  effective?: string;
  /** Clocks of later receipts, oldest first: a receipt before `from` keeps the earlier clock. */
  later?: { from: string; clock: string; source: string }[];
  note?: string;
}

/**
 * What stops or moves a clock between a question and its answer.
 *
 * - `suspend`: the days between question and answer are added.
 * - `suspendOrRestart`: the earlier of `suspend` and a fresh period from the answer.
 * - `restart`: the period begins at the answer.
 * - `excludeBothDays`: the days of question and answer and all between do not count.
 * - `restartAfterDays`: the period begins `days` after the question, whenever the answer comes.
 */
export interface PauseRule {
  requested: PauseStart;
  answered: PauseEnd;
  method: 'suspend' | 'suspendOrRestart' | 'restart' | 'excludeBothDays' | 'restartAfterDays';
  days?: number;
  /** Request types to which it applies, or `all`. */
  appliesTo: 'all' | string[];
  conditions: string[];
  source: string;
}

export type PauseStart = 'identity_requested' | 'clarification_requested' | 'fee_requested';
type PauseEnd = 'identity_verified' | 'clarification_received' | 'fee_paid';

export type VerificationLevel = 'none' | 'reasonable' | 'reasonablyHigh' | 'onReasonableDoubt';

/** One test of whom a law binds. Facts are compared by {@link Comparison}; `words` explain it to a person. */
export type ApplicabilityTest =
  | { all: ApplicabilityTest[] }
  | { any: ApplicabilityTest[] }
  | (Comparison & { words: string; source: string });

/** A fact about the desk's business, by name: `number` facts have a floor, `flag` facts a wanted value. */
export type Comparison = { fact: NumberFact; above: number } | { fact: FlagFact; is: boolean };

export type NumberFact = 'annualRevenueUsd' | 'peopleInPlace' | 'revenueShareFromSale';
export type FlagFact =
  | 'establishedInPlace'
  | 'offersToPeopleInPlace'
  | 'monitorsPeopleInPlace'
  | 'doesBusinessInPlace'
  | 'sellsData'
  | 'sellsSensitiveData'
  | 'handlesSensitiveData'
  | 'smallBusiness'
  | 'dataBroker'
  | 'largePlatform';

/**
 * What brings a desk under a law. `establishment`: an establishment there, for people anywhere (Art. 3(1)
 * GDPR). `residence`: dealing with people there, for those people only (1798.140(i) CCPA). `both`: either of
 * the two (Art. 3(1) and 3(2) GDPR).
 */
type LawReach = 'establishment' | 'residence' | 'both';

/** One law, as in its file. */
export interface Regime {
  id: RegimeId;
  name: string;
  shortName: string;
  /** `supported` for the core that this project maintains; all others must be shown as not yet reviewed. */
  review: 'supported' | 'notYetReviewed';
  effective: string;
  /** The rules are those from this day on; whether they bind an earlier receipt was not checked. */
  amended?: { from: string; words: string; source: string };
  /**
   * What changes in this law on a day, in a sentence: for `rightsdesk law news` and the docs, not for the
   * clock.
   */
  changes?: { from: string; words: string; source: string }[];
  /** Country or country-and-state codes; `EU` and `EEA` stand for their members. */
  jurisdiction: string[];
  reaches: LawReach;
  authority: {
    name: string;
    /** As a letter to the requester names it, e.g. "your data protection supervisory authority". */
    wording: string;
    /** How to complain, in a sentence for the requester. */
    complaint: string;
    /** How to go to court, in a sentence for the requester, where the law allows it. */
    court?: string;
    link: string;
  };
  /** Zone to suggest when the desk has not named one. */
  zone?: string;
  counting: {
    source: string;
    roll: Roll;
    rollSource: string;
    /** Countries and states whose holidays count under this law. */
    holidaysOf: string[];
    /** The calendar by which the law's business days are counted, wherever the desk is. */
    home?: string;
    /**
     * A later reading of a last day that is no working day, shown beside the date and never instead of it.
     */
    laterRoll?: { on: ('saturday' | 'sunday' | 'holiday')[]; words: string; source: string };
    /** Business days whose meaning is disputed: show the later and the stricter count too. */
    businessDays?: { disputedHolidays: boolean; saturdayReading: boolean; words: string; source: string };
    notes: string[];
  };
  clocks: Record<string, ClockRule>;
  requestTypes: Record<string, RequestTypeRule>;
  pauses: PauseRule[];
  noPause?: { words: string; source: string };
  appeal: {
    words: string;
    /** Days that the requester has for going to the authority after a refusal. */
    complaintWindow?: PeriodRule;
    source: string;
  } | null;
  refusal: {
    grounds: Ground[];
    notGrounds?: NotAGround[];
    /** What a refusal must say, each part once. */
    mustContain: { id: string; words: string }[];
    source: string;
  };
  fee: { words: string; source: string };
  verification: { standard: string; byRequestType: Record<string, VerificationLevel>; source: string };
  recordsRetention: { amount: number; unit: 'months'; words: string; source: string } | null;
  /**
   * Kinds of data that an answer must name and never show: each with the data categories it covers (with all
   * below them). Empty where the law has no such list.
   */
  neverDisclose: NeverDisclosed[];
  neverDiscloseSource?: string;
  thirdParties: { words: string; source: string } | null;
  applies: { test: ApplicabilityTest; notes: string[] };
  notes: string[];
  unconfirmed: string[];
  sources: Record<string, Source>;
}

/** Days that are not worked in one place. `holidays` maps a date to its name. */
export interface Calendar {
  /** `DE`, `DE-BY`, `GB-SCT`, `US-CA`; `NONE` for weekends only. */
  place: string;
  name: string;
  version: string;
  /** First and last day the data covers. */
  covers: { from: string; until: string };
  holidays: Record<string, string>;
  /** Days that some lists call a holiday and others do not; they count as working days. */
  disputed?: Record<string, string>;
  /** Saturdays and Sundays that are worked to make up for a bridge day. */
  workingWeekends?: string[];
}

/** The laws and calendars of one desk: plain JSON, so that a bundle imports only these. */
export interface LawBook {
  version: string;
  regimes: Record<RegimeId, Regime>;
  calendars: Record<string, Calendar>;
}

/** One law with the calendar of the establishment that acts. */
export interface Law {
  regime: Regime;
  calendar: Calendar;
}
