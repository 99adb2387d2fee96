import type { LocatedPage } from '../../functions/connectors/connector';
import type { StoreRequest } from '../../functions/connectors/store-request';
import type { World } from '../builders/a-world';

/**
 * The world with stores whose functions answer a search with one row at a time.
 *
 * @param isEnded - asked before each answer: whether the calling function is ended there
 */
export function oneRowAtATime<W extends World>(world: W, isEnded: () => boolean = () => false): W {
  const call = async (storeId: string, request: unknown): Promise<unknown> => {
    const asked = request as StoreRequest;
    if (asked.op !== 'locate' && asked.op !== 'read-again') return world.stores.call(storeId, request);
    if (isEnded()) throw new Error('the function was ended');
    const { cursor = '0', ...whole } = asked;
    const all = (await world.stores.call(storeId, whole)) as LocatedPage;
    const next = Number(cursor) + 1;
    const rows = all.rows.slice(Number(cursor), next);
    return { ...all, rows, ...(next < all.rows.length ? { cursor: `${next}` } : {}) };
  };
  return { ...world, stores: { call } };
}
