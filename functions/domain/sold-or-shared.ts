import type { Recipient, SystemMap } from './data-map';
import { concernOfSale } from './stopped-uses';

/**
 * Whether a recipient gets data sold or shared for advertising, or for a business purpose alone; `unknown`
 * where the map does not say. Its own word counts first; then what an
 * opt-out of sale would stop, since what that stops is what is sold (1798.120(a), .140(ad), (ah) Civ. Code):
 * no answer says "not sold" of somebody whom that opt-out concerns.
 * A processor gets nothing sold; where it is said to do what no processor may (11 CCR 7050(b)), the map
 * contradicts itself and says nothing.
 */
export function sellingTo(recipient: Recipient): 'sold-or-shared' | 'disclosed' | 'unknown' {
  const concern = concernOfSale(recipient);
  if (recipient.soldOrShared === undefined && recipient.role === 'processor')
    return concern === 'concerned' ? 'unknown' : 'disclosed';
  return selling[concern];
}

const selling = { concerned: 'sold-or-shared', unclear: 'unknown', untouched: 'disclosed' } as const;

/** The purposes of a system for which a recipient gets data; all of them where the map names none. */
export function purposesFor(system: SystemMap, { uses }: Recipient): SystemMap['purposes'] {
  return system.purposes.filter(({ use }) => uses === undefined || use === undefined || uses.includes(use));
}
