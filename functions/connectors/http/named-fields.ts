import type { VendorEndpoint } from './vendor';

/** Fields of rows that the file of the vendor itself names. */
export function namedFields({ key, includes, reads }: VendorEndpoint): string[] {
  const asked = reads.flatMap(({ by }) => ('identity' in by ? [] : [by.param]));
  return [...key, ...includes.map(({ field }) => field), ...asked];
}
