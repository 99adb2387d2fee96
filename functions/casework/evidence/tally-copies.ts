import type { ExportedRecord } from '../../connectors/connector';
import type { CollectionDigest } from '../../connectors/copy-digest';
import type { CollectionFinding, CollectionTally } from '../../documents/collection-tally';
import type { DisclosureDecision } from '../../documents/disclosure-decision';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { RowRef } from '../../domain/finding';
import { rowKey } from '../../domain/row-key';
import { copiedStore, recordsIn } from './copied-records';
import { type CopiedWave, listedWaves } from './copied-waves';
import { type CopyOwner, copyOwner } from './copy-owner';
import type { CopiesRecord, CopyPart } from './copy-records';
import { type LookedAtRecord, recordsOfCopy, recordsOfRows } from './records-of-rows';

type Deps = Pick<DeskDeps, 'objects'>;

export interface CopiedStore {
  readonly storeId: string;
  /** Of all stores, in their order. */
  readonly waves: readonly CopiedWave[];
  readonly decision: DisclosureDecision;
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
  const owner = await copyOwner(deps, request, store.storeId, store.waves);
  const reader = new WaveTally(deps, request, store, owner);
  for (const { wave, list } of await listedWaves(store.waves, store.storeId)) {
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
    private readonly owner: CopyOwner,
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
      if (await this.owner.isTheirs(record)) tallies.get(record.collection)?.add(record);
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
      for (const record of ofThis) if (await this.owner.isTheirs(record)) tally.count(record);
      await this.#show(tally, list, digest);
    }
  }

  /** Records that the rules may treat unlike the others of their collection. */
  async #singleRecords(wave: CopiedWave, list: CopiesRecord): Promise<LookedAtRecord[]> {
    const isMixed = list.collections.some(({ collection }) => !this.owner.isEveryRow(collection));
    if (!isMixed && this.#single.size === 0) return [];
    const finding = await wave.finding();
    const wanted = new Set<string>();
    for (const row of finding.rows)
      if (this.#single.has(rowKey(row)) || !(await this.owner.isTheirs(row))) wanted.add(rowKey(row));
    const records: LookedAtRecord[] = [];
    const isWanted = (row: RowRef) => wanted.has(rowKey(row));
    for await (const one of recordsOfRows(this.deps, this.request, finding, list, isWanted))
      records.push(one);
    return records;
  }

  /** The first records, from the digest; where some of those are not given, from the copies. */
  async #show(tally: CollectionTally, list: CopiesRecord, digest: CollectionDigest): Promise<void> {
    const { collection, sample, records } = digest;
    for (const one of sample) if (await this.owner.isTheirs({ collection, ...one })) tally.show(one);
    if (sample.length === records || tally.isShownFull) return;
    let seen = 0;
    for (const copy of copiesWith(list, collection))
      for await (const record of recordsOfCopy(this.deps, this.request, copy, collection)) {
        seen += 1;
        if (seen > sample.length && (await this.owner.isTheirs(record))) tally.show(record);
        if (tally.isShownFull) return;
      }
  }

  async *#copied(list: CopiesRecord, { collection }: CollectionDigest): AsyncIterable<ExportedRecord> {
    const names = copiesWith(list, collection).map(({ name }) => name);
    for await (const record of recordsIn(this.deps, this.request, names))
      if (record.collection === collection && (await this.owner.isTheirs(record))) yield record;
  }
}

function copiesWith({ copies }: CopiesRecord, collection: string): CopyPart[] {
  return copies.filter(({ rows }) => rows.some((one) => one.collection === collection));
}
