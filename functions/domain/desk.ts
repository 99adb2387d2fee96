import type { AccountLogin } from './account-login';
import type { StoreKind } from './data-map';
import type { RuleOverride } from './deadlines/override-rule';
import type { OptOutSignals } from './opt-out-signals';

/**
 * The desk's settings: `rightsdesk.yaml` after validation. They are bundled with every Lambda as JSON, so
 * they hold no secret: credentials are named by reference (an SSM parameter or, on a laptop, an environment
 * variable).
 */
export interface Desk {
  readonly controller: {
    readonly legalName: string;
    readonly address: string;
    readonly contactEmail: string;
    readonly phone?: string;
    readonly website?: string;
    /** The public page that says how data is used. */
    readonly privacyPolicy?: string;
    readonly dataProtectionOfficer?: { readonly name: string; readonly email: string };
    /** The competent authority, where the requester may complain. */
    readonly authority: { readonly name: string; readonly url: string; readonly address?: string };
    /**
     * Representatives in places whose law applies to the desk although it has no establishment there (Art. 27
     * GDPR and UK GDPR).
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
  /** Address to which overdue alarms also go. */
  readonly escalateTo: string;
  readonly sender: { readonly address: string; readonly name: string };
  /** Public origin of the pages; the only origin that is ever put into a link. */
  readonly baseUrl: string;
  readonly stores: readonly DeskStore[];
  readonly waits: Waits;
  readonly mails?: {
    /** Total mails per day to unproven addresses; further ones wait. Default 200. */
    readonly unprovenADay: number;
  };
  /** Absent: no opt-out signals are accepted. */
  readonly optOutSignals?: OptOutSignals;
  /** Absent: no proof by a log-in at the shop. */
  readonly accountLogin?: AccountLogin;
  readonly approvals: {
    /** How many people must approve an erasure. Default 1. */
    readonly erasure: number;
  };
  /** How long the desk's own record of a request is kept after it closed (ISO 8601 period). */
  readonly recordsKept: string;
  readonly metricsNamespace: string;
}

export interface Representative {
  /** The law under which it represents, e.g. `uk-gdpr`. */
  readonly law: string;
  readonly name: string;
  readonly address: string;
  readonly email: string;
}

export interface JointController {
  readonly name: string;
  /** What they decide on together, and who does what, as the requester is informed (Art. 26(2) GDPR). */
  readonly arrangement: string;
  readonly contact: string;
}

export interface DeskLaw {
  readonly regime: string;
  readonly applies: 'binds' | 'voluntary' | 'no';
  readonly because: string;
  /** The settings say that the desk has an establishment in the place of this law. */
  readonly established?: true;
  /** The desk's own values for periods that are not confirmed. */
  readonly overrides?: readonly RuleOverride[];
}

export interface StaffMember {
  /** Stable, and not a name, because the register holds it. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly may: readonly ('decide' | 'enter' | 'answer-tasks')[];
  /** Earlier ids of the same person, under which the register has entries. */
  readonly formerIds?: readonly string[];
}

export interface DeskStore {
  readonly id: string;
  readonly title: string;
  readonly kind: StoreKind;
  /** fideslang dataset files, relative to the desk file. */
  readonly datasets: readonly string[];
  /** For `manual`: the member of staff who looks. */
  readonly owner?: string;
  /**
   * How to reach it: `url` names an environment variable or SSM parameter, never the secret itself. By kind
   * of store.
   */
  readonly connection: Readonly<Record<string, string>>;
  /** For `http`: what the file of the vendor says, checked; only that connector reads it. */
  readonly vendor?: unknown;
  /** How long backups still hold erased data (ISO 8601 period); the completion report says so. */
  readonly backupsKept: string;
}

/**
 * ISO 8601 durations. Waits that protect a person are never hard-coded; the rehearsal sets them to seconds.
 */
export interface Waits {
  /** How long a mailed link works (requests never expire). */
  readonly linkLife: string;
  /** After this time an unanswered verification is reminded of. */
  readonly remindRequesterAfter: string;
  /** After this time staff are notified of a request that is not verified. */
  readonly tellStaffUnverifiedAfter: string;
  /** How long the requester has to name other identifiers before "nothing found". */
  readonly identifiersWithin: string;
  /**
   * Between the approval by a member of staff on whose word the request rests, where nobody else may decide,
   * and the moment when it counts.
   */
  readonly ownApproval: string;
  /** Between the approval of an erasure and its start. */
  readonly erasureNotice: string;
  /** Between the approval of a correction of a name, an address, a number or a bank account and its start. */
  readonly correctionNotice: string;
  /** Between an erasure and the second reading of the stores. */
  readonly secondCheckAfter: string;
  /**
   * Further readings long after the request is closed, which find what comes back later than a day after the
   * erasure.
   */
  readonly laterReadings: readonly string[];
  /** How often a store that is down is tried again. */
  readonly retryStoreEvery: string;
  /**
   * How long before the latest date a store that is still down is given up, so that the requester gets what
   * is done.
   */
  readonly giveUpStoreBefore: string;
  /** How long a package can be downloaded; the link can be renewed. */
  readonly packageKept: string;
  /** How long a typed code works. */
  readonly codeLife: string;
  /** How long before the latest date "we could not verify you" is mailed. */
  readonly unverifiedNoticeBefore: string;
}
