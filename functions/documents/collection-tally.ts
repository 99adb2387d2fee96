import type { ExportedRecord, FieldValue } from '../connectors/connector';
import type { CollectionMap } from '../domain/data-map';
import { fileField } from '../domain/file-categories';
import type { GroundText } from './answer-facts';
import { type Disclosure, disclose, isEmptyValue, isFields, isList, type WithheldField } from './disclose';
import type { DisclosureRules } from './disclosure-rules';

/** Records of one collection shown on a page; the rest are in the CSV and JSON files. */
export const SAMPLE_RECORDS = 200;
/** Characters of JSON in a sample, so that a page stays small however large the records are. */
const SAMPLE_CHARACTERS = 256 * 1024;

/** What was found in one collection: counts of all of it, and the first records as the person sees them. */
export interface CollectionFinding {
  readonly collection: CollectionMap;
  /** Records given. */
  readonly given: number;
  /** Records that come with a stored file. */
  readonly files: number;
  readonly withheldRecords: readonly (GroundText & { readonly count: number })[];
  readonly withheldFields: readonly (WithheldField & { readonly count: number })[];
  /** Names of the fields given at least once, those of the map first and in its order. */
  readonly columns: readonly string[];
  readonly sample: readonly SampleRecord[];
  /** Paths that are shown only because staff chose so where laws disagree. */
  readonly shownByChoice: readonly string[];
}

export interface SampleRecord extends Disclosure {
  readonly key: ExportedRecord['key'];
  /** Where the stored file lies in the package. */
  readonly filePath?: string;
}

/** Counts records as they are written, and keeps only the first of them. */
export interface CollectionTally {
  add(record: ExportedRecord): Disclosure;
  finding(): CollectionFinding;
}

/**
 * Starts counting one collection by its rules. The package and the staff preview both read their records
 * through this.
 */
export function tallyCollection(rules: DisclosureRules): CollectionTally {
  const counts = { given: 0, files: 0, characters: 0 };
  const records = new Map<string, GroundText & { count: number }>();
  const fields = new Map<string, WithheldField & { count: number }>();
  const columns = new Set<string>();
  const byChoice = new Set<string>();
  const sample: SampleRecord[] = [];

  const keep = (record: ExportedRecord, disclosure: Disclosure) => {
    if (sample.length >= SAMPLE_RECORDS || counts.characters >= SAMPLE_CHARACTERS) return;
    counts.characters += JSON.stringify(disclosure.shown).length;
    sample.push({ ...disclosure, key: record.key });
  };

  return {
    add(record) {
      const disclosure = disclose(record, rules);
      if (disclosure.recordWithheld) {
        count(records, groundKey(disclosure.recordWithheld), disclosure.recordWithheld);
        return disclosure;
      }
      counts.given += 1;
      if (disclosure.file) counts.files += 1;
      for (const name of Object.keys(disclosure.shown)) columns.add(name);
      for (const held of disclosure.withheld) count(fields, `${held.field} ${groundKey(held)}`, held);
      for (const path of rules.chosen) if (isGiven(disclosure, path)) byChoice.add(path);
      keep(record, disclosure);
      return disclosure;
    },
    finding: () => ({
      collection: rules.collection,
      given: counts.given,
      files: counts.files,
      withheldRecords: [...records.values()],
      withheldFields: [...fields.values()],
      columns: inMapOrder(rules.collection, [...columns]),
      sample,
      shownByChoice: [...byChoice],
    }),
  };
}

/** Whether a record shows something under a path: an empty value shows nothing. */
function isGiven({ shown, file }: Disclosure, path: string): boolean {
  return path === fileField ? file !== undefined : holdsAt(shown, path);
}

function holdsAt(value: FieldValue, path: string): boolean {
  if (isList(value)) return value.some((item) => holdsAt(item, path));
  if (!isFields(value)) return false;
  return Object.entries(value).some(
    ([name, inside]) =>
      (name === path && !isEmptyValue(inside)) ||
      (path.startsWith(`${name}.`) && holdsAt(inside, path.slice(name.length + 1))),
  );
}

function groundKey(ground: GroundText): string {
  return JSON.stringify([ground.ground, ground.article]);
}

function count<T extends object>(counts: Map<string, T & { count: number }>, key: string, what: T): void {
  const known = counts.get(key);
  if (known) known.count += 1;
  else counts.set(key, { ...what, count: 1 });
}

function inMapOrder(collection: CollectionMap, names: readonly string[]): string[] {
  const mapped = collection.fields.flatMap((field) => [field.name, field.name.split('.')[0] ?? '']);
  const place = (name: string) => (mapped.includes(name) ? mapped.indexOf(name) : mapped.length);
  return [...names].sort((a, b) => place(a) - place(b));
}
