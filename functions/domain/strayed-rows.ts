import type { DataMap } from './data-map';
import type { LocatedRow } from './finding';
import { collectionOf } from './foreign-keys';
import { ownValue } from './found-rows';
import type { ManifestRow } from './manifest';
import { isToErase } from './manifest-rows';
import { linksFrom } from './outgoing-links';
import { rowKey } from './row-key';

export interface StrayedRowsInput {
  readonly map: DataMap;
  readonly storeId: string;
  /** By {@link rowKey}. */
  readonly approved: ReadonlyMap<string, ManifestRow>;
  /** What the frozen searches find now. */
  readonly rows: readonly LocatedRow[];
  /** Keys of the approved rows that exist. */
  readonly there: ReadonlySet<string>;
}

/**
 * Approved rows that exist by their keys and no longer name the data subject. The values of the frozen
 * searches never change, so a row that is still the data subject's is still found, whatever else is gone by
 * now; and it still names the same people and leads to the same rows.
 */
export function strayedRows({ map, storeId, approved, rows, there }: StrayedRowsInput): ManifestRow[] {
  const now = byKey(rows);
  return [...approved].flatMap(([key, row]) => {
    if (!isToErase(row) || row.vouched || !there.has(key)) return [];
    const isSame = (now.get(key) ?? []).some((found) => saysTheSame(map, storeId, row, found));
    return isSame ? [] : [row];
  });
}

function saysTheSame(map: DataMap, storeId: string, before: ManifestRow, now: LocatedRow): boolean {
  const collection = collectionOf(map, storeId, before.collection);
  const fields = [
    ...(collection?.reachedBy ?? []).flatMap((reach) => [
      reach.field,
      ...('where' in reach ? Object.keys(reach.where ?? {}) : []),
    ]),
    ...(collection?.fields ?? []).flatMap(({ name, identity }) => (identity ? [name] : [])),
    ...linksFrom(map, storeId, before.collection).map(({ reach }) => reach.from.field),
  ];
  return fields.every((field) => ownValue(before, field) === ownValue(now, field));
}

/** Several searches may have found one row. */
function byKey(rows: readonly LocatedRow[]): ReadonlyMap<string, readonly LocatedRow[]> {
  const all = new Map<string, LocatedRow[]>();
  for (const row of rows) all.set(rowKey(row), [...(all.get(rowKey(row)) ?? []), row]);
  return all;
}
