import { fileField } from '../domain/file-categories';
import type { ExportedRecord } from './connector';
import {
  addCounts,
  countFields,
  cutWidest,
  newPathCount,
  type StoredPathCount,
  sizeOf,
  storedCounts,
} from './path-counts';
import { type SampledRecord, SampleRoom } from './record-sample';

/** Paths of one collection that a digest counts. Beyond that the widest are cut off. */
const MOST_PATHS = 2_000;

/**
 * What a page needs to know of the copied records of one collection without reading them: how many there are
 * and where they hold something, so that any rules of disclosure can be counted, and the first of them.
 */
export interface CollectionDigest {
  readonly collection: string;
  readonly records: number;
  /** Records that come with a stored file. */
  readonly files: number;
  readonly paths: StoredPathCount;
  /** The counts do not tell: two fields of a record have the same path, or there are too many fields. */
  readonly isUnclear?: true;
  readonly sample: readonly SampledRecord[];
}

/**
 * Digests of copies, by collection. It holds names of fields and first records, so it is kept sealed as the
 * copies are.
 */
export interface CopyDigest {
  readonly collections: readonly CollectionDigest[];
}

/** Makes a digest while records pass by, or adds up those of several copies, in their order. */
export class DigestWriter {
  readonly #collections = new Map<string, CollectionWriter>();
  #records = 0;

  get records(): number {
    return this.#records;
  }

  add(record: Omit<ExportedRecord, 'file'> & Pick<SampledRecord, 'file'>): void {
    this.#records += 1;
    this.#of(record.collection).add(record);
  }

  addDigest({ collections }: CopyDigest): void {
    for (const digest of collections) this.#of(digest.collection).addDigest(digest);
  }

  digest(): CopyDigest {
    return { collections: [...this.#collections.values()].map((one) => one.digest()) };
  }

  #of(name: string): CollectionWriter {
    const known = this.#collections.get(name) ?? new CollectionWriter(name);
    this.#collections.set(name, known);
    return known;
  }
}

class CollectionWriter {
  readonly #paths = newPathCount();
  readonly #sample: SampledRecord[] = [];
  readonly #room = new SampleRoom();
  #records = 0;
  #files = 0;
  #isClear = true;
  #sinceChecked = 0;
  /** The sample is the first records without a gap, so it ends where one does not fit. */
  #isSampleOpen = true;

  constructor(private readonly name: string) {}

  add(record: Pick<ExportedRecord, 'key' | 'values'> & Pick<SampledRecord, 'file'>): void {
    this.#records += 1;
    if (record.file) this.#files += 1;
    this.#show(record);
    if (!this.#isClear) return;
    // A field of that name would share its path with the stored file.
    const isClear = !(record.file && Object.hasOwn(record.values, fileField));
    this.#isClear = countFields(this.#paths, record.values, 1) && isClear;
    this.#sinceChecked += 1;
    if (this.#sinceChecked >= 100) this.#bound();
  }

  addDigest({ records, files, paths, isUnclear, sample }: CollectionDigest): void {
    this.#records += records;
    this.#files += files;
    for (const record of sample) this.#show(record);
    if (sample.length < records) this.#isSampleOpen = false;
    if (isUnclear) this.#isClear = false;
    if (!this.#isClear) return;
    addCounts(this.#paths, paths);
    this.#bound();
  }

  digest(): CollectionDigest {
    this.#bound();
    return {
      collection: this.name,
      records: this.#records,
      files: this.#files,
      paths: this.#isClear ? storedCounts(this.#paths) : {},
      ...(this.#isClear ? {} : { isUnclear: true }),
      sample: this.#sample,
    };
  }

  #show(record: Parameters<SampleRoom['take']>[0]): void {
    if (this.#isSampleOpen && !this.#room.isFull) this.#sample.push(this.#room.take(record));
  }

  #bound(): void {
    this.#sinceChecked = 0;
    while (this.#isClear && sizeOf(this.#paths) > MOST_PATHS) this.#isClear = cutWidest(this.#paths);
  }
}
