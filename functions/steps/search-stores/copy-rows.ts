import { attemptName } from '../../casework/evidence/attempt-name';
import { callStore } from '../../casework/evidence/call-store';
import { copiesToMake } from '../../casework/evidence/copies-to-make';
import type { StoredFinding } from '../../casework/evidence/stored-findings';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { LocatedRow, RowRef } from '../../domain/finding';
import type { Rows } from '../../domain/rows';

type Deps = Pick<DeskDeps, 'objects' | 'stores' | 'map'>;

/**
 * Copies rows into sealed objects. The store's function writes each object by itself, with a key for that
 * object alone.
 */
export async function copyRows(
  deps: Deps,
  request: DataSubjectRequest,
  { storeId, wave, rows }: { storeId: string; wave: number; rows: Rows<LocatedRow> },
): Promise<StoredFinding['snapshots']> {
  const store = deps.map.stores.find((s) => s.storeId === storeId);
  const snapshots: { collection: string; name: string }[] = [];
  for (const [n, part] of copiesToMake(store, [...rows]).entries()) {
    const name = attemptName(`copy/${storeId}/${wave}/${n}`, 'jsonl');
    const target = await deps.objects.target(request.requestId, name);
    await callStore(deps, storeId, { op: 'export', rows: part.map(refOf), target });
    for (const collection of new Set(part.map((row) => row.collection))) snapshots.push({ collection, name });
  }
  return snapshots;
}

function refOf({ collection, key }: LocatedRow): RowRef {
  return { collection, key };
}
