import type { RetainedGroup } from '../../documents/completion-input';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { governingLawsInForce } from '../../domain/governing-laws';
import { keptArticle } from '../../domain/kept-article';
import type { Manifest, ManifestRow } from '../../domain/manifest';
import { packRows, rowsAs } from '../../domain/rows';

/** What an erasure kept by law, with the articles of the laws that govern this request. */
export function keptUnderLaws<T extends { readonly retained: readonly RetainedGroup[] }>(
  deps: Pick<DeskDeps, 'book' | 'desk'>,
  request: DataSubjectRequest,
  collections: readonly T[],
): T[] {
  const laws = governingLawsInForce(deps, request);
  return collections.map((collection) => ({
    ...collection,
    retained: collection.retained.map((group) => ({ ...group, article: keptArticle(group.article, laws) })),
  }));
}

/** The same for rows that are to be kept, before anything is erased. */
export function manifestUnderLaws(
  deps: Pick<DeskDeps, 'book' | 'desk'>,
  request: DataSubjectRequest,
  manifest: Manifest,
): Manifest {
  const laws = governingLawsInForce(deps, request);
  const cited = (row: ManifestRow): ManifestRow =>
    row.treatment.action === 'retain'
      ? { ...row, treatment: { ...row.treatment, article: keptArticle(row.treatment.article, laws) } }
      : row;
  const stores = manifest.stores.map((store) => ({
    ...store,
    collections: store.collections.map((one) => ({ ...one, rows: packRows(rowsAs(one.rows, cited)) })),
  }));
  return { ...manifest, stores };
}
