import type { ManifestCollection, ManifestRow } from './manifest';

/**
 * An earlier version of a file is erased as a whole or stays. Where it holds a record that is to stay
 * (contested, kept, undecided), the person's other records in it wait for staff as well: erasing them would
 * destroy what was not approved.
 */
export function withWholeVersions(collections: readonly ManifestCollection[]): ManifestCollection[] {
  const staying = new Set(
    collections.flatMap(({ rows }) =>
      rows.filter((row) => !isToErase(row)).flatMap((row) => versionOf(row) ?? []),
    ),
  );
  return collections.map((one) => ({
    ...one,
    rows: one.rows.map((row) =>
      isToErase(row) && staying.has(versionOf(row) ?? '') ? { ...row, treatment } : row,
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
