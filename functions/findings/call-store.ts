import { faultError } from '../connectors/fault-error';
import { gatherPages, locatedPages } from '../connectors/located-pages';
import type { FaultAnswer, StoreAnswers, StoreRequest } from '../connectors/store-request';
import type { DeskDeps } from '../domain/desk-deps';

type Deps = Pick<DeskDeps, 'stores'>;

/**
 * One call to a store's own function, with the answer typed by the question. Throws the error of what the
 * store did not do, by its kind.
 */
export async function callStore<R extends StoreRequest>(
  deps: Deps,
  storeId: string,
  request: R,
): Promise<StoreAnswers[R['op']]> {
  const answer = await deps.stores.call<StoreAnswers[R['op']] | FaultAnswer>(storeId, request);
  if (isFault(answer)) throw faultError(storeId, answer.fault);
  return answer;
}

function isFault(answer: object): answer is FaultAnswer {
  return 'fault' in answer;
}

/** All pages of a search, in the store's stable order. */
export async function searchStore(
  deps: Deps,
  storeId: string,
  op: 'locate' | 'read-again',
  searches: Extract<StoreRequest, { op: 'locate' }>['searches'],
): Promise<Required<Omit<StoreAnswers['locate'], 'cursor'>>> {
  const pages = locatedPages((cursor) =>
    callStore(deps, storeId, { op, searches, ...(cursor ? { cursor } : {}) }),
  );
  const { rows, unmapped, unread = [] } = await gatherPages(pages);
  return { rows, unmapped, unread };
}
