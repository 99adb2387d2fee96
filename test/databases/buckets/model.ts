/**
 * The generator's model of a bucket: collections and objects with their versions. Each line and file has a
 * known owner.
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
  readonly format: 'objects' | 'jsonl' | 'csv';
  readonly prefix: string;
  readonly by: 'email' | 'customer_number';
  readonly treatment: Treatment;
  readonly ownRecord?: true;
  readonly recordId?: string;
  readonly oldVersions?: 'erase' | 'keep';
  /**
   * A second identity in each line: without a statement of whose it is, or marked in the map as a third
   * party's.
   */
  readonly second?: 'unmarked' | 'third-party';
  /** The person's folder is inside a folder of a second identifier, which the own record holds as well. */
  readonly tenants?: true;
  /** The value of a blanked address. */
  readonly blank?: null | { readonly random: 'email' };
}

/** A line of an object, or a part of it that is not a record. */
export interface Line {
  readonly bytes: Buffer;
  /** Index of its owner; absent if it has none or cannot be read. */
  readonly owner?: number;
  /** Index of another person who is named in it as well. */
  readonly other?: number;
  /** Identifies the record in the text; the same line twice has the same mark. */
  readonly mark?: string;
  readonly id?: string;
  readonly isReadable: boolean;
  /** What a row of a table holds; a line of JSON says it itself. */
  readonly values?: Readonly<Record<string, string | null>>;
  /** It names the columns of a table, and goes with the last row. */
  readonly isHeader?: true;
  /** Whether these bytes are exactly the line with its fields blanked. */
  readonly isBlankedAs?: (bytes: Buffer) => boolean;
}

export interface Lock {
  readonly until?: string;
  readonly hold?: true;
}

/** One version of a key. */
export interface Version {
  readonly key: string;
  /** Absent for an object outside all collections. */
  readonly shelf?: Shelf;
  /** Absent for a delete marker. */
  readonly body?: Buffer;
  /** The lines of the object, in order. */
  readonly lines?: readonly Line[];
  /** Index of the owner of a file. */
  readonly owner?: number;
  /** Why none of it can be read. */
  readonly spoilt?: string;
  readonly packed?: true;
  readonly lock?: Lock;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
}

export interface BucketCase {
  readonly seed: number;
  readonly right: 'access' | 'erasure';
  /** How staff settle lines that name another person as well, for a copy. */
  readonly says: 'theirs' | 'others' | 'unclear';
  readonly people: readonly Resident[];
  readonly shelves: readonly Shelf[];
  readonly versioning?: 'Enabled' | 'Suspended';
  /** On the desk's own S3 over HTTP; otherwise in memory, with versions and locks. */
  readonly onServer: boolean;
  /** In the order in which they were written. */
  readonly versions: readonly Version[];
  /** Whether a readable line gives the requester's number. */
  readonly isNumberKnown: boolean;
  /** Written by the shop between the approval and the erasure. */
  readonly meanwhile?: { readonly name: string; readonly versions: readonly Version[] };
  /** Why staff may have to decide. */
  readonly doubts: readonly string[];
  /** All parts that can be left out to make the case smaller. */
  readonly parts: readonly string[];
}

/** The name of the bucket and its store. */
export const bucketName = 'club';
