import { StoreError } from '../../connectors/connector';
import { faultError } from '../../connectors/fault-error';
import { gatherPages, locatedPages } from '../../connectors/located-pages';
import type { FaultAnswer, StoreAnswers, StoreRequest } from '../../connectors/store-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { StoreFault } from '../../domain/store-examination';

type Deps = Pick<DeskDeps, 'stores'>;

/**
 * Calls a store's own function; the request type determines the reply type. A fault that the store returns is
 * thrown as the error of its kind.
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
/** What a store did not do, and why; nothing when the error is not a store's. */
export function faultOf(error: unknown): StoreFault | undefined {
  if (!(error instanceof StoreError)) return undefined;
  return { kind: error.kind, place: error.place };
}
