import type { ExportedRecord } from '../../connectors/connector';
import { fromSnapshot } from '../../connectors/snapshot';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { FrozenRows } from './frozen-rows';
import type { Snapshot, StoredFinding } from './stored-findings';

type Deps = Pick<DeskDeps, 'objects'>;

/**
 * The sealed copies of one collection, in the order they were found. Objects that hold none of it are not
 * opened.
 */
export async function* copiedRecords(
  deps: Deps,
  request: DataSubjectRequest,
  findings: readonly StoredFinding[],
  of: { storeId: string; collection: string },
  frozen?: FrozenRows,
): AsyncIterable<ExportedRecord> {
  const snapshots = snapshotsOf(findings, of.storeId).filter((s) => s.collection === of.collection);
  for await (const record of recordsIn(deps, request, namesOf(snapshots))) {
    if (record.collection === of.collection && isKept(frozen, of.storeId, record)) yield record;
  }
}

/**
 * The sealed copies of a whole store, reading each object once however many collections it holds. Records of
 * one collection come in the order they were found; collections may alternate.
 */
export async function* copiedStore(
  deps: Deps,
  request: DataSubjectRequest,
  findings: readonly StoredFinding[],
  storeId: string,
  frozen?: FrozenRows,
): AsyncIterable<ExportedRecord> {
  for await (const record of recordsIn(deps, request, namesOf(snapshotsOf(findings, storeId)))) {
    if (isKept(frozen, storeId, record)) yield record;
  }
}

/** Copies include records that might be the person's; the manifest says which are. */
function isKept(frozen: FrozenRows | undefined, storeId: string, record: ExportedRecord): boolean {
  return frozen?.isTheirs(storeId, record) ?? true;
}

function snapshotsOf(findings: readonly StoredFinding[], storeId: string): Snapshot[] {
  return findings.filter((f) => f.storeId === storeId).flatMap((f) => f.snapshots);
}

function namesOf(snapshots: readonly Snapshot[]): ReadonlySet<string> {
  return new Set(snapshots.map(({ name }) => name));
}

/** Everything in these sealed copies, one after the other. */
export async function* recordsIn(
  { objects }: Deps,
  { requestId }: DataSubjectRequest,
  names: Iterable<string>,
): AsyncIterable<ExportedRecord> {
  for (const name of names) yield* fromSnapshot(objects.lines(requestId, name));
}
