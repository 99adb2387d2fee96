import { StoreError } from '../../connectors/connector';
import type { DataMap } from '../../domain/data-map';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { LeftBecause } from '../../domain/event-facts';
import { collectionOf } from '../../domain/foreign-keys';
import type { Manifest } from '../../domain/manifest';
import { rowCounts } from '../../domain/manifest-rows';
import { allRows } from '../../domain/rows';
import { inAccountsOf } from '../evidence/known-account';
import { type Returned, returnedRows } from '../evidence/returned-rows';

type Deps = Pick<DeskDeps, 'objects' | 'stores' | 'vault' | 'tombstones' | 'map' | 'clock'>;

/** What is in each store again, or why it could not be read. */
export type ReturnedIn = ReadonlyMap<string, Returned | StoreError>;

/**
 * Reads the stores before anything is erased again. Where a search by the data subject's address or number
 * now finds an account that was not erased then, either the number was given to somebody else or the data
 * subject came back. Files and items under it look like those that were erased, so everything is left to
 * staff. The same goes while a store of accounts cannot be read.
 */
export async function readReturned(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  storeIds: readonly string[],
): Promise<ReturnedIn> {
  const accounts = storesOfAccounts(deps.map).filter((id) => isSearched(manifest, id));
  const all = new Map<string, Returned | StoreError>();
  for (const id of new Set([...storeIds, ...accounts])) {
    all.set(id, await orError(() => returnedRows(inAccountsOf(deps, manifest), request, manifest, id)));
  }
  const isKnown = accounts.every((id) => !(all.get(id) instanceof StoreError));
  const mayGo = isKnown && ![...all].some(([id, found]) => holdsNewAccount(deps.map, id, found));
  const because = isKnown ? 'new-account' : 'not-comparable';
  return new Map(
    storeIds.flatMap((id) => {
      const found = all.get(id);
      if (!found) return [];
      return [[id, mayGo || found instanceof StoreError ? found : leftAlone(found, because)] as const];
    }),
  );
}

function storesOfAccounts({ stores }: DataMap): string[] {
  return stores
    .filter(({ collections }) => collections.some(({ ownRecord }) => ownRecord))
    .map((s) => s.storeId);
}

function isSearched({ stores }: Manifest, storeId: string): boolean {
  return stores.some((s) => s.storeId === storeId && s.state === 'searched');
}

async function orError<T>(read: () => Promise<T>): Promise<T | StoreError> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
}

function holdsNewAccount(map: DataMap, storeId: string, found: Returned | StoreError): boolean {
  if (found instanceof StoreError) return false;
  return found.left.some(
    ({ collection, because }) =>
      because !== 'by-person' && collectionOf(map, storeId, collection)?.ownRecord === true,
  );
}

function leftAlone({ same, left, reading }: Returned, because: LeftBecause): Returned {
  const told = rowCounts(allRows(same)).map((one) => ({ ...one, because }));
  return { same: [], left: [...left, ...told], reading };
}
