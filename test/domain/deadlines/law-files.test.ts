import { allPlaces, allRegimes, lawFor, lawsFor } from '../../../functions/config/laws/law-library';
import { regimeSchema } from '../../../functions/config/laws/law-schema';
import { confidenceOf } from '../../../functions/domain/deadlines/confidence-of';
import { overrideRule, RuleOverrideError } from '../../../functions/domain/deadlines/override-rule';
import { refusalGrounds } from '../../../functions/domain/deadlines/refusal-grounds';
import { requestTypeOf, verificationLevelOf } from '../../../functions/domain/deadlines/request-type-of';
import { rightNames, rights } from '../../../functions/domain/rights';

const laws = [...allRegimes().values()];

describe('the law files', () => {
  it('support the EU, the United Kingdom and California, and mark all others as not yet reviewed', () => {
    const supported = laws.filter((law) => law.review === 'supported').map((law) => law.id);

    expect(supported).toEqual(['eu-gdpr', 'uk-gdpr', 'us-ca-ccpa']);
    expect(laws).toHaveLength(38);
  });

  it('refer only to sources, clocks and request types they define', () => {
    const law = structuredClone(lawFor('eu-gdpr', null).regime);
    const month = law.clocks.month?.respond;
    if (month) month.source = 'art-99';

    const result = regimeSchema.safeParse(law);

    expect(result.error?.issues.map((issue) => issue.message)).toEqual([
      '"art-99" is not defined in this law',
    ]);
  });

  it('forbid showing numbers that open something in California, Connecticut, Minnesota and Montana only', () => {
    const forbidding = laws.filter((law) => law.neverDisclose.length > 0).map((law) => law.id);

    expect(forbidding).toEqual(['us-ca-ccpa', 'us-ct-ctdpa', 'us-mn-mcdpa', 'us-mt-mcdpa']);
  });

  it('let no question move a clock in California', () => {
    expect(lawFor('us-ca-ccpa', null).regime.pauses).toEqual([]);
  });

  it('ask no proof for a right that needs none', () => {
    const proofless = rightNames.filter((right) => !rights[right].proof);
    const levels = laws.flatMap((law) => proofless.map((right) => verificationLevelOf(law, right)));

    expect(new Set(levels.filter((level) => level !== undefined))).toEqual(new Set(['none']));
  });
});

describe('a right under a law', () => {
  it.each([
    ['eu-gdpr', 'erasure', 'deletion'],
    ['eu-gdpr', 'rectification', 'correction'],
    ['uk-gdpr', 'marketing-objection', 'objectionDirectMarketing'],
    ['us-va-vcdpa', 'marketing-objection', 'optOutTargetedAdvertising'],
    ['us-ca-ccpa', 'opt-out-of-sale', 'optOutSaleSharing'],
    ['us-ca-ccpa', 'restriction', undefined],
    ['eu-gdpr', 'limit-sensitive', undefined],
  ])('under %s, %s is %s', (regime, right, type) => {
    expect(requestTypeOf(lawFor(regime, null).regime, right)).toBe(type);
  });

  it('is refused only on the grounds of that right, each with its article', () => {
    const { regime } = lawFor('eu-gdpr', null);

    const erasure = refusalGrounds(regime, 'erasure').map((ground) => ground.id);
    const access = refusalGrounds(regime, 'access').map((ground) => ground.id);

    expect(erasure).toContain('legal-claims');
    expect(access).toContain('rights-of-others');
    expect(access).not.toContain('legal-claims');
    expect(refusalGrounds(regime, 'access').every((ground) => ground.article !== '')).toBe(true);
    expect(refusalGrounds(regime, 'limit-sensitive')).toEqual([]);
  });
});

describe('the confidence of a rule', () => {
  it('is that of the rule behind the date', () => {
    const { regime } = lawFor('us-ca-ccpa', null);

    expect(confidenceOf(regime, 'access', 'respondBy')).toBe('official');
    expect(confidenceOf(regime, 'optOutSaleSharing', 'respondBy')).toBe('elsewhere');
    expect(confidenceOf(regime, 'admtOptOut', 'respondBy')).toBe('elsewhere');
    expect(confidenceOf(regime, 'access', 'completionNoticeBy')).toBe('unconfirmed');
  });

  it('protects a rule read in the law from being overridden', () => {
    const { regime } = lawFor('eu-gdpr', null);
    const change = {
      clock: 'month',
      rule: 'respond',
      amount: 2,
      unit: 'months',
      by: 'A',
      reason: 'B',
    } as const;

    expect(() => overrideRule(regime, change)).toThrow(RuleOverrideError);
  });

  it('lets an unconfirmed rule be overridden with a name and a reason, and says so', () => {
    const { regime } = lawFor('us-tn-tipa', null);
    const change = { clock: 'standard', rule: 'respond', amount: 30, unit: 'calendarDays' } as const;

    const changed = overrideRule(regime, { ...change, by: 'Counsel', reason: 'read the Act' });

    expect(changed.clocks.standard?.respond).toMatchObject({ amount: 30, overridden: { by: 'Counsel' } });
    expect(regime.clocks.standard?.respond?.amount).toBe(45);
    expect(() => overrideRule(regime, { ...change, by: ' ', reason: '' })).toThrow(
      'say who changes it and why',
    );
  });
});

describe('the book of a desk', () => {
  it('holds only its laws and places, and survives JSON', () => {
    const book = lawsFor(['eu-gdpr', 'us-ca-ccpa'], ['DE-BE', 'US-CA']);

    expect(Object.keys(book.regimes)).toEqual(['eu-gdpr', 'us-ca-ccpa']);
    expect(Object.keys(book.calendars)).toEqual(['DE-BE', 'US-CA']);
    expect(JSON.parse(JSON.stringify(book))).toEqual(book);
    expect(JSON.stringify(book).length).toBeLessThan(100_000);
  });

  it('refuses a law or place that is not known, naming what is', () => {
    expect(() => lawsFor(['eu-gdrp'], [])).toThrow(expect.objectContaining({ field: 'regime' }));
    expect(() => lawsFor([], ['DE-XX'])).toThrow(
      expect.objectContaining({ field: 'place', allowed: allPlaces() }),
    );
  });
});
