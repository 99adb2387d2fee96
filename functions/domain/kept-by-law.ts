/**
 * Whether a law keeps it. What only the storage keeps, by a lock or in an old version of a file, has no
 * article: the map must name one for every retention of its own.
 */
export function isByLaw({ article }: { readonly article: string }): boolean {
  return article !== '';
}
