import type { SecondReadingFacts } from '../../documents/completion-input';
import type { DeskDeps } from '../../domain/desk-deps';
import { collectionOf } from '../../domain/foreign-keys';
import type { Settlement } from '../../domain/settlements';
import type { ErasureRecord } from './erasure-records';

type Deps = Pick<DeskDeps, 'map'>;

/** Once all that the store took the order for is gone, the reading that showed it counts. */
export function secondReading(
  deps: Deps,
  last: ErasureRecord,
  gone: ReadonlyMap<string, number>,
  settlement: Settlement | undefined,
): SecondReadingFacts {
  if (settlement?.state !== 'done' || !settlement.ended)
    return { readAt: last.at, found: foundAgain(deps, last, gone) };
  const goneSince = new Map(gone);
  for (const { collection, rows } of last.submitted ?? [])
    goneSince.set(collection, (goneSince.get(collection) ?? 0) + rows);
  return { readAt: settlement.ended.at, found: foundAgain(deps, last, goneSince) };
}

/** Rows of a collection that were still there at the last reading, and that the store erases later. */
export function submittedIn(records: readonly ErasureRecord[], name: string): number {
  return records.at(-1)?.submitted?.find(({ collection }) => collection === name)?.rows ?? 0;
}

function foundAgain(deps: Deps, record: ErasureRecord, goneSince: ReadonlyMap<string, number>) {
  return record.found
    .map((f) => ({
      ...f,
      records: Math.max(f.unexplained, f.records - (goneSince.get(f.collection) ?? 0)),
      title: collectionOf(deps.map, record.storeId, f.collection)?.title ?? f.collection,
    }))
    .filter(({ records }) => records > 0);
}
