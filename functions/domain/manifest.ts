import type { Ending } from './ending';
import type { Identities, LocatedRow, RowRef, Search, UnreadPlace } from './finding';
import type { Rows } from './rows';
import type { StoreExamination } from './store-examination';

/**
 * What was found for one request, frozen: the decision binds to its `hash`, the erasure acts on its rows and
 * nothing else, and the second reading uses its searches. It contains personal data (keys, values) and is
 * kept only in the vault, encrypted under the request's key.
 */
export interface Manifest {
  readonly version: number;
  readonly right: string;
  /**
   * The identities of the data subject when it was frozen; absent in manifests from before it was checked
   * whose each row is.
   */
  readonly identities?: Identities;
  readonly stores: readonly ManifestStore[];
}

export interface ManifestStore {
  readonly storeId: string;
  /** `unavailable`: unreachable until it was given up; `manual`: a person looks. */
  readonly state: 'searched' | 'unavailable' | 'manual';
  /** Every question that this store was asked, so that it can be asked again. */
  readonly searches: readonly Search[];
  readonly collections: readonly ManifestCollection[];
  /** Places that may hold something and could not be read; absent in manifests from before this list. */
  readonly unread?: readonly UnreadPlace[];
  /** What the store said it would do by itself, at the time of freezing. */
  readonly examination?: StoreExamination;
}

export interface ManifestCollection {
  readonly collection: string;
  readonly rows: Rows<ManifestRow>;
  readonly unmapped: readonly string[];
}

export interface ManifestRow extends RowRef {
  readonly facts: LocatedRow['facts'];
  /** Absent in manifests from before stores reported it, and where every form is the text itself. */
  readonly forms?: NonNullable<LocatedRow['forms']>;
  readonly filled?: NonNullable<LocatedRow['filled']>;
  readonly treatment: RowTreatment;
  /** Staff looked at the row after it had changed, and said that it is still the data subject's. */
  readonly vouched?: true;
}

export type RowTreatment =
  /** `ends`: what staff said may end with it. Absent: nothing may. */
  | { readonly action: 'erase'; readonly ends?: readonly Ending[] }
  | { readonly action: 'anonymise' }
  | {
      readonly action: 'retain';
      readonly ground: string;
      readonly article: string /** Plain date, the last day it is kept. */;
      readonly until: string;
      /** The treatment after that day; absent: it is erased. */
      readonly atEnd?: 'anonymise';
    }
  /** Other people's rows refer to it too: it stays for them. */
  | { readonly action: 'keep-shared' }
  /**
   * It names another person's own record as well: neither given nor erased before staff decide whose it is.
   */
  | { readonly action: 'contested' }
  /**
   * The map does not say how to treat it, or the store would do more than was decided: it stays, and is a
   * task for staff.
   */
  | Undecided;

export interface Undecided {
  readonly action: 'undecided';
  readonly reason: string;
  /**
   * It is erased if staff tick that what the rows of this collection would end may end. Absent: a tick does
   * not decide it.
   */
  readonly tick?: string;
  /**
   * What the erasure of this row would end. Absent: it only goes with a row that would end something. Empty:
   * it cannot be told one by one.
   */
  readonly ends?: readonly Ending[];
}

/**
 * What staff withhold from an answer: a record, or a field of a collection, each on a ground of a law that
 * governs the request.
 */
export interface Withholding {
  readonly storeId: string;
  readonly collection: string;
  /** Absent: the field is withheld in every record of the collection. */
  readonly key?: Readonly<Record<string, string>>;
  /** Absent: the whole record is withheld. */
  readonly field?: string;
  /** In words for the requester, never with the record's content. */
  readonly ground: string;
  readonly article: string;
}
