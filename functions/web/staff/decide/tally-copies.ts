import { copiedStore, recordsIn } from '../../../casework/evidence/copied-records';
import type { CopiedWave } from '../../../casework/evidence/copied-waves';
import type { CopiesRecord } from '../../../casework/evidence/copy-records';
import type { FrozenRows } from '../../../casework/evidence/frozen-rows';
import { type LookedAtRecord, recordsOfRows } from '../../../casework/evidence/records-of-rows';
import type { ExportedRecord } from '../../../connectors/connector';
import type { CollectionDigest } from '../../../connectors/copy-digest';
import type { CollectionFinding, CollectionTally } from '../../../documents/collection-tally';
import type { DisclosureDecision } from '../../../documents/disclosure-decision';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import type { DeskDeps } from '../../../domain/desk-deps';
import type { RowRef } from '../../../domain/finding';
import { rowKey } from '../../../domain/row-key';
import { everyRowIsTheirs, listedWaves } from './every-row';

type Deps = Pick<DeskDeps, 'objects'>;

export interface CopiedStore {
  readonly storeId: string;
  /** Of this store, in their order. */
  readonly waves: readonly CopiedWave[];
  readonly decision: DisclosureDecision;
  /** Read only where it matters. */
  readonly frozen: () => Promise<FrozenRows>;
  /** By collection. */
  readonly tallies: ReadonlyMap<string, CollectionTally>;
}

/**
 * Counts the collections of one store from the digests of their copies, so that it costs the same for any
 * number of records. Read one by one are only small copies without a digest, records about which staff
 * decided singly, records that turned out not to be the person's, and what a digest cannot tell.
 */
export async function tallyStore(
  deps: Deps,
  request: DataSubjectRequest,
  store: CopiedStore,
): Promise<CollectionFinding[]> {
  const waves = await listedWaves(store.waves);
  const isEveryRow = await everyRowIsTheirs(request, store.storeId, waves);
  for (const { wave, list } of waves) {
    const reader = new WaveTally(deps, request, store, isEveryRow);
    if (list) await reader.byDigest(wave, list);
    else await reader.oneByOne(wave);
  }
  return [...store.tallies.values()].map((tally) => tally.finding());
}

class WaveTally {
  readonly #single: ReadonlySet<string>;

  constructor(
    private readonly deps: Deps,
    private readonly request: DataSubjectRequest,
    private readonly store: CopiedStore,
    private readonly isEveryRow: (collection: string) => boolean,
  ) {
    const { withholdings, releases } = store.decision;
    this.#single = new Set(
      [...withholdings, ...releases].flatMap(({ storeId, collection, key }) =>
        key && storeId === store.storeId ? [rowKey({ collection, key })] : [],
      ),
    );
  }

  async oneByOne(wave: CopiedWave): Promise<void> {
    const { storeId, tallies } = this.store;
    const finding = await wave.finding();
    for await (const record of copiedStore(this.deps, this.request, [finding], storeId))
      if (await this.#isTheirs(record)) tallies.get(record.collection)?.add(record);
  }

  async byDigest(wave: CopiedWave, list: CopiesRecord): Promise<void> {
    const single = await this.#singleRecords(wave, list);
    for (const digest of list.collections) {
      const tally = this.store.tallies.get(digest.collection);
      const ofThis = single.filter(({ collection }) => collection === digest.collection);
      if (!tally) continue;
      if (!tally.countDigest(digest, ofThis)) {
        for await (const record of this.#copied(list, digest)) tally.add(record);
        continue;
      }
      for (const record of ofThis) if (await this.#isTheirs(record)) tally.count(record);
      await this.#show(tally, list, digest);
    }
  }

  /** Records that the rules may treat unlike the others of their collection. */
  async #singleRecords(wave: CopiedWave, list: CopiesRecord): Promise<LookedAtRecord[]> {
    const names = list.collections.map(({ collection }) => collection);
    const mixed = new Set(names.filter((name) => !this.isEveryRow(name)));
    if (mixed.size === 0 && this.#single.size === 0) return [];
    const frozen = mixed.size > 0 ? await this.store.frozen() : undefined;
    const isSingle = (row: RowRef) =>
      (this.#single.size > 0 && this.#single.has(rowKey(row))) ||
      (mixed.has(row.collection) && frozen?.isTheirs(this.store.storeId, refOf(row)) === false);
    const records: LookedAtRecord[] = [];
    const rows = recordsOfRows(this.deps, this.request, await wave.finding(), list, isSingle);
    for await (const record of rows) records.push(record);
    return records;
  }

  /** The first records, from the digest; where some of those are not given, from the copies. */
  async #show(tally: CollectionTally, list: CopiesRecord, digest: CollectionDigest): Promise<void> {
    const { collection, sample, records } = digest;
    for (const one of sample) if (await this.#isTheirs({ collection, ...one })) tally.show(one);
    if (sample.length === records || tally.isShownFull) return;
    let seen = 0;
    for await (const record of this.#copied(list, digest, false)) {
      seen += 1;
      if (seen > sample.length && (await this.#isTheirs(record))) tally.show(record);
      if (tally.isShownFull) return;
    }
  }

  async *#copied(
    { copies }: CopiesRecord,
    { collection }: CollectionDigest,
    onlyTheirs = true,
  ): AsyncIterable<ExportedRecord> {
    const names = copies.filter(({ rows }) => rows.some((one) => one.collection === collection));
    const all = recordsIn(
      this.deps,
      this.request,
      names.map(({ name }) => name),
    );
    for await (const record of all)
      if (record.collection === collection && (!onlyTheirs || (await this.#isTheirs(record)))) yield record;
  }

  async #isTheirs(record: RowRef): Promise<boolean> {
    if (this.isEveryRow(record.collection)) return true;
    return (await this.store.frozen()).isTheirs(this.store.storeId, refOf(record));
  }
}

function refOf({ collection, key }: RowRef): ExportedRecord {
  return { collection, key, values: {} };
}
