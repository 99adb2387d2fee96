import type { CheckLane } from './check-lane';
import type { Clock } from './clock';
import type { DataSubjectRequest } from './data-subject-request';
import type { LoggedEvent, NewEvent } from './events';

export type { Clock };

/**
 * The append-only register. A request is its log; every append is one conditional put that carries a
 * `commandId`, so that a retry after a lost answer
 * finds its own event and changes nothing.
 */
export interface RequestRegister {
  /** The folded request, read consistently. Throws `UnknownRequestError`. */
  load(requestId: string): Promise<DataSubjectRequest>;
  find(requestId: string): Promise<DataSubjectRequest | undefined>;
  /**
   * Appends what `decide` answers, asking it again with the newer log each time another writer came first,
   * until it succeeds. `undefined` means there
   * is nothing (more) to do. When the log already holds `commandId`, nothing is asked and nothing is written.
   * Throws `NotAllowedError` when the table of moves or a guard forbids the event, and whatever `decide`
   * throws.
   */
  append(requestId: string, commandId: string, decide: Decide): Promise<DataSubjectRequest>;
  /** The first event of a new request; a repetition with the same id changes nothing. */
  open(requestId: string, commandId: string, event: NewEvent): Promise<DataSubjectRequest>;
  /**
   * Ends the stub of a request, for good: from then on it is unknown, and the table drops its entries some
   * days later. Repeating is harmless, also after a crash half-way.
   */
  forget(requestId: string): Promise<void>;
  /**
   * Requests whose next check is due at `until` (instant) or was at any time before. Costs what is due, not
   * what is open.
   */
  due(until: string): AsyncIterable<DueRequest>;
  /** Makes the index exact again after a check; `seen` is what `due` gave. */
  settle(due: DueRequest): Promise<void>;
  /** A share (`part` of `parts`) of all request ids, open or closed: the rolling scan behind the index. */
  slice(part: number, parts: number): AsyncIterable<string>;
  /** Every request, in no particular order; for lists and metrics. */
  summaries(): AsyncIterable<RequestSummary>;
}

export type Decide = (request: DataSubjectRequest) => NewEvent | undefined;

export interface DueRequest {
  readonly requestId: string;
  readonly nextCheckAt: string;
  /** Which write announced this check; the index is made exact only if no newer one came. */
  readonly announcedSeq: number;
  /** Absent where it is not known: then taken for what a date of the law hangs on. */
  readonly lane?: CheckLane;
}

export interface RequestSummary {
  readonly requestId: string;
  readonly status: string;
  readonly outcome?: string;
  readonly right: string;
  readonly receivedAt: string;
  readonly nextCheckAt?: string;
  /** The last lawful day (plain date); absent where the entry is from before the index had it. */
  readonly dueOn?: string;
}

/** Where the public form puts what it received, sealed; the only place it may write to. */
export interface Inbox {
  /** False when an item with this id waits already: the first stays as it is. */
  put(item: InboxItem): Promise<boolean>;
  find(requestId: string): Promise<InboxItem | undefined>;
  remove(requestId: string): Promise<void>;
  /**
   * Notes on an item that it was tried in vain, or that its clock runs; its contents stay. Does nothing when
   * it is gone.
   */
  setAside(requestId: string, note: Pick<InboxItem, 'triedOn' | 'registered'>): Promise<void>;
  /** What nobody has picked up, or nobody could read: the watch looks after it. */
  waiting(): AsyncIterable<InboxItem>;
}

export interface InboxItem {
  readonly requestId: string;
  readonly receivedAt: string;
  /** The data key of this item alone, wrapped; intake can make it and not open it. */
  readonly wrappedKey: string;
  readonly sealed: string;
  /** What the key was made for. Absent in items from before they had keys of their own. */
  readonly purpose?: 'inbox';
  /** Day (plain date in UTC) on which it could not be opened; it is tried again on another. */
  readonly triedOn?: string;
  /** The register has it as a request that waits to be read. */
  readonly registered?: boolean;
}

/** Encrypts under the request's own data key. Destroying that key makes all of it unreadable. */
export interface Vault {
  /**
   * Makes the key of a new request, unless it has one or had one that was destroyed; repeating is harmless.
   * Throws `RangeError` for what is no request.
   */
  adopt(requestId: string): Promise<void>;
  /**
   * What the form sealed, opened with the item's own key. Throws `UnreadableItemError` when no further try
   * will open it, and what KMS says of a fault.
   */
  open(item: InboxItem): Promise<unknown>;
  seal(requestId: string, content: unknown): Promise<string>;
  /** Throws `ShreddedError` when the key is gone, and `DeskKeyMissingError` when it is that of the desk. */
  unseal(requestId: string, sealed: string): Promise<unknown>;
  /** A key derived from the request's key for one purpose (HKDF), 32 bytes; the same each time. */
  derive(requestId: string, purpose: string): Promise<Buffer>;
  /** Destroys the key: unreadable now, unrecoverable when the recovery window has passed. */
  shred(requestId: string): Promise<void>;
}

/** Sealed objects too large for a log entry: findings, manifests, snapshots. Names carry ids only. */
export interface SealedObjects {
  put(requestId: string, name: string, content: unknown): Promise<string>;
  get(requestId: string, name: string): Promise<unknown>;
  /** Where a store's own function writes a snapshot, with a key for that object alone. */
  target(requestId: string, name: string): Promise<SnapshotTarget>;
  /** Lines of JSON that a store's function wrote there. */
  lines(requestId: string, name: string): AsyncIterable<unknown>;
  putBytes(requestId: string, name: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  bytes(requestId: string, name: string): AsyncIterable<Uint8Array>;
}

export interface SnapshotTarget {
  readonly bucket: string;
  readonly key: string;
  /** base64; derived for this object alone, so that a store's function can open nothing else. */
  readonly dataKey: string;
}

/** Packages for download, encrypted at rest by the bucket's key; kept for a stated time. */
export interface Packages {
  write(object: string): { readonly stream: NodeJS.WritableStream; readonly done: Promise<void> };
  /** A plain link that works this many seconds. */
  link(object: string, fileName: string, seconds: number): Promise<string>;
  remove(object: string): Promise<void>;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Ties what becomes of the mail to its request: ids and keys only, of letters, digits, `_` and `-`. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Mailbox {
  /**
   * Resolves when the provider has accepted the mail. Throws `TryAgainError`, and `MailRefusal` where the
   * same mail would be refused again.
   */
  send(mail: Mail): Promise<void>;
}

/** The driver: may be lost at any time, and is started again from the register. */
export interface Workflow {
  start(machine: string, name: string, input: Readonly<Record<string, string>>): Promise<void>;
  state(machine: string, name: string): Promise<'running' | 'ended' | 'unknown'>;
  /** False when the token is dead. */
  succeed(taskToken: string, output: unknown): Promise<boolean>;
}

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

/**
 * Keyed hashes of erased identifiers and rows, to erase again what a restore or a late import brings back,
 * and nothing else.
 */
export interface Tombstones {
  /**
   * Written before the first row goes. Repeating is harmless. `until`: instant from which they are none any
   * more.
   */
  put(requestId: string, entries: readonly Tombstone[], dates: TombstoneDates): Promise<void>;
  /** @param now - instant; one whose time is over is not found */
  find(entry: Omit<Tombstone, 'print'>, now: string): Promise<FoundTombstone | undefined>;
}

export interface TombstoneDates {
  readonly at: string;
  readonly until: string;
}

/**
 * Of an identifier: "rows with this value were erased". Of a row: `field` is empty, `value` its key as one
 * text, and `print` a keyed hash of its content.
 */
export interface Tombstone {
  readonly storeId: string;
  readonly collection: string;
  readonly field: string;
  readonly value: string;
  readonly print?: string;
}

export interface FoundTombstone {
  readonly requestId: string;
  readonly erasedAt: string;
  readonly print?: string;
}

/**
 * Invokes a store's own function. Throws `StoreUnavailableError` and the connectors' other errors by name.
 */
export interface Stores {
  call<T>(storeId: string, request: unknown): Promise<T>;
}

/** The entries appended in one hour, for the anchor that fixes them. */
export interface AppendedReader {
  /** `hour` as `2026-03-05T10`, in UTC. In no particular order. */
  appendedIn(hour: string): AsyncIterable<AppendedEntry>;
}

export interface AppendedEntry {
  readonly requestId: string;
  readonly seq: number;
  readonly hash: string;
  /** Its type, as far as this code knows it. Absent where it was not noted beside the hash. */
  readonly type?: string;
}

/** Anchors, written once and locked: what an hour of the register looked like. */
export interface EvidenceStore extends SettledLosses {
  /** False when this hour has an anchor already; the first stands. Never makes a second version. */
  put(hour: string, anchor: unknown): Promise<boolean>;
  /**
   * What lies in the bucket, oldest hour first, whatever any table says. `after`: only later hours
   * (`2026-03-05T10`).
   */
  list(after?: string): AsyncIterable<StoredAnchor>;
  /** What was written first under this hour; nothing when that cannot be read as JSON. */
  read(stored: Pick<StoredAnchor, 'hour' | 'versionId'>): Promise<unknown | undefined>;
  /**
   * By how many milliseconds the storage's clock was ahead of this machine's at its last answer; 0 within
   * five minutes.
   */
  skewMs(): number;
}

/**
 * What somebody said in the locked bucket about entries that are lost: whoever can only write the register
 * cannot say it.
 */
export interface SettledLosses {
  /** Keeps it. The same hashes of a request are kept once; the first stands. */
  confirm(loss: SettledLoss): Promise<void>;
  /** All that was ever said. `at` is the storage's own. */
  confirmed(): AsyncIterable<SettledLoss>;
}

export interface SettledLoss {
  readonly requestId: string;
  /** Of the entries that were lost. */
  readonly hashes: readonly string[];
  readonly way: 'go-on' | 'by-person';
  readonly staffId: string;
  /** Instant. */
  readonly at: string;
}

/** An object of the evidence bucket with all that was ever written under its name. */
export interface StoredAnchor {
  readonly hour: string;
  /** When the storage took the oldest version, by its own clock. Instant. */
  readonly at: string;
  /** Names the oldest version. */
  readonly versionId: string;
  /** More than one: somebody wrote over it. */
  readonly versions: number;
  /** Somebody deleted it; what was written before still lies there. */
  readonly isHidden: boolean;
}

export interface AuditReader {
  history(requestId: string): Promise<readonly LoggedEvent[]>;
  /**
   * Every request of which anything lies in the register, once, found by the entries themselves and not by
   * any index.
   */
  requestIds(): AsyncIterable<string>;
}
