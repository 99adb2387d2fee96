import type { EraseReceipt } from '../../connectors/connector';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { KeySet } from '../../domain/packed-map';
import { readStored } from '../../domain/read-stored';
import { rowKey } from '../../domain/row-key';
import { type OpenOrders, submittedOrders } from '../../domain/submitted-rows';
import { attemptName } from './attempt-name';
import { OrderedRows } from './stored-shapes';

type Deps = Pick<DeskDeps, 'objects'>;

/**
 * Seals which rows a store took the order for, with what it calls the order: counts alone would let a row
 * that was asked for twice stand for one that was refused.
 *
 * @returns the name of the object; `undefined` where the receipt names none
 */
export async function keepOrdered(
  { objects }: Deps,
  { requestId, storeId }: { readonly requestId: string; readonly storeId: string },
  { ordered = [] }: EraseReceipt,
): Promise<string | undefined> {
  if (ordered.length === 0) return undefined;
  return objects.put(requestId, attemptName(`ordered/${storeId}`), ordered);
}

/** What a store took the order for, opened; undefined where it erased all of it at once. */
export async function openOrders(
  deps: Deps,
  request: DataSubjectRequest,
  storeId: string,
): Promise<OpenOrders | undefined> {
  const orders = submittedOrders(request, storeId);
  if (orders?.named === undefined) return orders;
  const rows = new KeySet();
  for (const name of orders.named) {
    const value = await deps.objects.get(request.requestId, name);
    for (const row of readStored('ordered rows', OrderedRows, value)) rows.add(rowKey(row));
  }
  return { ...orders, rows };
}
