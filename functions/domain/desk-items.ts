/** Tokens, codes, waits, tasks: small things that may be lost or repeated without harm to the request. */
export interface DeskItems {
  /**
   * A repetition changes nothing: tries that were counted stay counted. `forgetAt`: instant from which it may
   * be gone, at its end or later.
   */
  saveToken(token: TokenItem, forgetAt: string): Promise<void>;
  findToken(hash: string): Promise<TokenItem | undefined>;
  /** Counts an attempt before anything is compared; false once `limit` are used up. */
  countAttempt(hash: string, limit: number): Promise<boolean>;
  /**
   * Takes one counted attempt back and no other: the one of a right code, since one link serves several acts.
   */
  giveBackAttempt(hash: string): Promise<void>;
  saveWait(requestId: string, wait: string, taskToken: string): Promise<void>;
  waits(requestId: string): Promise<readonly { wait: string; taskToken: string }[]>;
  dropWait(requestId: string, wait: string, taskToken: string): Promise<void>;
  /**
   * Counts one under `key`; false once `limit` are used up. `expiresAt`: instant from which the count may be
   * forgotten.
   */
  takeQuota(key: string, limit: number, expiresAt: string): Promise<boolean>;
  /**
   * A place for `taker` among at most `limit`; asking again for the same taker uses up nothing more. False
   * when all places are taken by others.
   */
  takePlace(key: string, taker: string, limit: number, expiresAt: string): Promise<boolean>;
  /**
   * Lets one of several writers at once do something that must not happen twice; free again at `until`
   * (instants, within a day), should that writer be lost. One that ends later holds nobody.
   */
  takeLease(key: string, now: string, until: string): Promise<boolean>;
  /** @param until - what it was taken with: a lease that another took meanwhile stays */
  dropLease(key: string, until: string): Promise<void>;
  /** A session after a typed code: opaque id to its facts. */
  saveSession(session: SessionItem): Promise<void>;
  findSession(hash: string): Promise<SessionItem | undefined>;
  /**
   * Changes a session while it is open, and nothing else in it; false when it ended or was ended meanwhile:
   * whoever read it before opens it no more.
   */
  changeSession(hash: string, now: string, change: SessionChange): Promise<boolean>;
  /** Ends a session whatever is written at the same moment, and for good. */
  endSession(hash: string): Promise<void>;
  /** Remembers the last TOTP step used, so that a code works once; false when this step was used already. */
  useTotpStep(staffId: string, step: number): Promise<boolean>;
  /**
   * Keeps an authenticator where there is none, or in the place of `instead`; false when something else is
   * there by now.
   */
  saveTotp(staffId: string, totp: TotpItem, instead?: TotpItem): Promise<boolean>;
  findTotp(staffId: string): Promise<TotpItem | undefined>;
  /** For a lost phone. With `only`: false, and nothing is dropped, when something else is there by now. */
  dropTotp(staffId: string, only?: TotpItem): Promise<boolean>;
  /**
   * Counts a try; says how many there were with it, or nothing once `limit` are used up. Without `expiresAt`
   * they count until they are forgotten.
   */
  countTry(key: string, limit: number, expiresAt?: string): Promise<number | undefined>;
  /** Takes so many tries back, if that many were counted. */
  giveBackTries(key: string, tries: number): Promise<void>;
  forgetTries(key: string): Promise<void>;
  /** Remembers that a request holds an identifier, known by its keyed hash only. Repeating is harmless. */
  savePerson(person: KnownPerson, expiresAt: string): Promise<void>;
  /** Every request that holds it, in no particular order, read consistently. */
  findPerson(hash: string): Promise<readonly KnownPerson[]>;
  /**
   * Keeps what a person typed to prove who they are, sealed, until it was compared: at the longest until
   * `forgetAt` (instant).
   */
  saveTyped(requestId: string, offer: string, sealed: string, forgetAt: string): Promise<void>;
  findTyped(requestId: string, offer: string): Promise<string | undefined>;
  /** Repeating is harmless. */
  dropTyped(requestId: string, offer: string): Promise<void>;
  /** How far a sweep has come. */
  saveCursor(name: string, value: string): Promise<void>;
  findCursor(name: string): Promise<string | undefined>;
}

/** The authenticator of a member of staff. */
export interface TotpItem {
  /** The app's secret, under the desk's key. */
  readonly sealed: string;
  /** Absent in items from before there was a wait: confirmed. */
  readonly state?: 'pending' | 'confirmed';
  /** Instant at which it was set up. */
  readonly since?: string;
  readonly by?: 'command' | 'page';
  /**
   * The member of staff who confirmed it with their own; absent when the command line or the end of the wait
   * did.
   */
  readonly confirmedBy?: string;
  /** Keyed hashes of the recovery codes that are not used yet. */
  readonly recovery?: readonly string[];
  /** Too many wrong codes were typed; whoever runs the desk, or a recovery code, takes it back. */
  readonly locked?: true;
  /** Raised by each change of the same authenticator. */
  readonly version?: number;
}

export interface TokenItem {
  readonly hash: string;
  readonly purpose: string;
  readonly requestId: string;
  readonly issue: number;
  readonly expiresAt: string;
  readonly codeHash?: string;
  readonly staffId?: string;
  /** A task, store or recipient this link is about. */
  readonly subjectId?: string;
  /**
   * Of the mailbox it went to, keyed by the link itself; absent where that is not the desk file's, and in
   * links from before it was kept.
   */
  readonly mailboxHash?: string;
  readonly attempts?: number;
}

export interface KnownPerson {
  readonly hash: string;
  readonly requestId: string;
  /** Where the identifier stands in the request. */
  readonly place: string;
  /** Instant. */
  readonly at: string;
}

export interface SessionItem {
  readonly hash: string;
  readonly tokenHash: string;
  readonly requestId: string;
  readonly purpose: string;
  readonly expiresAt: string;
  /** When it was opened, an instant; absent in sessions written before it was kept. */
  readonly startedAt?: string;
  readonly csrf: string;
  readonly staffId?: string;
  readonly subjectId?: string;
  readonly factor: 'mail-code' | 'totp' | 'link';
  /** Hash of the sign-in that it was opened from, with which it ends. */
  readonly openedFrom?: string;
  /** Of the mailbox whose code opened it, keyed by the cookie; absent as in links. */
  readonly mailboxHash?: string;
}

export type SessionChange = Partial<Pick<SessionItem, 'expiresAt' | 'startedAt' | 'factor'>>;
