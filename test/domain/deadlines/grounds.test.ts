import { allRegimes, lawFor } from '../../../functions/config/laws/law-library';
import {
  groundNamed,
  refusalGrounds,
  searchLimits,
} from '../../../functions/domain/deadlines/refusal-grounds';
import { requestTypeOf } from '../../../functions/domain/deadlines/request-type-of';
import { type Right, rightNames } from '../../../functions/domain/rights';

const laws = [...allRegimes().values()];
const ids = (law: string, right: Right, on = '2026-12-01') =>
  refusalGrounds(lawFor(law, null).regime, right, on).map(({ id }) => id);

describe('a ground for refusing', () => {
  it.each(laws)('is a whole sentence to the person with an article, once for each right: $id', (regime) => {
    for (const right of rightNames) {
      const grounds = refusalGrounds(regime, right, '2030-01-01');
      const named = grounds.map(({ id }) => id);
      expect(new Set(named).size).toBe(named.length);
      for (const { sentence, article, words } of grounds) {
        expect(sentence).toMatch(/^[A-Z].*\.$/s);
        expect(words).toMatch(/^[A-Z].*[^.]$/);
        expect(article).not.toBe('');
      }
    }
  });

  it.each([
    ['eu-gdpr', 'rectification', 'accurate'],
    ['uk-gdpr', 'rectification', 'accurate'],
    ['us-ca-ccpa', 'rectification', 'accurate'],
    ['us-va-vcdpa', 'rectification', 'accurate'],
    ['eu-gdpr', 'erasure', 'none-of-the-cases'],
    ['uk-gdpr', 'erasure', 'none-of-the-cases'],
    ['eu-gdpr', 'restriction', 'conditions-not-met'],
    ['eu-gdpr', 'portability', 'not-consent-or-contract'],
    ['eu-gdpr', 'automated-decision-review', 'not-solely-automated'],
    ['eu-gdpr', 'automated-decision-review', 'no-significant-effect'],
    ['eu-gdpr', 'objection', 'compelling-grounds'],
    ['us-ca-ccpa', 'erasure', 'not-collected-from-you'],
    ['us-ca-ccpa', 'opt-out-of-sale', 'fraudulent'],
    ['ch-fadp', 'erasure', 'justified'],
    ['kr-pipa', 'access', 'harm-to-others'],
  ] as const)('is there where staff need it: %s, %s, %s', (law, right, id) => {
    expect(ids(law, right)).toContain(id);
  });

  it('is not made up where a law knows none', () => {
    expect(ids('eu-gdpr', 'consent-withdrawal')).toEqual([]);
    expect(ids('eu-gdpr', 'marketing-objection')).toEqual(['national-restriction']);
  });

  it('that only ends a search refuses nothing', () => {
    const ends = (law: string) => searchLimits(lawFor(law, null).regime, 'access').map(({ id }) => id);

    expect(ids('uk-gdpr', 'access')).not.toContain('disproportionate-search');
    expect(ends('uk-gdpr')).toEqual(['disproportionate-search']);
    expect(ends('us-ca-ccpa')).toEqual(['not-searchable', 'beyond-twelve-months']);
  });

  it('counts from its first day on', () => {
    expect(ids('in-dpdp', 'erasure', '2026-12-01')).toEqual([]);
    expect(ids('in-dpdp', 'erasure', '2027-06-01')).toContain('still-needed');
  });

  it('that is not offered any more can still be read in an old log', () => {
    const virginia = lawFor('us-va-vcdpa', null).regime;

    expect(ids('us-va-vcdpa', 'opt-out-of-sale')).not.toContain('fraud');
    expect(groundNamed(virginia, 'opt-out-of-sale', 'fraud', '2026-12-01')?.article).not.toBe('');
  });

  it.each(laws)('for taking longer is a whole sentence to the person: $id', ({ clocks }) => {
    for (const { extension } of Object.values(clocks))
      for (const { sentence, words } of extension?.grounds ?? []) {
        expect(sentence).toMatch(/^[A-Z].*\.$/s);
        expect(sentence).not.toMatch(/necessary|notice|controller|\bAct\b/);
        expect(words).not.toBe(sentence);
      }
  });

  it('exists for access, erasure and correction under every law that gives them', () => {
    const without = laws.flatMap((regime) =>
      (['access', 'erasure', 'rectification'] as const)
        .filter((right) => requestTypeOf(regime, right) !== undefined)
        .filter((right) => refusalGrounds(regime, right, '2030-01-01').length === 0)
        .map((right) => `${regime.id} ${right}`),
    );

    expect(without).toEqual([]);
  });
});
