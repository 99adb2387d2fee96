import { DATA_CATEGORIES } from './data-categories';
import type { MapProblem } from './data-map-error';
import type { CategoryYaml } from './data-map-schema';
import type { PlacedNode } from './read-fideslang';

/**
 * The categories that the fields of a map may have: those of fideslang, and those that the map declares
 * itself.
 */
export interface KnownCategories {
  has(category: string): boolean;
  /** Declared, but nothing says what it is to be treated like. */
  isLeftOpen(category: string): boolean;
  /** The categories whose protection holds for this one: itself, and what it was declared to be like. */
  protectedAs(category: string): readonly string[];
}

/**
 * Own categories stand in a map as fideslang writes them (`data_category` with `parent_key`), and are
 * treated like the category above them. Right below `user` or `system` there is nothing to go by:
 * `rightsdesk_meta.like` must say which category it is to be treated like.
 */
export function knownCategories(
  declared: readonly PlacedNode<CategoryYaml>[],
  problems: MapProblem[],
): KnownCategories {
  const own = new Map<string, string>();
  for (const { node, file, path } of parentsFirst(declared)) {
    if (own.has(node.fides_key) || DATA_CATEGORIES.includes(node.fides_key)) continue;
    const like = node.rightsdesk_meta?.like ?? node.parent_key ?? undefined;
    const known = like !== undefined && (DATA_CATEGORIES.includes(like) || own.has(like));
    if (known && (node.rightsdesk_meta?.like !== undefined || !isRoot(like))) own.set(node.fides_key, like);
    else if (node.rightsdesk_meta?.like !== undefined)
      problems.push({
        file,
        path: `${path}.rightsdesk_meta.like`,
        problem: `"${like}" is no category of fideslang`,
        remedy: 'name one of https://ethyca.github.io/fideslang/taxonomy/data_categories/',
      });
  }
  return {
    has: (category) => DATA_CATEGORIES.includes(category) || own.has(category),
    isLeftOpen: (category) => !own.has(category) && declared.some(({ node }) => node.fides_key === category),
    protectedAs: (category) => chain(own, category),
  };
}

function parentsFirst(declared: readonly PlacedNode<CategoryYaml>[]): PlacedNode<CategoryYaml>[] {
  const depth = ({ node }: PlacedNode<CategoryYaml>) => node.fides_key.split('.').length;
  return [...declared].sort((a, b) => depth(a) - depth(b));
}

function isRoot(category: string): boolean {
  return !category.includes('.');
}

function chain(own: ReadonlyMap<string, string>, category: string): string[] {
  const names = [category];
  for (let next = own.get(category); next !== undefined; next = own.get(next)) names.push(next);
  return names;
}
