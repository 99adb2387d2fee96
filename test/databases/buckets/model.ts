/**
 * A bucket as the generator knows it: collections, objects with their versions, whose each line and each file
 * is by construction.
 */
export interface Resident {
  readonly n: number;
  readonly name: string;
  /** As typed by the person: lower case. */
  readonly email: string;
  /** As the shop spells it. */
  readonly spelled: string;
  readonly number: string;
  readonly tenant: string;
}

export const asker = 0;

export type Treatment = 'erase' | 'anonymise' | 'retain' | 'undecided';

/** One collection of the map. */
export interface Shelf {
  readonly name: string;
  readonly format: 'objects' | 'jsonl';
  readonly prefix: string;
  readonly by: 'email' | 'customer_number';
  readonly treatment: Treatment;
  readonly ownRecord?: true;
  readonly recordId?: string;
  readonly oldVersions?: 'erase' | 'keep';
  /**
   * A second identity in each line: nothing is said of whose it is, or the map says that it is always
   * somebody else's.
   */
  readonly second?: 'unmarked' | 'third-party';
  /** Folders of a second identifier above the person's, which the own record holds as well. */
  readonly tenants?: true;
  /** What is written into a blanked address. */
  readonly blank?: null | { readonly random: 'email' };
}

/** A line of an object, or a piece of one that is no record. */
export interface Line {
  readonly bytes: Buffer;
  /** Whose it is; absent: nobody's, or it cannot be read. */
  readonly owner?: number;
  /** Somebody else who is named in it as well. */
  readonly other?: number;
  /** Stands in the record; the same line twice has one mark. */
  readonly mark?: string;
  readonly id?: string;
  readonly isReadable: boolean;
  /** Whether these bytes are the line with its fields blanked, and nothing else. */
  readonly isBlankedAs?: (bytes: Buffer) => boolean;
}

export interface Lock {
  readonly until?: string;
  readonly hold?: true;
}

/** One writing of a key. */
export interface Version {
  readonly key: string;
  /** Absent: it lies beside every collection. */
  readonly shelf?: Shelf;
  /** Absent: a delete marker. */
  readonly body?: Buffer;
  /** Of an object of lines, in their order. */
  readonly lines?: readonly Line[];
  /** Whose a file is. */
  readonly owner?: number;
  /** Why a program cannot read any of it. */
  readonly spoilt?: string;
  readonly packed?: true;
  readonly lock?: Lock;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
}

export interface BucketCase {
  readonly seed: number;
  readonly right: 'access' | 'erasure';
  /** What staff say of lines that name somebody else as well, for a copy. */
  readonly says: 'theirs' | 'others' | 'unclear';
  readonly people: readonly Resident[];
  readonly shelves: readonly Shelf[];
  readonly versioning?: 'Enabled' | 'Suspended';
  /** On the desk's own S3 over HTTP, or in memory, where versions and locks are. */
  readonly onServer: boolean;
  /** In the order in which they were written. */
  readonly versions: readonly Version[];
  /** Whether a line that can be read tells the asker's number. */
  readonly isNumberKnown: boolean;
  /** Written by somebody else between the approval and the deed. */
  readonly meanwhile?: { readonly name: string; readonly versions: readonly Version[] };
  /** Why a person may have to decide. */
  readonly doubts: readonly string[];
  /** Everything that can be left out to make the case smaller. */
  readonly parts: readonly string[];
}

/** Under this name, in this bucket. */
export const bucketName = 'club';
