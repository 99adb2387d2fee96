import type { StoreRequest } from '../../connectors/store-request';
import { type DeskDeps, withParts } from '../../domain/desk-deps';
import type { Manifest } from '../../domain/manifest';

/** What judges whether rows are there. */
const COMPARED: readonly StoreRequest['op'][] = ['read-again', 'prints', 'erase'];

/**
 * The same, where each store is read and changed only in the account in which the rows of a manifest were
 * found: somebody may have exchanged its credentials since.
 */
export function inAccountsOf<D extends Pick<DeskDeps, 'stores'>>(deps: D, manifest: Manifest): D {
  const accounts = new Map(manifest.stores.map((one) => [one.storeId, one.examination?.account]));
  return inAccounts(deps, accounts);
}

/** @param accounts by the id of the store */
export function inAccounts<D extends Pick<DeskDeps, 'stores'>>(
  deps: D,
  accounts: ReadonlyMap<string, string | undefined>,
): D {
  const call = (storeId: string, request: unknown) => {
    const account = accounts.get(storeId);
    const { op } = request as StoreRequest;
    const isCompared = account !== undefined && COMPARED.includes(op);
    return deps.stores.call(storeId, isCompared ? { ...(request as StoreRequest), account } : request);
  };
  return withParts(deps, { stores: { call } });
}
