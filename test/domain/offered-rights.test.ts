import { allRegimes } from '../../functions/config/laws/law-library';
import { isGiven, requestTypeOf } from '../../functions/domain/deadlines/request-type-of';
import type { DeskLaw } from '../../functions/domain/desk';
import { isOffered } from '../../functions/domain/offered-rights';
import { needsLaw, rightNames } from '../../functions/domain/rights';
import { aBook, aDesk } from '../builders/a-desk';

function offered(today: string, ...laws: [string, DeskLaw['applies']][]): string[] {
  const desk = aDesk({ laws: laws.map(([regime, applies]) => ({ regime, applies, because: 'x' })) });
  const book = aBook(desk);
  return rightNames.filter((right) => isOffered({ desk, book }, right, today));
}

const always = rightNames.filter((right) => !needsLaw(right));

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

  it.each([
    ['2026-12-31', []],
    ['2027-01-01', ['admt-opt-out', 'admt-access']],
  ] as const)('offers on %s what California gives on automated decisions: %j', (today, rights) => {
    expect(offered(today, ['us-ca-ccpa', 'voluntary'])).toEqual([...always, ...rights]);
  });

  it.each([
    ['us-va-vcdpa', '2026-11-29', 'opt-out-of-profiling'],
    ['us-or-ocpa', '2026-11-29', 'third-party-list'],
    ['us-de-dpdpa', '2026-11-29', 'third-party-list'],
    ['us-ct-ctdpa', '2026-07-01', 'third-party-list'],
    ['ca-qc-law25', '2026-11-29', 'deindexation'],
    ['in-dpdp', '2027-05-13', 'nomination'],
  ] as const)('offers under %s on %s: %s', (law, today, right) => {
    expect(offered(today, [law, 'binds'])).toContain(right);
    expect(offered(today, ['eu-gdpr', 'binds'])).not.toContain(right);
  });
});

/** Under New Zealand's act an agency passes a request on to another: no requester asks for that. */
const ASKED_BY_NOBODY = ['transfer'];

const laws = [...allRegimes().values()];

/** The days on which something begins under a law, and the day before each. */
function daysOf(law: (typeof laws)[number]): string[] {
  const begins = [
    law.effective,
    ...Object.values(law.requestTypes).flatMap((type) => type.effective ?? []),
    '2027-12-31',
  ];
  return begins.flatMap((day) => [dayBefore(day), day]);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

describe.each(laws.map((law) => [law.id, law] as const))('a right under %s', (_, law) => {
  it('leads to each kind of request that the law knows', () => {
    const reached = daysOf(law).flatMap((day) => rightNames.map((right) => requestTypeOf(law, right, day)));

    expect(
      Object.keys(law.requestTypes).filter(
        (type) => !reached.includes(type) && !ASKED_BY_NOBODY.includes(type),
      ),
    ).toEqual([]);
  });

  it('can be asked for on each day on which the law gives it, and where only laws give it on no other', () => {
    for (const day of daysOf(law))
      for (const right of rightNames)
        expect(offered(day, [law.id, 'binds']).includes(right)).toBe(
          !needsLaw(right) || isGiven(law, right, day),
        );
  });
});

describe('the kind of a request', () => {
  it('is the one that the law had on the day of receipt', () => {
    const delaware = allRegimes().get('us-de-dpdpa');

    expect(
      ['2026-12-31', '2027-01-01'].map((day) => delaware && requestTypeOf(delaware, 'third-party-list', day)),
    ).toEqual(['thirdPartyCategories', 'thirdPartyList']);
  });
});
