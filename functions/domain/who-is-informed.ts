import { type Right, rights } from './rights';

/**
 * Who is informed after a right was carried out.
 *
 * - `everyone`: each recipient of the data concerned (Art. 19 GDPR; s 1798.105(c) CCPA; 11 CCR 7022(b)-(c),
 *   7023(c))
 * - `by-use`: those who do what is being stopped; Art. 19 does not cover it
 * - `chosen`: recipients whom staff choose, since only they know which use ends
 * - `nobody`: nothing changes for them
 */
export type WhoIsInformed = 'everyone' | 'by-use' | 'chosen' | 'nobody';

const hearings: Readonly<Partial<Record<Right, WhoIsInformed>>> = {
  erasure: 'everyone',
  rectification: 'everyone',
  restriction: 'everyone',
  objection: 'chosen',
  'automated-decision-review': 'chosen',
  deindexation: 'chosen',
};

/** Who is informed after this right was carried out. */
export function whoIsInformed(right: Right): WhoIsInformed {
  return hearings[right] ?? (rights[right].carriedOut === 'opt-out' ? 'by-use' : 'nobody');
}
