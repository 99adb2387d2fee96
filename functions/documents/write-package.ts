import type { ExportedRecord } from '../connectors/connector';
import type { CollectionMap, StoreMap } from '../domain/data-map';
import { type CollectionPart, type StorePart, searchedCollections } from './access-model';
import { accessPage } from './access-page';
import { fieldTitle } from './answer-words';
import { type CollectionFinding, type CollectionTally, tallyCollection } from './collection-tally';
import { csvLine, csvStart } from './csv';
import { DecisionTally } from './decisions-made';
import { describedKinds } from './described';
import { type Disclosure, disclose, fieldValue } from './disclose';
import { type DisclosureRules, disclosureRules, recordKey } from './disclosure-rules';
import { LOOSE_USES, looseUsesJson } from './loose-uses-json';
import { omittedParts } from './omitted-parts';
import { type PackageFiles, packageFiles } from './package-files';
import type { CollectionSummary, PackageInput, PackageSummary } from './package-input';
import { readMe } from './read-me';
import { distinctNames, safeFolder } from './safe-name';
import { openZip, type ZipWriter } from './zip-writer';

/**
 * Writes the answer to an access request as a zip into `out`, and ends it: a page to read, JSON that is
 * exact, CSV for spreadsheets, the stored files.
 *
 * Nothing is gathered: records stream from the stores into the zip, so memory does not grow with their
 * number; only the names of files and the first records of each collection are held. The same input gives
 * the same bytes. When a store fails half-way, `out` is destroyed and the error rethrown.
 */
export async function writePackage(input: PackageInput, out: NodeJS.WritableStream): Promise<PackageSummary> {
  const zip = openZip(out, input.facts.answeredOn);
  try {
    await zip.add('README.txt', once(readMe(input.facts, input.pieces)));
    const files = packageFiles(zip);
    const writer = new PackageWriter(input, zip, files);
    const stores = await writer.stores();
    await files.writeIndex();
    if (input.deskRecords && input.pieces !== 'categories')
      await zip.add(
        'data/requests-to-us.json',
        once(`${JSON.stringify(input.deskRecords.records, null, 2)}\n`),
      );
    const loose = input.pieces === 'categories' ? undefined : looseUsesJson(input.map);
    if (loose) await zip.add(LOOSE_USES, once(loose));
    await zip.add('index.html', accessPage(input, stores, writer.decisions.made()));
    return {
      ...(await zip.finish()),
      files: files.count(),
      leftOut: input.pieces === 'categories' ? [] : omittedParts(stores),
      described: describedKinds(stores, input.pieces === 'categories'),
      collections: summaries(stores),
    };
  } catch (error) {
    zip.abort(error);
    throw error;
  }
}

class PackageWriter {
  readonly #folderName = distinctNames();
  readonly decisions = new DecisionTally();

  get #namesKindsOnly(): boolean {
    return this.input.pieces === 'categories';
  }

  constructor(
    private readonly input: PackageInput,
    private readonly zip: ZipWriter,
    private readonly files: PackageFiles,
  ) {}

  async stores(): Promise<StorePart[]> {
    const parts: StorePart[] = [];
    for (const [index, store] of this.input.map.stores.entries()) {
      parts.push(await this.store(store, `store-${index + 1}`));
    }
    return [...parts, ...this.gone()];
  }

  /** Stores that were searched and are in the map no more: nothing of them can be shown. */
  private gone(): StorePart[] {
    const { map, unreached } = this.input;
    const gone = unreached.filter((u) => !map.stores.some((s) => s.storeId === u.storeId));
    return gone.map((one, index) => ({
      id: `gone-${index + 1}`,
      store: { storeId: one.storeId, title: one.title, collections: [] },
      state: 'unreached',
      unreached: one,
    }));
  }

  private async store(store: StoreMap, id: string): Promise<StorePart> {
    const folder = this.#folderName(safeFolder(store.storeId));
    const unreached = this.input.unreached.find((u) => u.storeId === store.storeId);
    if (unreached) return { id, store, state: 'unreached', unreached };
    if (store.kind === 'manual') return this.manualStore(store, id, folder);
    const fileName = distinctNames();
    const collections: CollectionPart[] = [];
    for (const [index, collection] of store.collections.entries()) {
      const path = `${folder}/${fileName(safeFolder(collection.name))}`;
      collections.push(await this.collection({ store, collection, id: `${id}-${index + 1}`, path, folder }));
    }
    const unread = this.input.unread.filter((group) => group.storeId === store.storeId);
    return { id, store, state: 'searched', collections, unread };
  }

  private async manualStore(store: StoreMap, id: string, folder: string): Promise<StorePart> {
    const answer = this.input.manualAnswers.find((a) => a.storeId === store.storeId);
    if (!answer) return { id, store, state: 'open' };
    const files = [];
    for (const file of this.#namesKindsOnly ? [] : answer.files) {
      files.push(await this.files.add({ folder, storeTitle: store.title, collectionTitle: '', file }));
    }
    return { id, store, state: 'answered', answer, files };
  }

  private async collection(place: Place): Promise<CollectionPart> {
    const { store, collection, id, path } = place;
    const { decision, grounds } = this.input;
    const rules = disclosureRules({ storeId: store.storeId, collection, decision, grounds });
    if (this.#namesKindsOnly) return { id, finding: await this.counted(place, rules) };
    const finding = await this.writeJson(place, rules);
    if (finding.given === 0) return { id, finding };
    await this.zip.add(`csv/${path}.csv`, csvText(this.records(place), rules, finding));
    const withFiles = finding.files > 0 ? await this.writeFiles(place, rules, finding) : finding;
    return { id, finding: withFiles, paths: { csv: `csv/${path}.csv`, json: `data/${path}.json` } };
  }

  /** Only how many there are: what the records hold is neither kept nor written. */
  private async counted(place: Place, rules: DisclosureRules): Promise<CollectionFinding> {
    const tally = tallyCollection(rules);
    for await (const record of this.records(place)) tally.add(record);
    return { ...tally.finding(), sample: [] };
  }

  /** Reads all records once; no entry is begun before there is a record to put into it. */
  private async writeJson(place: Place, rules: DisclosureRules): Promise<CollectionFinding> {
    const tally = tallyCollection(rules);
    const lines = jsonLines(this.records(place), tally, (disclosure) =>
      this.decisions.add(place.collection, disclosure),
    );
    const first = await lines.next();
    if (!first.done) await this.zip.add(`data/${place.path}.json`, jsonArray(first.value, lines));
    return tally.finding();
  }

  private async writeFiles(place: Place, rules: DisclosureRules, finding: CollectionFinding) {
    const paths = new Map<string, string>();
    const sampled = new Set(finding.sample.map((record) => recordKey(record.key)));
    for await (const record of this.records(place)) {
      if (!record.file || !disclose(record, rules).file) continue;
      const { path } = await this.files.add({
        folder: place.folder,
        storeTitle: place.store.title,
        collectionTitle: place.collection.title,
        file: record.file,
      });
      if (sampled.has(recordKey(record.key))) paths.set(recordKey(record.key), path);
    }
    const sample = finding.sample.map((record) => {
      const filePath = paths.get(recordKey(record.key));
      return filePath === undefined ? record : { ...record, filePath };
    });
    return { ...finding, sample };
  }

  private records({ store, collection }: Place): AsyncIterable<ExportedRecord> {
    return this.input.records(store.storeId, collection.name);
  }
}

interface Place {
  readonly store: StoreMap;
  readonly collection: CollectionMap;
  readonly id: string;
  /** Path of the entries below `csv/` and `data/`, without extension. */
  readonly path: string;
  /** The store's folder below `files/`. */
  readonly folder: string;
}

async function* jsonLines(
  records: AsyncIterable<ExportedRecord>,
  tally: CollectionTally,
  see: (disclosure: Disclosure) => void,
) {
  for await (const record of records) {
    const disclosure = tally.add(record);
    see(disclosure);
    if (!disclosure.recordWithheld) yield JSON.stringify(disclosure.shown);
  }
}

async function* jsonArray(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield `[\n${first}`;
  for await (const line of rest) yield `,\n${line}`;
  yield '\n]\n';
}

async function* csvText(
  records: AsyncIterable<ExportedRecord>,
  rules: DisclosureRules,
  { collection, columns }: CollectionFinding,
): AsyncGenerator<string> {
  const heading = distinctNames();
  yield csvStart + csvLine(columns.map((name) => heading(fieldTitle(collection, name))));
  for await (const record of records) {
    const { shown, recordWithheld } = disclose(record, rules);
    if (!recordWithheld) yield csvLine(columns.map((name) => fieldValue(shown, name)));
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

function summaries(stores: readonly StorePart[]): CollectionSummary[] {
  return searchedCollections(stores).map(({ part: { finding }, store }) => ({
    storeId: store.storeId,
    collection: finding.collection.name,
    records: finding.given,
    withheldRecords: total(finding.withheldRecords),
    withheldValues: total(finding.withheldFields.filter((field) => field.because !== 'never-shown')),
    unclassifiedValues: total(finding.withheldFields.filter((field) => field.because === 'unclassified')),
  }));
}

function total(items: readonly { readonly count: number }[]): number {
  return items.reduce((sum, item) => sum + item.count, 0);
}
