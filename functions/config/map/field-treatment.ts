import type { FieldMap, FieldPart } from '../../domain/data-map';
import { isCategoryWithin } from '../../domain/never-shown';
import { protectionOf } from './category-protection';
import type { FieldYaml } from './data-map-schema';
import type { KnownCategories } from './known-categories';

/* What the categories of a field, and the wishes in the map, mean for showing it to its own person. */

/** Words for people: the map's, else the name made readable. */
export function titleOf({ name, description, rightsdesk_meta }: FieldYaml): string {
  return rightsdesk_meta?.title ?? sentence(description) ?? name.replaceAll(/[_-]+/g, ' ');
}

function sentence(description: string | null | undefined): string | undefined {
  return description?.trim().replace(/\.$/, '') || undefined;
}

/**
 * The wish of the author of the map, with its reason; or the category of a password, which no wish overrides.
 */
export function secrecyOf(
  fields: readonly FieldYaml[],
  byCategory: boolean,
): Pick<FieldMap, 'secret' | 'secretBecause'> {
  const wish = fields.map((field) => field.rightsdesk_meta?.secret).find((one) => one);
  if (byCategory || wish === undefined || wish === false) return { secret: byCategory };
  return wish === true
    ? { secret: true }
    : { secret: true, secretBecause: { ground: wish.because, article: wish.article } };
}

/** What the field itself is treated as, where that is not simply its categories. */
export function treatmentIn(
  own: readonly string[],
  categories: readonly string[],
  known: KnownCategories,
): Pick<FieldMap, 'treatedAs'> {
  const treatedAs = treatedLike(own, known);
  const isSame = treatedAs.length === categories.length && treatedAs.every((c) => categories.includes(c));
  return isSame ? {} : { treatedAs };
}

/**
 * What all its categories are declared to be like, those of its parts as well, where these are not simply its
 * categories.
 */
export function treatmentBelow(
  categories: readonly string[],
  known: KnownCategories,
): Pick<FieldMap, 'treatedBelow'> {
  const treatedBelow = treatedLike(categories, known).filter((one) => !categories.includes(one));
  return treatedBelow.length > 0 ? { treatedBelow } : {};
}

/** The categories with those that they were declared to be like. */
export function treatedLike(categories: readonly string[], known: KnownCategories): string[] {
  return [...new Set(categories.flatMap((category) => known.protectedAs(category)))];
}

/** Only parts that some law could forbid to show. */
export function partsOf(
  { name, fields }: FieldYaml,
  above: readonly string[],
  known: KnownCategories,
): Pick<FieldMap, 'parts'> {
  const parts = partsBelow(name, fields ?? [], above).filter(({ treatedAs }) =>
    isProtected(treatedAs, known),
  );
  return parts.length > 0
    ? { parts: parts.map((part) => ({ ...part, treatedAs: treatedLike(part.treatedAs, known) })) }
    : {};
}

function partsBelow(path: string, fields: readonly FieldYaml[], above: readonly string[]): FieldPart[] {
  return fields.flatMap((field) => {
    const here = `${path}.${field.name}`;
    const treatedAs = [...new Set([...above, ...(field.data_categories ?? [])])];
    return [
      { path: here, title: titleOf(field), treatedAs },
      ...partsBelow(here, field.fields ?? [], treatedAs),
    ];
  });
}

function isProtected(categories: readonly string[], known: KnownCategories): boolean {
  const { sensitive, secret } = protectionOf(categories, known);
  return sensitive || secret || categories.some((category) => isCategoryWithin(category, 'user.financial'));
}
