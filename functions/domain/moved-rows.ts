import type { LocatedRow } from './finding';
import type { ManifestRow } from './manifest';
import { rowKey } from './row-key';

/**
 * Finds rows again that are the same records in another place, under the keys of the manifest: a line of an
 * object is named by its content or its id and owner, and objects are rotated and compacted. Each missing
 * approved row takes one of them.
 *
 * @param follows whether an approved row may be found in another place
 */
export function withMovedRows(
  rows: readonly LocatedRow[],
  approved: ReadonlyMap<string, ManifestRow>,
  follows: (row: ManifestRow) => boolean,
): LocatedRow[] {
  const seen = new Set(rows.map(rowKey));
  const missing = new Map<string, ManifestRow[]>();
  for (const [key, row] of approved) {
    const name = recordOf(row);
    if (name === undefined || seen.has(key) || !follows(row)) continue;
    missing.set(name, [...(missing.get(name) ?? []), row]);
  }
  return rows.map((row) => {
    const name = approved.has(rowKey(row)) ? undefined : recordOf(row);
    const before = name === undefined ? undefined : missing.get(name)?.shift();
    return before ? { ...row, key: before.key } : row;
  });
}

/** Only a record in a current object can move; the number of a copy has no meaning elsewhere. */
function recordOf({ collection, key }: Pick<LocatedRow, 'collection' | 'key'>): string | undefined {
  const { line, version } = key;
  const isTold =
    line !== undefined && version === undefined && /^sha256:|#[0-9a-f]{16}\.[0-9a-f]{8}$/.test(line);
  return isTold ? JSON.stringify([collection, line]) : undefined;
}
