import type { FoundRow } from './found-rows';
import {
  isDirectlyTheirs,
  type NamingContext,
  namesDirectly,
  openDirectQueries,
  type StoreQuery,
} from './named-directly';
import { lookAbove } from './rows-above';

/**
 * Ids of the rows that name somebody else too: by themselves or, where only a row above says that they are
 * this person's, by any other row above. A person's answer to somebody else's post is theirs; a transfer
 * between two wallets belongs to both.
 *
 * @param contested - rows of which that was settled before
 */
export function rowsNamingOthers(
  namings: NamingContext,
  rows: readonly FoundRow[],
  contested: readonly FoundRow[] = [],
): ReadonlySet<string> {
  const others = new Set(contested.map(({ id }) => id));
  const below = new Map<string, string[]>();
  for (const row of rows) {
    if (namesDirectly(namings, row)) others.add(row.id);
    else if (!isDirectlyTheirs(namings, row)) {
      const { names, through } = lookAbove(namings, row);
      if (names) others.add(row.id);
      for (const id of through) {
        const hanging = below.get(id);
        if (hanging) hanging.push(row.id);
        else below.set(id, [row.id]);
      }
    }
  }
  for (const id of others) for (const hanging of below.get(id) ?? []) others.add(hanging);
  return others;
}

/**
 * Questions to ask before it is known whether a row names somebody else; about rows above it only when
 * nothing nearer decides.
 */
export function openQueries(namings: NamingContext, row: FoundRow): readonly StoreQuery[] {
  const open = openDirectQueries(namings, row);
  if (open.length > 0) return open;
  if (namesDirectly(namings, row) || isDirectlyTheirs(namings, row)) return [];
  return lookAbove(namings, row).questions;
}
