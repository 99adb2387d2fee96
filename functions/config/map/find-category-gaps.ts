import type { MapGap } from '../../domain/data-map';
import type { FieldYaml } from './data-map-schema';
import type { DraftCollection } from './draft-map';
import { gapAt } from './gap-at';
import type { KnownCategories } from './known-categories';
import { isOldName, nearestCategory } from './nearest-category';

/**
 * Categories that neither fideslang nor the map knows. Categories decide what is secret and what is
 * sensitive, so nothing is approved before somebody decided; until then the field has both protections.
 */
export function categoryGaps(draft: DraftCollection, known: KnownCategories): MapGap[] {
  return writtenCategories(draft)
    .filter(({ category }) => !known.has(category))
    .map(({ path, category }) => gapAt(draft, { path, concerns: 'both', ...wordsFor(category, known) }));
}

interface Written {
  readonly path: string;
  readonly category: string;
}

function writtenCategories(draft: DraftCollection): Written[] {
  const at = (path: string, categories: readonly string[] | null | undefined) =>
    (categories ?? []).map((category) => ({ path, category }));
  const inFields = (fields: readonly FieldYaml[], parent: string): Written[] =>
    fields.flatMap((field) => {
      const path = `${parent}.fields[${field.name}]`;
      return [...at(path, field.data_categories), ...inFields(field.fields ?? [], path)];
    });
  return [
    ...at(`dataset[${draft.datasetKey}]`, draft.dataset.data_categories),
    ...at(draft.path, draft.node.data_categories),
    ...inFields(draft.node.fields, draft.path),
  ];
}

function wordsFor(category: string, known: KnownCategories): { problem: string; remedy: string } {
  if (known.isLeftOpen(category))
    return {
      problem: `the category "${category}" is declared, but not which one it is to be treated like`,
      remedy: `set rightsdesk_meta: { like: ... } on data_category[${category}], with a category of fideslang that protects as much`,
    };
  const meant = nearestCategory(category);
  const declare = 'or declare it under data_category with rightsdesk_meta.like (docs/data-map.md)';
  return {
    problem: isOldName(category)
      ? `the category "${category}" is a name of fideslang 1.x`
      : `fideslang knows no category "${category}"`,
    remedy: meant ? `write ${meant} if that is meant, ${declare}` : `write one of fideslang's, ${declare}`,
  };
}
