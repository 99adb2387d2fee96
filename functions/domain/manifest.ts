import type { Identities, LocatedRow, RowRef, Search, Unread } from './finding';
import type { StoreExamination } from './store-examination';

/**
 * What was found for one request, frozen: the decision binds to its `hash`, the erasure acts on its rows and
 * nothing else, and the second reading
 * uses its searches. Holds personal data (keys, values): lives only in the vault, encrypted under the
 * request's key.
 */
export interface Manifest {
  readonly version: number;
  readonly right: string;
  /**
   * By what the person was known when it was frozen; absent in manifests from before whose each row is was
   * asked.
   */
  readonly identities?: Identities;
  readonly stores: readonly ManifestStore[];
}

export interface ManifestStore {
  readonly storeId: string;
  /** `unavailable`: searched in vain until it was given up; `manual`: a person looks. */
  readonly state: 'searched' | 'unavailable' | 'manual';
  /** Every question this store was asked, so that it can be asked again. */
  readonly searches: readonly Search[];
  readonly collections: readonly ManifestCollection[];
  /**
   * Places that may hold something and could not be read; absent in manifests from before there was such a
   * list.
   */
  readonly unread?: readonly Unread[];
  /** What the store said it would do by itself, when this was frozen. */
  readonly examination?: StoreExamination;
}

export interface ManifestCollection {
  readonly collection: string;
  readonly rows: readonly ManifestRow[];
  readonly unmapped: readonly string[];
}

export interface ManifestRow extends RowRef {
  readonly facts: LocatedRow['facts'];
  /** Absent in manifests from before stores told it, and where every form is the text itself. */
  readonly forms?: NonNullable<LocatedRow['forms']>;
  readonly treatment: RowTreatment;
  /** Somebody looked at the row after it had changed, and said that it still is the person's. */
  readonly vouched?: true;
}

export type RowTreatment =
  | { readonly action: 'erase' }
  | { readonly action: 'anonymise' }
  | {
      readonly action: 'retain';
      readonly ground: string;
      readonly article: string /** Plain date, the last day it is kept. */;
      readonly until: string;
      /** What becomes of it after that day; absent: it is erased. */
      readonly atEnd?: 'anonymise';
    }
  /** Other people's rows point at it too: it stays for them. */
  | { readonly action: 'keep-shared' }
  /**
   * It names another person's own record as well: neither given nor erased before a person decided whose it
   * is.
   */
  | { readonly action: 'contested' }
  /**
   * The map does not say what becomes of it, or the store would do more than was decided: it stays, and is a
   * task for staff.
   */
  | { readonly action: 'undecided'; readonly reason: string };

/**
 * What staff take out of an answer: a record, or a field of a collection, each with a ground of the law that
 * governs the request.
 */
export interface Withholding {
  readonly storeId: string;
  readonly collection: string;
  /** Absent: the field is withheld in every record of the collection. */
  readonly key?: Readonly<Record<string, string>>;
  /** Absent: the whole record is withheld. */
  readonly field?: string;
  /** Words for the person; the record's content is never in them. */
  readonly ground: string;
  readonly article: string;
}
