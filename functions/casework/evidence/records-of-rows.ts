import type { ExportedRecord } from '../../connectors/connector';
import type { SampledRecord } from '../../connectors/record-sample';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { RowRef } from '../../domain/finding';
import { rowKey } from '../../domain/row-key';
import { recordsIn } from './copied-records';
import { type CopiesRecord, type CopyPart, readDigest } from './copy-records';
import type { StoredFinding } from './stored-findings';

type Deps = Pick<DeskDeps, 'objects'>;

/** A copied record without the content of its file. */
export type LookedAtRecord = Pick<ExportedRecord, 'collection' | 'key' | 'values'> &
  Pick<SampledRecord, 'file'>;

/**
 * The copied records of some rows of a finding, with long texts shortened. Only objects that hold one of them
 * are opened; no file is read where the digest of its object says enough.
 *
 * @param wanted - asked for each row of the finding once, in its order
 */
export async function* recordsOfRows(
  deps: Deps,
  request: DataSubjectRequest,
  { rows }: Pick<StoredFinding, 'rows'>,
  { copies }: CopiesRecord,
  wanted: (row: RowRef) => boolean,
): AsyncIterable<LookedAtRecord> {
  for (const [copy, keys] of rowsByCopy(rows, copies, wanted))
    yield* (await fromDigest(deps, request, copy, keys)) ?? fromCopy(deps, request, copy, keys);
}

/** The same, each as it was copied. */
export async function* copiedRows(
  ...[deps, request, { rows }, { copies }, wanted]: Parameters<typeof recordsOfRows>
): AsyncIterable<ExportedRecord> {
  for (const [copy, keys] of rowsByCopy(rows, copies, wanted)) yield* fromCopy(deps, request, copy, keys);
}

async function* fromCopy(
  deps: Deps,
  request: DataSubjectRequest,
  { name }: CopyPart,
  keys: ReadonlySet<string>,
): AsyncIterable<ExportedRecord> {
  for await (const record of recordsIn(deps, request, [name])) if (keys.has(rowKey(record))) yield record;
}

/** The rows that are wanted, by the copy that holds them: they were copied in the order of the finding. */
function rowsByCopy(
  rows: Iterable<RowRef>,
  copies: readonly CopyPart[],
  wanted: (row: RowRef) => boolean,
): ReadonlyMap<CopyPart, ReadonlySet<string>> {
  const places = new CopyPlaces(copies);
  const byCopy = new Map<CopyPart, Set<string>>();
  for (const row of rows) {
    const copy = places.next(row.collection);
    if (!copy || !wanted(row)) continue;
    byCopy.set(copy, (byCopy.get(copy) ?? new Set()).add(rowKey(row)));
  }
  return byCopy;
}

/** Goes along the rows of each collection from copy to copy. */
class CopyPlaces {
  readonly #left = new Map<string, { readonly copy: CopyPart; rows: number }[]>();

  constructor(copies: readonly CopyPart[]) {
    for (const copy of copies)
      for (const { collection, rows } of copy.rows) {
        const parts = this.#left.get(collection) ?? [];
        this.#left.set(collection, parts);
        parts.push({ copy, rows });
      }
  }

  next(collection: string): CopyPart | undefined {
    const parts = this.#left.get(collection) ?? [];
    while (parts[0]?.rows === 0) parts.shift();
    const [first] = parts;
    if (first) first.rows -= 1;
    return first?.copy;
  }
}

/** Undefined where the digest does not hold all that is wanted. A row that was gone is in no copy. */
async function fromDigest(
  deps: Deps,
  request: DataSubjectRequest,
  { digest }: CopyPart,
  keys: ReadonlySet<string>,
): Promise<LookedAtRecord[] | undefined> {
  if (digest === undefined) return undefined;
  const { collections } = await readDigest(deps, request, digest);
  const kept = collections.flatMap(({ collection, sample }) =>
    sample.filter((one) => one.wholeLength === undefined).map((one) => ({ collection, ...one })),
  );
  const found = kept.filter((record) => keys.has(rowKey(record)));
  const isWhole = kept.length === collections.reduce((sum, { records }) => sum + records, 0);
  return isWhole || found.length === keys.size ? found : undefined;
}

/**
 * All records of a collection in one copy; from its digest where that has them all, so that no file is read.
 */
export async function* recordsOfCopy(
  deps: Deps,
  request: DataSubjectRequest,
  { name, digest }: Pick<CopyPart, 'name' | 'digest'>,
  collection: string,
): AsyncIterable<LookedAtRecord> {
  const { collections } =
    digest === undefined ? { collections: [] } : await readDigest(deps, request, digest);
  const known = collections.find((one) => one.collection === collection);
  if (known && known.sample.length === known.records)
    for (const one of known.sample) yield { collection, ...one };
  else
    for await (const record of recordsIn(deps, request, [name]))
      if (record.collection === collection) yield record;
}
