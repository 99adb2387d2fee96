import type { StoreAnswers, StoreRequest } from '../connectors/store-request';
import type { DeskDeps } from '../domain/desk-deps';

type Deps = Pick<DeskDeps, 'stores'>;

/** One call to a store's own function, with the answer typed by the question. */
export function callStore<R extends StoreRequest>(
  deps: Deps,
  storeId: string,
  request: R,
): Promise<StoreAnswers[R['op']]> {
  return deps.stores.call<StoreAnswers[R['op']]>(storeId, request);
}

/** All pages of a search, in the store's stable order. */
export async function searchStore(
  deps: Deps,
  storeId: string,
  op: 'locate' | 'read-again',
  searches: Extract<StoreRequest, { op: 'locate' }>['searches'],
): Promise<Omit<StoreAnswers['locate'], 'cursor'>> {
  const rows: StoreAnswers['locate']['rows'] = [];
  const unmapped: StoreAnswers['locate']['unmapped'] = [];
  let cursor: string | undefined;
  do {
    const page: StoreAnswers['locate'] = await callStore(deps, storeId, {
      op,
      searches,
      ...(cursor ? { cursor } : {}),
    });
    rows.push(...page.rows);
    unmapped.push(...page.unmapped);
    cursor = page.cursor;
  } while (cursor);
  return { rows, unmapped };
}
