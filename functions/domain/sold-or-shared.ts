import { concernOfSale } from './stopped-uses';
import type { Recipient, SystemMap } from './system-map';

/**
 * Whether data is sold to a recipient or shared with it for advertising, or passed on for a business purpose
 * alone; `unknown` where the map does not say. The map's own statement comes first, then what an opt-out of
 * sale would stop, since that is what is sold (1798.120(a), .140(ad), (ah) Civ. Code): no answer says "not
 * sold" about a recipient whom that opt-out concerns. Nothing is sold to a processor; where the map has one
 * do what no processor may (11 CCR 7050(b)), it contradicts itself, and the result is unknown.
 */
export function sellingTo(recipient: Recipient): 'sold-or-shared' | 'disclosed' | 'unknown' {
  const concern = concernOfSale(recipient);
  if (recipient.soldOrShared === undefined && recipient.role === 'processor')
    return concern === 'concerned' ? 'unknown' : 'disclosed';
  return isSale[concern];
}

const isSale = { concerned: 'sold-or-shared', unclear: 'unknown', untouched: 'disclosed' } as const;

/** The purposes of a system for which a recipient gets data; all of them where the map names none. */
export function purposesFor(system: SystemMap, { uses }: Recipient): SystemMap['purposes'] {
  return system.purposes.filter(({ use }) => uses === undefined || use === undefined || uses.includes(use));
}
