import type { ExportedRecord } from '../connectors/connector';
import { fromSnapshot } from '../connectors/snapshot';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import type { StoredFinding } from './stored-findings';

/** The sealed copies of one collection, in the order they were found. */
export async function* copiedRecords(
  deps: Pick<DeskDeps, 'objects'>,
  request: DataSubjectRequest,
  findings: readonly StoredFinding[],
  of: { storeId: string; collection: string },
): AsyncIterable<ExportedRecord> {
  for (const finding of findings.filter((f) => f.storeId === of.storeId)) {
    for (const { name } of finding.snapshots.filter((s) => s.collection === of.collection)) {
      yield* fromSnapshot(deps.objects.lines(request.requestId, name));
    }
  }
}
