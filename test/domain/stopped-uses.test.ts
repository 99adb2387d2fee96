import { type Right, rightNames, rights } from '../../functions/domain/rights';
import { sellingTo } from '../../functions/domain/sold-or-shared';
import { type Concern, concernOf } from '../../functions/domain/stopped-uses';
import type { SystemMap } from '../../functions/domain/system-map';

const bases: Readonly<Record<string, string>> = {
  'essential.service.operations': 'Contract',
  'essential.fraud_detection': 'Legitimate interests',
  finance: 'Legal obligations',
  'analytics.reporting': 'Consent',
  'marketing.communications.email': 'Consent',
  'marketing.advertising.third_party.targeted': 'Explicit consent',
  'personalize.content.profiled': 'Legitimate interests',
  'third_party_sharing.legal_obligation': 'Legal obligations',
  third_party_sharing: 'Legitimate interests',
  our_own_word: '',
  'functional.storage': 'Art. 6(1)(a) GDPR',
  essentials: 'Contract',
};

const system: SystemMap = {
  key: 'shop',
  title: 'Shop',
  purposes: Object.entries(bases).map(([use, legalBasis]) => ({
    ...{ use, legalBasis, name: use, retention: '', categories: [] },
  })),
  recipients: [],
  transfers: [],
  automatedDecisions: [],
};

const recipient = { id: 'post', name: 'Post', role: 'controller', contact: 'x', purpose: 'x' } as const;
const concern = (right: Right, ...uses: string[]) => concernOf(right, system, { ...recipient, uses });
const usesThatAre = (right: Right, wanted: Concern) =>
  new Set(Object.keys(bases).filter((use) => concern(right, use) === wanted));

const optOuts = rightNames.filter((right) => rights[right].carriedOut === 'opt-out');
const advertising = 'marketing.advertising.third_party.targeted';
const newsletter = 'marketing.communications.email';
const sharing = 'third_party_sharing';
const profiles = 'personalize.content.profiled';
const ours = ['our_own_word', 'essentials'];

const stopped: Readonly<Partial<Record<Right, readonly string[]>>> = {
  'marketing-objection': [newsletter, advertising],
  'opt-out-of-sale': [advertising, sharing],
  'limit-sensitive': [newsletter, advertising, profiles, sharing],
  'consent-withdrawal': ['analytics.reporting', newsletter, advertising, 'functional.storage'],
  'opt-out-of-profiling': [profiles],
  'admt-opt-out': [profiles],
};

const unclear: Readonly<Partial<Record<Right, readonly string[]>>> = {
  'marketing-objection': [profiles, sharing, ...ours],
  'opt-out-of-sale': ['analytics.reporting', profiles, ...ours],
  'limit-sensitive': ['analytics.reporting', ...ours],
  'consent-withdrawal': ['our_own_word'],
  'opt-out-of-profiling': ['finance', 'analytics.reporting', newsletter, advertising, sharing, ...ours],
  'admt-opt-out': ['finance', 'analytics.reporting', newsletter, advertising, sharing, ...ours],
};

describe('an opt-out', () => {
  it.each(optOuts)(
    'concerns recipients that get the data for a use that it stops, and nobody else: %s',
    (right) => {
      expect(usesThatAre(right, 'concerned')).toEqual(new Set(stopped[right]));
    },
  );

  it.each(optOuts)('leaves to staff what may be such a use, and informs nobody of it: %s', (right) => {
    expect(usesThatAre(right, 'unclear')).toEqual(new Set(unclear[right]));
  });

  it.each(optOuts)('concerns who gets it for several uses, where it stops one of them: %s', (right) => {
    const quiet = [...usesThatAre(right, 'untouched')];

    expect(concern(right, ...quiet)).toBe('untouched');
    expect(concern(right, ...quiet, newsletter, advertising, profiles)).toBe('concerned');
  });

  it.each(optOuts)('leaves to staff every recipient whose uses are not in the map: %s', (right) => {
    expect(concernOf(right, system, recipient)).toBe('unclear');
  });

  it.each(optOuts)('has nothing to do with a system that only does what goes on: %s', (right) => {
    const [purpose] = system.purposes;
    const shop = { ...system, purposes: purpose ? [purpose] : [] };

    expect(concernOf(right, shop, recipient)).toBe('untouched');
  });

  it('that withdraws a consent leaves a use to staff that the system does not declare', () => {
    expect(concern('consent-withdrawal', 'finance.elsewhere')).toBe('unclear');
  });

  it('of sale does not stop processors that count visitors for us alone', () => {
    const counting = { ...recipient, uses: ['analytics.reporting'] };

    expect(concernOf('opt-out-of-sale', system, { ...counting, role: 'processor' })).toBe('untouched');
    expect(concernOf('opt-out-of-sale', system, counting)).toBe('unclear');
  });

  it.each([
    ['Consent', 'concerned'],
    ['your consent', 'concerned'],
    ['Legal obligation', 'untouched'],
    ['legitimate interests (Art. 6(1)(f) GDPR)', 'untouched'],
    ['Legitimate interests; for the newsletter your consent (Art. 6(1)(a))', 'unclear'],
    ['Contract, and your consent for the rest', 'unclear'],
    ['Art. 6(1)(a) and (f), 6(1)(f) GDPR', 'unclear'],
    ['Contract without consent', 'unclear'],
    ['', 'unclear'],
  ])('that withdraws a consent leaves to staff what rests on it in part: %s', (legalBasis, wanted) => {
    const [purpose] = system.purposes;
    const mixed = { ...system, purposes: purpose ? [{ ...purpose, use: newsletter, legalBasis }] : [] };

    expect(concernOf('consent-withdrawal', mixed, { ...recipient, uses: [newsletter] })).toBe(wanted);
  });

  it('of sale and the answer on sales follow one rule: data was sold to every recipient it concerns', () => {
    const words = { concerned: 'sold-or-shared', unclear: 'unknown', untouched: 'disclosed' } as const;
    const all = [
      ...Object.keys(bases),
      'marketing',
      'marketing.advertising',
      'sales',
      'analytics',
      'collect',
    ];

    for (const more of [{}, { soldOrShared: true }, { soldOrShared: false }])
      for (const uses of all.map((use) => [use])) {
        const one = { ...recipient, ...more, uses };
        expect([uses, sellingTo(one)]).toEqual([uses, words[concernOf('opt-out-of-sale', system, one)]]);
      }
    expect(sellingTo(recipient)).toBe(words[concernOf('opt-out-of-sale', system, recipient)]);
  });

  it('of sale concerns whoever the map says data is sold to, whatever it is used for', () => {
    expect(concernOf('opt-out-of-sale', system, { ...recipient, soldOrShared: true })).toBe('concerned');
  });

  it('of sale is never answered with "not sold" where a processor does what it stops', () => {
    const ads = { ...recipient, role: 'processor' as const, uses: [advertising] };

    expect(sellingTo(ads)).toBe('unknown');
    expect(concernOf('opt-out-of-sale', system, ads)).toBe('concerned');
  });
});

describe('a withdrawn consent', () => {
  const of = (declared: Readonly<Record<string, string>>, ...uses: string[]) => {
    const purposes = Object.entries(declared).map(([use, legalBasis]) => ({
      ...{ use, legalBasis, name: use, retention: '', categories: [] },
    }));
    return concernOf('consent-withdrawal', { ...system, purposes }, { ...recipient, uses });
  };
  const wide = 'marketing.advertising';

  it.each([
    ['Legitimate interests', 'Consent', 'concerned'],
    ['Consent', 'Legitimate interests', 'concerned'],
    ['Legitimate interests', 'our own words', 'unclear'],
    ['Legitimate interests', 'Legal obligations', 'untouched'],
  ])(
    'concerns who gets the data for a use of which a part rests on it: %s, below it %s',
    (own, below, is) => {
      expect(of({ [wide]: own, [advertising]: below }, wide)).toBe(is);
    },
  );

  it('concerns who gets the data for more than is declared where a part rests on it, and leaves the rest to staff', () => {
    expect(of({ [advertising]: 'Consent' }, 'marketing')).toBe('concerned');
    expect(of({ [advertising]: 'Contract' }, 'marketing')).toBe('unclear');
    expect(of({ [wide]: 'Consent' }, advertising)).toBe('unclear');
    expect(of({ [`${wide}s`]: 'Consent', [wide]: 'Contract' }, wide)).toBe('untouched');
  });
});
