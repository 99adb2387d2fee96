import type { ExportedRecord } from '../connectors/connector';
import type { CollectionDigest } from '../connectors/copy-digest';
import { type SampledRecord, SampleRoom } from '../connectors/record-sample';
import type { CollectionMap } from '../domain/data-map';
import { type Disclosure, disclose, type JudgedRecord } from './disclose';
import { DisclosureCounts, type DisclosureTotals } from './disclosure-counts';
import { type DisclosureRules, recordKey, recordWithholding } from './disclosure-rules';

/** What was found in one collection: counts of all of it, and the first records as the person sees them. */
export interface CollectionFinding extends DisclosureTotals {
  readonly collection: CollectionMap;
  readonly sample: readonly SampleRecord[];
}

export interface SampleRecord extends Disclosure {
  readonly key: ExportedRecord['key'];
  /** Where the stored file lies in the package. */
  readonly filePath?: string;
  /** Where it is shown shortened: characters of JSON of the whole record. */
  readonly wholeLength?: number;
}

/** Counts records as they are written, and keeps only the first of them. */
export interface CollectionTally {
  /** Counts a record, and keeps it while there is room for it. */
  add(record: ExportedRecord): Disclosure;
  /** Only counts it. */
  count(record: JudgedRecord): Disclosure;
  /**
   * Counts all records of a digest but some: those about which a rule was made singly, and those that are not
   * the person's. The result is the same as if each had been counted.
   *
   * @returns false where the digest does not tell what these rules make of them; nothing is counted then
   */
  countDigest(digest: CollectionDigest, without: readonly JudgedRecord[]): boolean;
  /** Only keeps it while there is room. */
  show(record: SampledRecord): void;
  /** No further record is kept, since there is no room or none is given. */
  readonly isShownFull: boolean;
  finding(): CollectionFinding;
}

/**
 * Starts counting one collection by its rules. The package and the staff preview both count their records
 * through this.
 */
export function tallyCollection(rules: DisclosureRules): CollectionTally {
  const counts = new DisclosureCounts(rules);
  const room = new SampleRoom();
  const sample: SampleRecord[] = [];

  const show = (record: JudgedRecord & Pick<SampledRecord, 'wholeLength'>) => {
    if (room.isFull || recordWithholding(rules, recordKey(record.key))) return;
    const sampled = room.take(record);
    const { wholeLength } = sampled;
    const disclosure = disclose(sampled, rules);
    sample.push({ ...disclosure, key: record.key, ...(wholeLength === undefined ? {} : { wholeLength }) });
  };
  const count = (record: JudgedRecord) => counts.add(disclose(record, rules));

  return {
    add(record) {
      show(record);
      return count(record);
    },
    count,
    countDigest: (digest, without) => counts.addDigest(digest, without),
    show,
    get isShownFull() {
      return room.isFull || recordWithholding(rules, '') !== undefined;
    },
    finding: () => ({ collection: rules.collection, ...counts.totals(), sample }),
  };
}
