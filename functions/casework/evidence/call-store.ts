import { StoreError } from '../../connectors/connector';
import { faultError } from '../../connectors/fault-error';
import { type GatheredPage, gatherPages, locatedPages } from '../../connectors/located-pages';
import type { StoreAnswers, StoreRequest } from '../../connectors/store-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { readStored } from '../../domain/read-stored';
import type { StoreFault } from '../../domain/store-examination';
import { FaultAnswerShape, storeAnswerShapes } from './store-answer-shapes';

type Deps = Pick<DeskDeps, 'stores'>;

/**
 * Calls a store's own function; the request type determines the reply type. A fault that the store returns is
 * thrown as the error of its kind.
 *
 * @throws StoredShapeError when it answers something else
 */
export async function callStore<R extends StoreRequest>(
  deps: Deps,
  storeId: string,
  request: R,
): Promise<StoreAnswers[R['op']]> {
  const answer = await deps.stores.call(storeId, request);
  const what = `the answer of the store ${storeId} to ${request.op}`;
  if (isFault(answer)) throw faultError(storeId, readStored(what, FaultAnswerShape, answer).fault);
  const op: R['op'] = request.op;
  return readStored<StoreAnswers[R['op']]>(what, storeAnswerShapes[op], answer);
}

function isFault(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'fault' in answer;
}

/** All pages of a search, in the store's stable order. */
export async function searchStore(
  deps: Deps,
  storeId: string,
  op: 'locate' | 'read-again',
  searches: Extract<StoreRequest, { op: 'locate' }>['searches'],
): Promise<Required<Omit<GatheredPage, 'cursor'>>> {
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
