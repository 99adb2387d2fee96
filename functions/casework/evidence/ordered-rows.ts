import type { EraseReceipt } from '../../connectors/connector';
import type { StoreMap } from '../../domain/data-map';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { EraseInstruction } from '../../domain/erase-instruction';
import type { OrderedRow } from '../../domain/finding';
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
  for (const row of await namedRows(deps, request, orders.named)) rows.add(rowKey(row));
  return { ...orders, rows };
}

async function namedRows(
  { objects }: Deps,
  { requestId }: DataSubjectRequest,
  names: readonly string[],
): Promise<OrderedRow[]> {
  const rows: OrderedRow[] = [];
  for (const name of names)
    rows.push(...readStored('ordered rows', OrderedRows, await objects.get(requestId, name)));
  return rows;
}

/**
 * Instructions to erase, each with the rows ordered before to which the map leads from its own: a vendor may
 * remove those of the call together with them.
 */
export async function withOrderedBefore(
  deps: Deps,
  request: DataSubjectRequest,
  store: StoreMap | undefined,
  instructions: readonly EraseInstruction[],
): Promise<EraseInstruction[]> {
  const { counts, named = [] } = submittedOrders(request, store?.storeId ?? '') ?? {};
  const parents = (one: EraseInstruction) =>
    one.action === 'erase' ? leadingTo(store, one.collection).filter((name) => counts?.has(name)) : [];
  if (instructions.every((one) => parents(one).length === 0)) return [...instructions];
  const ordered = await namedRows(deps, request, named);
  return instructions.map((one) => {
    const names = parents(one);
    const orderedBefore = ordered.filter(({ collection }) => names.includes(collection));
    return orderedBefore.length > 0 ? { ...one, orderedBefore } : one;
  });
}

function leadingTo(store: StoreMap | undefined, collection: string): string[] {
  const reaches = store?.collections.find(({ name }) => name === collection)?.reachedBy ?? [];
  return reaches.flatMap((reach) =>
    'from' in reach && reach.from.storeId === store?.storeId ? [reach.from.collection] : [],
  );
}
