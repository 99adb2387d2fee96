import type { RowPrint } from '../../connectors/row-prints';
import type { DeskDeps } from '../../domain/desk-deps';
import type { RowRef } from '../../domain/finding';
import { type KeyedRows, lengthOf, PackedMap } from '../../domain/packed-map';
import { rowKey } from '../../domain/row-key';
import { rowParts, rowsAs } from '../../domain/rows';
import { callStore } from './call-store';

/** Rows that a store holds, by {@link rowKey}. */
export type PresentRows = KeyedRows<RowPrint>;

type Deps = Pick<DeskDeps, 'stores' | 'vault'>;

/** Keys in one call, and bytes of them, so that both ways stay far below Lambda's limit of 6 MB. */
const KEYS_AT_ONCE = 5_000;
const WEIGHT_AT_ONCE = 1_000_000;

/**
 * Which of these rows a store still holds, read by key, each with a hash that only this request can compare.
 * By {@link rowKey}.
 */
export async function rowsThere(
  deps: Deps,
  { requestId, storeId }: { readonly requestId: string; readonly storeId: string },
  rows: Iterable<RowRef>,
): Promise<PresentRows> {
  const found = new PackedMap<RowPrint>(rowKey, [], lengthOf(rows));
  let printKey: string | undefined;
  const refs = rowsAs(rows, ({ collection, key }) => ({ collection, key }));
  for (const part of rowParts(refs, KEYS_AT_ONCE, WEIGHT_AT_ONCE)) {
    printKey ??= (await deps.vault.derive(requestId, 'row-prints')).toString('base64');
    const { there } = await callStore(deps, storeId, { op: 'prints', rows: part, printKey });
    for (const row of there) found.add(row);
  }
  return found;
}
