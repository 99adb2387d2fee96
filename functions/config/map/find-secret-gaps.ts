import type { MapGap } from '../../domain/data-map';
import { protectionOf } from './category-protection';
import type { FieldYaml } from './data-map-schema';
import type { DraftCollection } from './draft-map';
import { gapAt } from './gap-at';
import type { KnownCategories } from './known-categories';

/**
 * Fields that the map wants kept back without saying why. A law that owes the person a copy, as Art. 15(3)
 * GDPR does, lets nothing be kept back without a ground. Passwords and tokens need none, and what a law
 * forbids to show follows from the categories.
 */
export function secretGaps(draft: DraftCollection, known: KnownCategories): MapGap[] {
  const inherited = [...(draft.dataset.data_categories ?? []), ...(draft.node.data_categories ?? [])];
  return wishes(draft.node.fields, draft.path, inherited)
    .filter(({ categories }) => !protectionOf(categories, known).secret)
    .map(({ path }) =>
      gapAt(draft, {
        path: `${path}.rightsdesk_meta.secret`,
        problem:
          'is to be kept back from the person, but not why; a law that owes them a copy wants a ground',
        remedy:
          'write secret: { because: ..., article: ... }, or take it out: what a law forbids to show follows from data_categories',
        concerns: 'answer',
      }),
    );
}

interface Wish {
  readonly path: string;
  readonly categories: readonly string[];
}

function wishes(fields: readonly FieldYaml[], parent: string, above: readonly string[]): Wish[] {
  return fields.flatMap((field) => {
    const path = `${parent}.fields[${field.name}]`;
    const categories = [...above, ...(field.data_categories ?? [])];
    const own = field.rightsdesk_meta?.secret === true ? [{ path, categories }] : [];
    return [...own, ...wishes(field.fields ?? [], path, categories)];
  });
}
