import type { ExportedRecord } from '../../connectors/connector';
import { fromSnapshot } from '../../connectors/snapshot';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { type CopiedWave, copiesOf } from './copied-waves';
import type { CopyOwner } from './copy-owner';
import type { StoredFinding } from './stored-findings';

type Deps = Pick<DeskDeps, 'objects'>;

/**
 * The copies of one collection that are the person's, in the order they were found. Objects that hold none of
 * it are not opened.
 */
export async function* copiedRecords(
  deps: Deps,
  request: DataSubjectRequest,
  waves: readonly CopiedWave[],
  of: { readonly storeId: string; readonly collection: string },
  owner?: CopyOwner,
): AsyncIterable<ExportedRecord> {
  const names = (await copiesOf(waves, of)).map(({ name }) => name);
  for await (const record of recordsIn(deps, request, new Set(names)))
    if (record.collection === of.collection && (!owner || (await owner.isTheirs(record)))) yield record;
}

/**
 * The sealed copies of a whole store, reading each object once however many collections it holds. Records of
 * one collection come in the order they were found; collections may alternate.
 */
export async function* copiedStore(
  deps: Deps,
  request: DataSubjectRequest,
  findings: readonly Pick<StoredFinding, 'storeId' | 'snapshots'>[],
  storeId: string,
): AsyncIterable<ExportedRecord> {
  const snapshots = findings.filter((f) => f.storeId === storeId).flatMap((f) => f.snapshots);
  yield* recordsIn(deps, request, new Set(snapshots.map(({ name }) => name)));
}

/** Everything in these sealed copies, one after the other. */
export async function* recordsIn(
  { objects }: Deps,
  { requestId }: DataSubjectRequest,
  names: Iterable<string>,
): AsyncIterable<ExportedRecord> {
  for (const name of names) yield* fromSnapshot(objects.lines(requestId, name));
}
