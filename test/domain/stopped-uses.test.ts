import type { SystemMap } from '../../functions/domain/data-map';
import { type Right, rightNames, rights } from '../../functions/domain/rights';
import { type Concern, concernOf } from '../../functions/domain/stopped-uses';

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
  it.each(optOuts)('concerns who gets the data for a use that it stops, and nobody else: %s', (right) => {
    expect(usesThatAre(right, 'concerned')).toEqual(new Set(stopped[right]));
  });

  it.each(optOuts)('leaves to staff what may be such a use, and tells nobody of it: %s', (right) => {
    expect(usesThatAre(right, 'unclear')).toEqual(new Set(unclear[right]));
  });

  it.each(optOuts)('concerns who gets it for several uses, where it stops one of them: %s', (right) => {
    const quiet = [...usesThatAre(right, 'untouched')];

    expect(concern(right, ...quiet)).toBe('untouched');
    expect(concern(right, ...quiet, newsletter, advertising, profiles)).toBe('concerned');
  });

  it.each(optOuts)('leaves to staff everybody of whom the map does not say what for: %s', (right) => {
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

  it('of sale lets those go on who count visitors for us alone', () => {
    const counting = { ...recipient, uses: ['analytics.reporting'] };

    expect(concernOf('opt-out-of-sale', system, { ...counting, role: 'processor' })).toBe('untouched');
    expect(concernOf('opt-out-of-sale', system, counting)).toBe('unclear');
  });
});
