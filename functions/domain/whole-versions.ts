import type { ManifestCollection, ManifestRow } from './manifest';
import { allRows, packRows, rowsAs, rowsWhere } from './rows';

/**
 * An earlier version of a file is erased as a whole or stays. Where it holds a record that is to stay
 * (contested, kept, undecided), the person's other records in it wait for staff as well: erasing them would
 * destroy what was not approved.
 */
export function withWholeVersions(collections: readonly ManifestCollection[]): ManifestCollection[] {
  const stay = rowsWhere(allRows(collections), (row) => !isToErase(row));
  const staying = new Set(rowsAs(stay, (row) => versionOf(row) ?? ''));
  staying.delete('');
  return collections.map((one) => ({
    ...one,
    rows: packRows(
      rowsAs(one.rows, (row) =>
        isToErase(row) && staying.has(versionOf(row) ?? '') ? { ...row, treatment } : row,
      ),
    ),
  }));
}

/** By the manifest as it is now; no row of it is approved yet. */
function isToErase({ treatment: { action } }: ManifestRow): boolean {
  return action === 'erase' || action === 'anonymise';
}

const treatment = {
  action: 'undecided',
  reason: 'it stands in an earlier version of a file together with a record that is not to be erased',
} as const;

function versionOf({ collection, key }: ManifestRow): string | undefined {
  return key.version === undefined ? undefined : JSON.stringify([collection, key.key, key.version]);
}
