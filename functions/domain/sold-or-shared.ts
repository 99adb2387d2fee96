import type { Recipient, SystemMap } from './data-map';
import { isWithin } from './never-shown';

/** Uses of fideslang for which handing data to somebody who works in their own right is selling or sharing it (1798.140(ad), (ah)). */
const sellingUses = [
  'marketing.advertising.third_party',
  'marketing.advertising.profiling',
  'third_party_sharing.personalized_advertising',
];

/**
 * Whether a recipient gets data sold or shared for advertising, or for a business purpose alone; `unknown` where the map does not say. Its own word counts first; a processor
 * gets nothing sold; of another company the uses decide, and one without uses says nothing.
 */
export function sellingTo(recipient: Recipient): 'sold-or-shared' | 'disclosed' | 'unknown' {
  if (recipient.soldOrShared !== undefined) return recipient.soldOrShared ? 'sold-or-shared' : 'disclosed';
  if (recipient.role === 'processor') return 'disclosed';
  if (recipient.uses === undefined) return 'unknown';
  return recipient.uses.some(isSelling) ? 'sold-or-shared' : 'disclosed';
}

/** The purposes of a system for which a recipient gets data; all of them where the map names none. */
export function purposesFor(system: SystemMap, { uses }: Recipient): SystemMap['purposes'] {
  return system.purposes.filter(({ use }) => uses === undefined || use === undefined || uses.includes(use));
}

function isSelling(use: string): boolean {
  return sellingUses.some((one) => isWithin(use, one));
}
