import type { FieldValue } from '../connectors/connector';
import type { CollectionDigest } from '../connectors/copy-digest';
import { addCounts, countFields, newPathCount, type PathCount } from '../connectors/path-counts';
import type { CollectionMap } from '../domain/data-map';
import { fileField } from '../domain/file-categories';
import type { GroundText } from './answer-facts';
import { canTell, type PathDisclosure, pathDisclosures } from './digest-disclosures';
import {
  type Disclosure,
  isEmptyValue,
  isFields,
  isList,
  type JudgedRecord,
  type WithheldField,
} from './disclose';
import { type DisclosureRules, recordWithholding } from './disclosure-rules';

/** What was counted, in an order that does not depend on the order of the records. */
export interface DisclosureTotals {
  /** Records given. */
  readonly given: number;
  /** Records that come with a stored file. */
  readonly files: number;
  readonly withheldRecords: readonly (GroundText & { readonly count: number })[];
  readonly withheldFields: readonly (WithheldField & { readonly count: number })[];
  /** Names of the fields given at least once, those of the map first and in its order. */
  readonly columns: readonly string[];
  /** Paths that are shown only because staff chose so where laws disagree. */
  readonly shownByChoice: readonly string[];
}

/** How many records of a collection are given and what of them is not, counted one by one or by digests. */
export class DisclosureCounts {
  #given = 0;
  #files = 0;
  readonly #records = new Map<string, GroundText & { count: number }>();
  readonly #fields = new Map<string, WithheldField & { count: number }>();
  readonly #columns = new Set<string>();
  readonly #byChoice = new Set<string>();

  constructor(private readonly rules: DisclosureRules) {}

  add(disclosure: Disclosure): Disclosure {
    const { recordWithheld, file, withheld } = disclosure;
    if (recordWithheld) {
      count(this.#records, groundKey(recordWithheld), recordWithheld, 1);
      return disclosure;
    }
    this.#given += 1;
    if (file) this.#files += 1;
    for (const held of withheld) this.#hold(held, 1);
    this.#seeShown(disclosure);
    return disclosure;
  }

  /** See `CollectionTally.countDigest`. */
  addDigest(digest: CollectionDigest, without: readonly JudgedRecord[]): boolean {
    const paths = newPathCount();
    addCounts(paths, digest.paths);
    for (const { values } of without) countFields(paths, values, -1);
    const whole = recordWithholding(this.rules, '');
    if (!whole && !canTell(digest, paths, this.rules)) return false;
    const records = digest.records - without.length;
    if (whole) this.#withholdAll(whole, records);
    else this.#addPaths(paths, records, digest.files - without.filter(({ file }) => file).length);
    return true;
  }

  totals(): DisclosureTotals {
    const { collection, chosen } = this.rules;
    return {
      given: this.#given,
      files: this.#files,
      withheldRecords: sortedBy([...this.#records.values()], groundKey),
      withheldFields: inMapOrder(collection, [...this.#fields.values()], heldKey, ({ field }) => field),
      columns: inMapOrder(collection, [...this.#columns], String, String),
      shownByChoice: [...chosen].filter((path) => this.#byChoice.has(path)),
    };
  }

  #withholdAll({ ground, article }: GroundText, records: number): void {
    if (records > 0) count(this.#records, groundKey({ ground, article }), { ground, article }, records);
  }

  #addPaths(paths: PathCount, records: number, files: number): void {
    this.#given += records;
    for (const one of pathDisclosures(paths, files, this.rules)) this.#addPath(one);
  }

  #addPath({ disclosure, records, isCountedHere, isGroup }: PathDisclosure): void {
    if (disclosure.file) this.#files += records;
    for (const held of disclosure.withheld) if (isCountedHere(held.field)) this.#hold(held, records);
    // What is shown of a group that is given in part is seen with what it holds.
    if (isGroup) for (const name of Object.keys(disclosure.shown)) this.#columns.add(name);
    else this.#seeShown(disclosure);
  }

  #hold(held: WithheldField, records: number): void {
    count(this.#fields, heldKey(held), held, records);
  }

  #seeShown(disclosure: Disclosure): void {
    for (const name of Object.keys(disclosure.shown)) this.#columns.add(name);
    for (const path of this.rules.chosen) if (isGiven(disclosure, path)) this.#byChoice.add(path);
  }
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

function heldKey(held: WithheldField): string {
  return JSON.stringify([held.field, held.because, groundKey(held)]);
}

function count<T extends object>(
  counts: Map<string, T & { count: number }>,
  key: string,
  what: T,
  records: number,
): void {
  const known = counts.get(key);
  if (known) known.count += records;
  else counts.set(key, { ...what, count: records });
}

/** Those of the map first and in its order, then by name. */
function inMapOrder<T>(
  { fields }: CollectionMap,
  items: readonly T[],
  keyOf: (item: T) => string,
  pathOf: (item: T) => string,
): T[] {
  const mapped = fields.flatMap(({ name }) => [name, name.split('.')[0] ?? '']);
  const place = (item: T) => (mapped.includes(pathOf(item)) ? mapped.indexOf(pathOf(item)) : mapped.length);
  return sortedBy(items, keyOf).sort((a, b) => place(a) - place(b));
}

function sortedBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const keys = new Map(items.map((item) => [item, keyOf(item)]));
  const at = (item: T) => keys.get(item) ?? '';
  return [...items].sort((a, b) => (at(a) < at(b) ? -1 : 1));
}
