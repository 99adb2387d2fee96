import { allRegimes } from '../../../functions/config/laws/law-library';
import { isUnproven, proofs } from './proof';

/**
 * Dates that no pair of worked cases proves yet. The docs list them; a new one must be put here on purpose.
 */
const KNOWN_UNPROVEN: string[] = [];

describe('the proof of each date', () => {
  it('has a month end and a weekend or holiday for every date of every law, save those marked unproven', () => {
    const names = proofs()
      .filter(isUnproven)
      .map(({ regime, clock, field }) => `${regime} ${clock} ${field}`);

    expect(names).toEqual(KNOWN_UNPROVEN);
  });

  it('covers every law but Japan and China, which name no number of days', () => {
    const covered = new Set(proofs().map((p) => p.regime));

    expect([...allRegimes().keys()].filter((id) => !covered.has(id))).toEqual(['cn-pipl', 'jp-appi']);
    expect(allRegimes().size).toBe(38);
  });
});
