import type { IdentityKind } from '../domain/data-map';
import type { MissingBecause } from '../domain/missing-because';
import type { CompletionInput, RecipientCompletion, StoreCompletion } from './completion-input';

/**
 * The completion report of an erasure for machines: what was done in which store, what remains and why, and
 * what the report does not cover.
 * Dates are plain dates, times are instants; identifiers are masked, so it may be filed.
 */
export interface CompletionReport {
  readonly format: 'rightsdesk-completion-report';
  readonly version: 1;
  readonly reference: string;
  readonly controller: string;
  readonly law: string;
  readonly receivedOn: string;
  readonly reportedOn: string;
  readonly searchedBy: readonly { readonly kind: IdentityKind; readonly masked: string }[];
  /**
   * True only if every automatic store was read again after its erasure and only retained or shared records
   * were found, every manual store was confirmed by a person, every place could be read, and every record was
   * decided on. Backups, recipients and places outside the map are never covered: see `notCovered`.
   */
  readonly complete: boolean;
  /** One for each thing that keeps the report from being complete. */
  readonly missing: readonly MissingItem[];
  readonly totals: CompletionTotals;
  readonly stores: readonly StoreCompletion[];
  readonly notCovered: {
    readonly backups: readonly { readonly storeId: string; readonly title: string; readonly until: string }[];
    readonly recipients: readonly RecipientCompletion[];
    readonly outsideMap: readonly string[];
    /** Stores whose erasure rests on a person's word. */
    readonly byPerson: readonly string[];
  };
  readonly deskKeeps?: CompletionInput['deskKeeps'];
  /** What is to be said of the person's other requests, in sentences. Absent: nothing. */
  readonly otherRequests?: readonly string[];
}

export interface MissingItem {
  readonly storeId: string;
  readonly title: string;
  readonly reason:
    | 'unreached'
    | 'refused'
    | 'not-read-again'
    | 'records-remain'
    | 'kept-record-gone'
    | 'not-answered'
    | 'not-confirmed'
    | 'not-carried-out'
    | 'undecided'
    | 'contested'
    | 'said-erased'
    | 'said-not-yours'
    | 'not-checked'
    | 'gone-before'
    | 'held-by-storage'
    | 'not-known'
    | 'may-still-go'
    | 'not-done'
    | 'unread';
  /** Why a store did not do it; for `unreached` and `refused`. */
  readonly because?: MissingBecause;
  /** Records or places. */
  readonly count?: number;
  /** For `not-confirmed`: when others were asked, and by when they confirm it (plain dates). */
  readonly askedOn?: string;
  readonly confirmBy?: string;
  /**
   * It is listed, but nothing is open: a person looked and says that nothing of the person is left there, or
   * nothing was there when the desk came.
   */
  readonly settled?: true;
}

/** Counts of records over all automatic stores. */
export interface CompletionTotals {
  readonly erased: number;
  readonly anonymised: number;
  readonly alreadyAbsent: number;
  readonly keptShared: number;
  /** By a law or by the storage. */
  readonly retained: number;
  /** Of these, the ones that only the storage keeps, and no law. */
  readonly heldByStorage: number;
  /** Records that stay until a person decides on them. */
  readonly undecided: number;
  readonly contested: number;
  /** Found by the second readings, for whatever reason. */
  readonly remaining: number;
  /** Of these, the ones that should be gone. */
  readonly unexplained: number;
}
