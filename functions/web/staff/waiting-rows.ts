import { approvedManifest } from '../../casework/evidence/approved-manifest';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { collectionOf } from '../../domain/foreign-keys';
import { waitsForDecision } from '../../domain/undecided';
import type { StaffDeps } from './staff-deps';

/** A record that was left to staff, as they find it in the store. */
export interface WaitingRow {
  /** Name of the collection, as the map and the store call it. */
  readonly name: string;
  /** "id 7", "tenant 1, no 3". */
  readonly key: string;
}

/**
 * What was left in a store, record by record. The rows that led to them may be erased by now, so that only
 * their keys find them.
 */
export async function waitingRows(
  deps: Pick<StaffDeps, 'objects' | 'vault' | 'map'>,
  request: DataSubjectRequest,
  storeId: string,
): Promise<WaitingRow[]> {
  const { stores } = await approvedManifest(deps, request);
  const collections = stores.find((store) => store.storeId === storeId)?.collections ?? [];
  return collections.flatMap(({ collection, rows }) =>
    rows
      .filter(({ treatment }) => waitsForDecision(treatment))
      .map(({ key }) => ({
        name: collectionOf(deps.map, storeId, collection)?.name ?? collection,
        key: Object.entries(key)
          .map(([field, value]) => `${field} ${value}`)
          .join(', '),
      })),
  );
}
