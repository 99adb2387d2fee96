import type { RowPrint } from '../../connectors/row-prints';
import type { DeskDeps } from '../../domain/desk-deps';
import type { RowRef } from '../../domain/finding';
import { rowKey } from '../../domain/row-key';
import { callStore } from './call-store';

type Deps = Pick<DeskDeps, 'stores' | 'vault'>;

/** Keys in one call, so that the reply stays far below Lambda's limit. */
const KEYS_AT_ONCE = 1_000;

/**
 * Which of these rows a store still holds, read by key, each with a hash that only this request can compare.
 * By {@link rowKey}.
 */
export async function rowsThere(
  deps: Deps,
  { requestId, storeId }: { readonly requestId: string; readonly storeId: string },
  rows: readonly RowRef[],
): Promise<ReadonlyMap<string, RowPrint>> {
  const found = new Map<string, RowPrint>();
  if (rows.length === 0) return found;
  const printKey = (await deps.vault.derive(requestId, 'row-prints')).toString('base64');
  for (let at = 0; at < rows.length; at += KEYS_AT_ONCE) {
    const part = rows.slice(at, at + KEYS_AT_ONCE).map(({ collection, key }) => ({ collection, key }));
    const { there } = await callStore(deps, storeId, { op: 'prints', rows: part, printKey });
    for (const row of there) found.set(rowKey(row), row);
  }
  return found;
}
