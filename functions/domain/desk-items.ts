/** Tokens, codes, waits and tasks: items that may be lost or repeated without harm to the request. */
export interface DeskItems {
  /**
   * A repetition changes nothing: attempts that were counted stay counted. `forgetAt`: instant from which it
   * may be deleted. False when there is one already.
   */
  saveToken(token: TokenItem, forgetAt: string): Promise<boolean>;
  findToken(hash: string): Promise<TokenItem | undefined>;
  /**
   * The link, if this is its code and fewer than `limit` wrong ones were counted. A right code is not
   * counted, since one link serves several acts. Call {@link countAttempt} before telling anybody that a code
   * is wrong.
   */
  passCode(hash: string, codeHash: string, limit: number): Promise<TokenItem | undefined>;
  /** Counts a wrong code before anybody learns that it is wrong; false once `limit` are used up. */
  countAttempt(hash: string, limit: number): Promise<boolean>;
  saveWait(requestId: string, wait: string, taskToken: string): Promise<void>;
  waits(requestId: string): Promise<readonly { wait: string; taskToken: string }[]>;
  dropWait(requestId: string, wait: string, taskToken: string): Promise<void>;
  /**
   * Counts one under `key`; false once `limit` are used up. `expiresAt`: instant from which the count may be
   * forgotten.
   */
  takeQuota(key: string, limit: number, expiresAt: string): Promise<boolean>;
  /**
   * Takes one of `limit` places for `taker`; asking again for the same taker uses no other. False when others
   * hold all places.
   */
  takePlace(key: string, taker: string, limit: number, expiresAt: string): Promise<boolean>;
  /**
   * Lets one of several concurrent writers do something that must not happen twice. It ends at `until`
   * (instants, within a day), in case that writer is lost; after that it blocks nobody. Undefined while
   * another has it.
   */
  takeLease(key: string, now: string, until: string): Promise<Lease | undefined>;
  /**
   * Ends a lease before its time.
   *
   * @param until - what it was taken with: a lease that somebody else took in the meantime stays
   */
  dropLease(key: string, until: string): Promise<void>;
  /** A session after a typed code: an opaque id with its facts. */
  saveSession(session: SessionItem): Promise<void>;
  findSession(hash: string): Promise<SessionItem | undefined>;
  /**
   * Changes only these parts of an open session; false when it has ended, so that a reader with an old copy
   * cannot open it again.
   */
  changeSession(hash: string, now: string, change: SessionChange): Promise<boolean>;
  /** Ends a session for good, whatever is written to it at the same moment. */
  endSession(hash: string): Promise<void>;
  /** Stores the last TOTP step used, so that a code works once; false when this step was used already. */
  useTotpStep(staffId: string, step: number): Promise<boolean>;
  /**
   * Stores an authenticator where there is none, or replaces `instead`; false when there is another one by
   * now.
   */
  saveTotp(staffId: string, totp: TotpItem, instead?: TotpItem): Promise<boolean>;
  findTotp(staffId: string): Promise<TotpItem | undefined>;
  /** For a lost phone. With `only`: false, and nothing is deleted, when there is another one by now. */
  dropTotp(staffId: string, only?: TotpItem): Promise<boolean>;
  /**
   * Counts a try and returns how many there are with it, or undefined once `limit` are used up. Without
   * `expiresAt` they count until they are forgotten.
   *
   * @param tries - 0 for a right code, which is no try: only asks whether `limit` are used up
   */
  countTry(key: string, limit: number, expiresAt?: string, tries?: 0 | 1): Promise<number | undefined>;
  /** Takes this many tries back, if so many were counted. */
  giveBackTries(key: string, tries: number): Promise<void>;
  forgetTries(key: string): Promise<void>;
  /** Records that a request holds an identifier, known only by its keyed hash. Repeating is harmless. */
  savePerson(person: KnownPerson, expiresAt: string): Promise<void>;
  /** Every request that holds the identifier, in no particular order, read consistently. */
  findPerson(hash: string): Promise<readonly KnownPerson[]>;
  /**
   * Stores, sealed, what a person typed to prove who they are, until it was compared, and until `forgetAt`
   * (instant) at the latest.
   */
  saveTyped(requestId: string, offer: string, sealed: string, forgetAt: string): Promise<void>;
  findTyped(requestId: string, offer: string): Promise<string | undefined>;
  /** Repeating is harmless. */
  dropTyped(requestId: string, offer: string): Promise<void>;
  /** How far a sweep has got. */
  saveCursor(name: string, value: string): Promise<void>;
  findCursor(name: string): Promise<string | undefined>;
}

/**
 * A lease that was taken. `first`: nobody has had it within a day before, so nobody has begun what it is
 * for, and whatever was read of it before still stands. `after-another`: somebody has had it, and may have
 * done it.
 */
export type Lease = 'first' | 'after-another';

/** The authenticator of a member of staff. */
export interface TotpItem {
  /** The app's secret, encrypted under the desk's key. */
  readonly sealed: string;
  /** Absent in items from before there was a wait, which count as confirmed. */
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
  /** Too many wrong codes were typed; the operator or a recovery code unlocks it. */
  readonly locked?: true;
  /** Incremented by each change of the same authenticator. */
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
  /** The task, store or recipient that this link is about. */
  readonly subjectId?: string;
  /**
   * Hash of the mailbox it went to, keyed by the link itself; absent where that mailbox is not from the desk
   * file, and in links from before it was kept.
   */
  readonly mailboxHash?: string;
  /** The nickname of the request, in links to staff; absent in links from before it was kept. */
  readonly nickname?: string;
  readonly attempts?: number;
}

export interface KnownPerson {
  readonly hash: string;
  readonly requestId: string;
  /** The place of the identifier in the request. */
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
  /** Instant at which it was opened; absent in sessions from before it was kept. */
  readonly startedAt?: string;
  readonly csrf: string;
  readonly staffId?: string;
  readonly subjectId?: string;
  readonly factor: 'mail-code' | 'totp' | 'link';
  /** Hash of the sign-in from which it was opened, and with which it ends. */
  readonly openedFrom?: string;
  /** Hash of the mailbox whose code opened it, keyed by the cookie; absent as in links. */
  readonly mailboxHash?: string;
  /** Instant at which the link ends that it was opened from; absent in sessions from before it was kept. */
  readonly linkEndsAt?: string;
}

export type SessionChange = Partial<Pick<SessionItem, 'expiresAt' | 'startedAt' | 'factor'>>;
