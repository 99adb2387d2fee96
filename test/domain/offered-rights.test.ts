import type { DeskLaw } from '../../functions/domain/desk';
import { isOffered } from '../../functions/domain/offered-rights';
import { rightNames } from '../../functions/domain/rights';
import { aBook, aDesk } from '../builders/a-desk';

function offered(today: string, ...laws: [string, DeskLaw['applies']][]): string[] {
  const desk = aDesk({ laws: laws.map(([regime, applies]) => ({ regime, applies, because: 'x' })) });
  const book = aBook(desk);
  return rightNames.filter((right) => isOffered({ desk, book }, right, today));
}

const always = rightNames.filter((right) => right !== 'complaint' && right !== 'appeal');

describe('the form', () => {
  it('offers a complaint from the day on which the United Kingdom gives one', () => {
    expect(offered('2026-06-18', ['uk-gdpr', 'binds'])).toEqual(always);
    expect(offered('2026-06-19', ['uk-gdpr', 'binds'])).toEqual([...always, 'complaint']);
  });

  it('offers an appeal where a law that is followed knows one, also of one’s own will', () => {
    expect(offered('2026-11-24', ['eu-gdpr', 'binds'], ['us-va-vcdpa', 'voluntary'])).toContain('appeal');
  });

  it.each([
    ['does not concern the desk', '2026-11-24', 'us-va-vcdpa', 'no'],
    ['is not in force yet', '2026-11-24', 'us-ok-ocdpa', 'binds'],
    ['knows neither', '2026-11-24', 'us-ca-ccpa', 'binds'],
  ] as const)('offers neither where the law %s', (_, today, regime, applies) => {
    expect(offered(today, [regime, applies])).toEqual(always);
  });
});
