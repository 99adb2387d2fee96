import type { DataMap } from './data-map';
import type { LocatedRow } from './finding';
import { collectionOf } from './foreign-keys';
import { ownValue } from './found-rows';
import type { ManifestRow } from './manifest';
import { isToErase } from './manifest-rows';
import { linksFrom } from './outgoing-links';
import { type KeyedRows, KeySet, type Keys } from './packed-map';
import { rowKey } from './row-key';
import { type Rows, rowsAs } from './rows';

export interface StrayedRowsInput {
  readonly map: DataMap;
  readonly storeId: string;
  /** By {@link rowKey}. */
  readonly approved: KeyedRows<ManifestRow>;
  /** What the frozen searches find now. */
  readonly rows: Rows<LocatedRow>;
  /** Keys of the approved rows that exist. */
  readonly there: Keys;
}

/**
 * Approved rows that exist by their keys and no longer name the data subject. The values of the frozen
 * searches never change, so a row that is still the data subject's is still found, whatever else is gone by
 * now; and it still names the same people and leads to the same rows.
 */
export function* strayedRows({
  map,
  storeId,
  approved,
  rows,
  there,
}: StrayedRowsInput): Generator<ManifestRow> {
  const fields = fieldsByCollection(map, storeId);
  const says = (row: LocatedRow | ManifestRow) =>
    JSON.stringify([rowKey(row), fields(row.collection).map((field) => ownValue(row, field) ?? null)]);
  const found = new KeySet(rowsAs(rows, says), rows.length);
  for (const [key, row] of approved)
    if (isToErase(row) && !row.vouched && there.has(key) && !found.has(says(row))) yield row;
}

/** The fields by which a row of a collection names people and leads to other rows. */
function fieldsByCollection(map: DataMap, storeId: string): (name: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (name) => {
    const fields = known.get(name) ?? fieldsOf(map, storeId, name);
    known.set(name, fields);
    return fields;
  };
}

function fieldsOf(map: DataMap, storeId: string, name: string): string[] {
  const collection = collectionOf(map, storeId, name);
  return [
    ...(collection?.reachedBy ?? []).flatMap((reach) => [
      reach.field,
      ...('where' in reach ? Object.keys(reach.where ?? {}) : []),
    ]),
    ...(collection?.fields ?? []).flatMap((field) => (field.identity ? [field.name] : [])),
    ...linksFrom(map, storeId, name).map(({ reach }) => reach.from.field),
  ];
}
