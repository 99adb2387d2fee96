import type { StoreCount } from './event-facts';
import type { Manifest } from './manifest';
import { actionCounts } from './manifest-rows';

/** How many rows of each collection were found and how many stay, which is all that the log may hold. */
export function storeCounts({ stores }: Pick<Manifest, 'stores'>): StoreCount[] {
  return stores.flatMap(({ storeId, collections }) =>
    collections.map(({ collection, rows }): StoreCount => {
      const counts = actionCounts(rows);
      return { storeId, collection, rows: rows.length, retained: counts.retain, ...waitingCounts(counts) };
    }),
  );
}

/** How many rows of a collection wait for a decision, and how many stay for others' sake. */
function waitingCounts(
  of: ReturnType<typeof actionCounts>,
): Pick<StoreCount, 'undecided' | 'contested' | 'shared'> {
  const counts = { undecided: of.undecided, contested: of.contested, shared: of['keep-shared'] };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
