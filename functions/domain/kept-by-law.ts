/**
 * Whether what is kept is kept by a law. What the storage alone keeps, by a lock or in an old version of a
 * file, has no article: the map must name one for every
 * retention of its own.
 */
export function isByLaw({ article }: { readonly article: string }): boolean {
  return article !== '';
}
