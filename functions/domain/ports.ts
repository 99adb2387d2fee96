import type { CheckLane } from './check-lane';
import type { DataSubjectRequest } from './data-subject-request';
import type { Outcome } from './event-facts';
import type { NewEvent } from './events';
import type { RequestList } from './request-list';
import type { Status } from './request-status';
import type { Right } from './rights';

/**
 * The append-only register. A request is its log; every append is one conditional put that carries a
 * `commandId`, so that a retry after a lost response finds its own event and changes nothing.
 */
export interface RequestRegister {
  /**
   * The folded request, read consistently. A call of a function reads it once: what it reads again within
   * seconds is what it has read or written itself. Throws `UnknownRequestError`.
   */
  load(requestId: string): Promise<DataSubjectRequest>;
  /**
   * As {@link load}, read again now. For whoever must see what others wrote since: after a lease was taken,
   * after something was left for others to find, and while waiting for others.
   */
  reload(requestId: string): Promise<DataSubjectRequest>;
  /**
   * As {@link load}, but also accepts what this call read before its last write. Only where a lease or an
   * append checks the newest log before anything happens.
   */
  recall(requestId: string): Promise<DataSubjectRequest>;
  find(requestId: string): Promise<DataSubjectRequest | undefined>;
  /**
   * Appends the event that `decide` returns, calling it again with the newer log each time another writer
   * came first, until it succeeds. `undefined` means that there is nothing (more) to do. When the log already
   * holds `commandId`, nothing is asked and nothing is written. Throws `NotAllowedError` when the table of
   * moves or a guard forbids the event, and whatever `decide` throws.
   */
  append(requestId: string, commandId: string, decide: Decide): Promise<DataSubjectRequest>;
  /** The first event of a new request; a repetition with the same id changes nothing. */
  open(requestId: string, commandId: string, event: NewEvent): Promise<DataSubjectRequest>;
  /**
   * Ends the stub of a request for good: from then on it is unknown, and the table drops its entries some
   * days later. Repeating is harmless, also after a crash half-way.
   */
  forget(requestId: string): Promise<void>;
  /**
   * Requests whose next check is due at `until` (instant) or was due earlier. The cost depends on what is
   * due, not on what is open.
   */
  due(until: string): AsyncIterable<DueRequest>;
  /** Corrects the index after a check; `due` is what {@link due} returned. */
  settle(due: DueRequest): Promise<void>;
  /** One share (`part` of `parts`) of all request ids, open or closed: the rolling scan behind the index. */
  slice(part: number, parts: number): AsyncIterable<string>;
  /** Every request, in no particular order. The cost grows with all requests and entries ever kept. */
  summaries(): AsyncIterable<RequestSummary>;
  /**
   * The requests of one list, newest first. The cost depends on what is listed here, not on what is kept. A
   * change may show a moment later. Requests that an older version wrote are listed once a scan of everything
   * has met them: ask `areListsComplete` before.
   */
  listed(list: RequestList, range?: ListRange): AsyncIterable<ListedRequest>;
}

export interface ListRange {
  /** Instant: only requests that are in the list since then, or later. */
  readonly since?: string;
  /** How many at most. */
  readonly most?: number;
}

export interface ListedRequest
  extends Pick<RequestSummary, 'requestId' | 'outcome' | 'right' | 'receivedAt' | 'dueOn'> {
  /** Instant: of its receipt where it is open, of its end otherwise. */
  readonly since: string;
  /** The zone in which its days are counted; absent where the entry is damaged. */
  readonly zone?: string;
}

export type Decide = (request: DataSubjectRequest) => NewEvent | undefined;

export interface DueRequest {
  readonly requestId: string;
  readonly nextCheckAt: string;
  /** The write that announced this check; the index is corrected only if no newer one came. */
  readonly announcedSeq: number;
  /** Absent where it is not known; it is then treated as `law`. */
  readonly lane?: CheckLane;
}

export interface RequestSummary {
  readonly requestId: string;
  /** Of an open request perhaps an earlier one; whether it is closed is exact. */
  readonly status: Status;
  readonly outcome?: Outcome;
  readonly right: Right;
  readonly receivedAt: string;
  readonly nextCheckAt?: string;
  /** The last lawful day (plain date); absent where the entry is from before the index had it. */
  readonly dueOn?: string;
}

/** Where the public form puts what it received, sealed; the only place to which it may write. */
export interface Inbox {
  /** False when an item with this id waits already; the first stays as it is. */
  put(item: InboxItem): Promise<boolean>;
  find(requestId: string): Promise<InboxItem | undefined>;
  remove(requestId: string): Promise<void>;
  /**
   * Records on an item that it could not be opened, or that its clock runs; its contents stay. Does nothing
   * when it is gone.
   */
  setAside(requestId: string, note: Pick<InboxItem, 'triedOn' | 'registered'>): Promise<void>;
  /** Items that were not picked up or could not be read; the watch looks after them. */
  waiting(): AsyncIterable<InboxItem>;
}

export interface InboxItem {
  readonly requestId: string;
  readonly receivedAt: string;
  /** The wrapped data key of this item alone; intake can make it and cannot open it. */
  readonly wrappedKey: string;
  readonly sealed: string;
  /** The purpose of the key. Absent in items from before they had keys of their own. */
  readonly purpose?: 'inbox';
  /** Plain date in UTC on which it could not be opened; it is tried again on another day. */
  readonly triedOn?: string;
  /** The register has it as a request that waits to be read. */
  readonly registered?: boolean;
}

/** Encrypts under the request's own data key. Destroying that key makes all of it unreadable. */
export interface Vault {
  /**
   * Makes the key of a new request, unless it has one or had one that was destroyed; repeating is harmless.
   * Throws `RangeError` for an id that is not a request's.
   */
  adopt(requestId: string): Promise<void>;
  /**
   * Opens what the form sealed with the item's own key. Throws `UnreadableItemError` when no retry will open
   * it, and KMS's own error for a fault.
   */
  open(item: InboxItem): Promise<unknown>;
  seal(requestId: string, content: unknown): Promise<string>;
  /** Throws `ShreddedError` when the key is gone, and `DeskKeyMissingError` when it is the desk's own. */
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
  /** A presigned link that works for this many seconds. */
  link(object: string, fileName: string, seconds: number): Promise<string>;
  remove(object: string): Promise<void>;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Ties bounces and complaints to the request: ids and keys only, of letters, digits, `_` and `-`. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Mailbox {
  /**
   * Resolves when the provider has accepted the mail. Throws `TryAgainError`, and `MailRefusal` where the
   * same mail would be refused again.
   */
  send(mail: Mail): Promise<void>;
}

/** The executions that drive requests: any may be lost, and is restarted from the register. */
export interface Workflow {
  start(machine: string, name: string, input: Readonly<Record<string, string>>): Promise<void>;
  state(machine: string, name: string): Promise<'running' | 'ended' | 'unknown'>;
  /** False when the token is dead. */
  succeed(taskToken: string, output: unknown): Promise<boolean>;
}

/**
 * Keyed hashes of erased identifiers and rows, used only to erase again what a restore or a late import
 * brings back.
 */
export interface Tombstones {
  /** Written before the first row is erased. Repeating is harmless. `until`: instant at which they expire. */
  put(requestId: string, entries: readonly Tombstone[], dates: TombstoneDates): Promise<void>;
  /**
   * The tombstone of each entry, in their order; `undefined` where there is none.
   *
   * @param now - instant; an expired one is not found
   */
  find(
    entries: readonly Omit<Tombstone, 'print'>[],
    now: string,
  ): Promise<readonly (FoundTombstone | undefined)[]>;
}

export interface TombstoneDates {
  readonly at: string;
  readonly until: string;
}

/**
 * For an identifier: "rows with this value were erased". For a row: `field` is empty, `value` is its key as
 * one text, and `print` a keyed hash of its content.
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
 * Invokes a store's own function and returns what it answered, which may be a fault. Throws
 * `StoreUnavailableError` and the connectors' other errors by name.
 */
export interface Stores {
  call(storeId: string, request: unknown): Promise<unknown>;
}
