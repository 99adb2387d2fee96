import type { RetainedGroup } from '../answer/completion-input';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { lawsOf } from '../domain/governing-laws';
import { keptArticle } from '../domain/kept-article';

/** What an erasure left by law, on the articles of the laws that govern this request. */
export function keptUnderLaws<T extends { readonly retained: readonly RetainedGroup[] }>(
  deps: Pick<DeskDeps, 'book' | 'desk'>,
  request: DataSubjectRequest,
  collections: readonly T[],
): T[] {
  const laws = lawsOf(deps, request);
  return collections.map((collection) => ({
    ...collection,
    retained: collection.retained.map((group) => ({ ...group, article: keptArticle(group.article, laws) })),
  }));
}
