import { attemptName } from '../../casework/evidence/attempt-name';
import { callStore } from '../../casework/evidence/call-store';
import { copiesToMake } from '../../casework/evidence/copies-to-make';
import type { StoredFinding } from '../../casework/evidence/stored-findings';
import type { DataMap } from '../../domain/data-map';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { LocatedRow, RowToCopy } from '../../domain/finding';
import { collectionOf } from '../../domain/foreign-keys';
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
    await callStore(deps, storeId, {
      op: 'export',
      rows: part.map((row) => rowToCopy(deps.map, storeId, row)),
      target,
    });
    for (const collection of new Set(part.map((row) => row.collection))) snapshots.push({ collection, name });
  }
  return snapshots;
}

function rowToCopy(map: DataMap, storeId: string, { collection, key, facts }: LocatedRow): RowToCopy {
  const { reachedBy = [] } = collectionOf(map, storeId, collection) ?? {};
  const foundBy = Object.fromEntries(
    reachedBy.flatMap(({ field }) => (facts[field] === undefined ? [] : [[field, facts[field]]])),
  );
  return { collection, key, foundBy };
}
