import type { AccountLogin } from './account-login';
import type { StoreKind } from './data-map';
import type { RuleOverride } from './deadlines/override-rule';
import type { OptOutSignals } from './opt-out-signals';

/**
 * The desk's settings, as `rightsdesk.yaml` holds them after validation. Bundled with every Lambda (JSON), so
 * it may hold no secret: credentials are named
 * by reference (an SSM parameter or, on a laptop, an environment variable).
 */
export interface Desk {
  readonly controller: {
    readonly legalName: string;
    readonly address: string;
    readonly contactEmail: string;
    readonly phone?: string;
    readonly website?: string;
    /** Where the public site says what is done with data. */
    readonly privacyPolicy?: string;
    readonly dataProtectionOfficer?: { readonly name: string; readonly email: string };
    /** Where a person complains: the competent authority. */
    readonly authority: { readonly name: string; readonly url: string; readonly address?: string };
    /**
     * Representatives in places whose law reaches the desk though it has no establishment there (Art. 27 GDPR
     * and UK GDPR).
     */
    readonly representatives?: readonly Representative[];
    /** Others who decide on purposes and means together with the desk's business (Art. 26 GDPR). */
    readonly jointControllers?: readonly JointController[];
  };
  /** Holiday calendar of the establishment that acts, e.g. `DE-BE`, `GB-ENG`, `US-CA`. */
  readonly place: string;
  /** IANA zone in whose civil time deadlines are counted. */
  readonly zone: string;
  readonly laws: readonly DeskLaw[];
  readonly staff: readonly StaffMember[];
  /** Address that overdue alarms also go to. */
  readonly escalateTo: string;
  readonly sender: { readonly address: string; readonly name: string };
  /** Public origin of the pages; the only origin ever put into a link. */
  readonly baseUrl: string;
  readonly stores: readonly DeskStore[];
  readonly waits: Waits;
  readonly mails?: {
    /** Mails in a day to addresses that nobody has proven, all together; further ones wait. Default 200. */
    readonly unprovenADay: number;
  };
  /** Absent: nobody passes opt-out signals on. */
  readonly optOutSignals?: OptOutSignals;
  /** Absent: nobody proves who they are by a log-in at the shop. */
  readonly accountLogin?: AccountLogin;
  readonly approvals: {
    /** How many people must approve an erasure. Default 1. */
    readonly erasure: number;
  };
  /** The desk's own record of a request is kept this long after it closed (ISO 8601 period). */
  readonly recordsKept: string;
  readonly metricsNamespace: string;
}

export interface Representative {
  /** Regime under whose law it represents, e.g. `uk-gdpr`. */
  readonly law: string;
  readonly name: string;
  readonly address: string;
  readonly email: string;
}

export interface JointController {
  readonly name: string;
  /** What they decide on together, and who does what, as the person is told (Art. 26(2) GDPR). */
  readonly arrangement: string;
  readonly contact: string;
}

export interface DeskLaw {
  readonly regime: string;
  readonly applies: 'binds' | 'voluntary' | 'no';
  readonly because: string;
  /** The settings say that the desk has an establishment in the place of this law. */
  readonly established?: true;
  /** The desk's own figures for periods that nobody has confirmed. */
  readonly overrides?: readonly RuleOverride[];
}

export interface StaffMember {
  /** Stable, not a name: appears in the register. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly may: readonly ('decide' | 'enter' | 'answer-tasks')[];
  /** What stands in the register under these is theirs, too. */
  readonly formerIds?: readonly string[];
}

export interface DeskStore {
  readonly id: string;
  readonly title: string;
  readonly kind: StoreKind;
  /** fideslang dataset files, relative to the desk file. */
  readonly datasets: readonly string[];
  /** For `manual`: the staff member who looks. */
  readonly owner?: string;
  /**
   * How to reach it: `url` names an environment variable or SSM parameter, never the secret itself.
   * Kind-specific.
   */
  readonly connection: Readonly<Record<string, string>>;
  /**
   * Backups still hold erased data until this long after an erasure (ISO 8601 period); the completion report
   * says so.
   */
  readonly backupsKept: string;
}

/**
 * ISO 8601 durations; waits that protect a person are never hard-coded. The rehearsal's file has seconds
 * here.
 */
export interface Waits {
  /** A mailed link works this long (requests never expire). */
  readonly linkLife: string;
  /** An unanswered verification is reminded after this long. */
  readonly remindRequesterAfter: string;
  /** Staff hear of a request that nobody verified after this long. */
  readonly tellStaffUnverifiedAfter: string;
  /** The person has this long to name other identifiers before "nothing found". */
  readonly identifiersWithin: string;
  /**
   * Between the approval of somebody on whose word the request rests and the moment when it counts, where
   * nobody else may decide.
   */
  readonly ownApproval: string;
  /** Between the approval of an erasure and its start. */
  readonly erasureNotice: string;
  /** Between the approval of a correction of a name, an address, a number or a bank account and its start. */
  readonly correctionNotice: string;
  /** Between an erasure and the second reading of the stores. */
  readonly secondCheckAfter: string;
  /**
   * Further readings, when the request is long closed: what comes back later than a day after the erasure is
   * seen too.
   */
  readonly laterReadings: readonly string[];
  /** A store that is down is tried again this often. */
  readonly retryStoreEvery: string;
  /** A store still down this long before the latest date: the person gets what is done. */
  readonly giveUpStoreBefore: string;
  /** A package can be downloaded this long; the link can be renewed. */
  readonly packageKept: string;
  /** A typed code works this long. */
  readonly codeLife: string;
  /** A written "we could not verify you" goes out this long before the latest date. */
  readonly unverifiedNoticeBefore: string;
}
