import type { DataMap } from '../../domain/data-map';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { governingLawsInForce } from '../../domain/governing-laws';
import { keptArticle } from '../../domain/kept-article';

/**
 * The data map as an answer uses it: rows that a law keeps are kept on the articles of the laws that govern
 * this request.
 */
export function mapUnderLaws(
  deps: Pick<DeskDeps, 'map' | 'book' | 'desk'>,
  request: DataSubjectRequest,
): DataMap {
  const laws = governingLawsInForce(deps, request);
  const stores = deps.map.stores.map((store) => ({
    ...store,
    collections: store.collections.map((collection) => {
      const { onErasure } = collection;
      if (onErasure.action !== 'retain') return collection;
      return { ...collection, onErasure: { ...onErasure, article: keptArticle(onErasure.article, laws) } };
    }),
  }));
  return { ...deps.map, stores };
}
