import type { FieldMap } from './data-map';

/**
 * Every category as which a field may have to be treated: its own, those of its parts, and all that these are
 * declared to be like.
 */
export function treatedKinds({
  categories,
  treatedAs = [],
  treatedBelow = [],
  parts = [],
}: Pick<FieldMap, 'categories' | 'treatedAs' | 'treatedBelow' | 'parts'>): string[] {
  return [
    ...new Set([...categories, ...treatedAs, ...treatedBelow, ...parts.flatMap((part) => part.treatedAs)]),
  ];
}
