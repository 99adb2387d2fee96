import type { SystemMap } from '../../functions/domain/data-map';
import { type Right, rightNames, rights } from '../../functions/domain/rights';
import { isConcerned } from '../../functions/domain/stopped-uses';

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

const recipient = { id: 'post', name: 'Post', role: 'processor', contact: 'x', purpose: 'x' } as const;
const hears = (right: Right, ...uses: string[]) => isConcerned(right, system, { ...recipient, uses });
const concernedBy = (right: Right) => Object.keys(bases).filter((use) => hears(right, use));

const optOuts = rightNames.filter((right) => rights[right].carriedOut === 'opt-out');
const others = rightNames.filter((right) => !optOuts.includes(right));

const beyondService = [
  'analytics.reporting',
  'marketing.communications.email',
  'marketing.advertising.third_party.targeted',
  'personalize.content.profiled',
  'third_party_sharing',
  'our_own_word',
  'essentials',
];

const stopped: Readonly<Partial<Record<Right, readonly string[]>>> = {
  'marketing-objection': beyondService,
  'opt-out-of-sale': beyondService,
  'limit-sensitive': ['finance', 'functional.storage', ...beyondService],
  'opt-out-of-profiling': ['finance', ...beyondService],
  'admt-opt-out': ['finance', ...beyondService],
  'consent-withdrawal': [
    'analytics.reporting',
    'marketing.communications.email',
    'marketing.advertising.third_party.targeted',
    'our_own_word',
    'functional.storage',
  ],
};

describe('an opt-out', () => {
  it.each(optOuts)('concerns who gets the data for a use that it stops, and nobody else: %s', (right) => {
    expect(new Set(concernedBy(right))).toEqual(new Set(stopped[right]));
  });

  it.each(optOuts)('concerns who gets it for several uses, where it stops one of them: %s', (right) => {
    const quiet = Object.keys(bases).filter((use) => !hears(right, use));

    expect(hears(right, ...quiet)).toBe(false);
    expect(hears(right, ...quiet, 'marketing.communications.email')).toBe(true);
  });

  it.each(optOuts)('concerns everybody of whom the map does not say what for: %s', (right) => {
    expect(isConcerned(right, system, recipient)).toBe(true);
  });

  it('that withdraws a consent concerns a use that the system does not declare', () => {
    expect(hears('consent-withdrawal', 'finance.elsewhere')).toBe(true);
  });
});

describe('everything else', () => {
  it.each(others)('concerns every recipient, whatever it gets the data for (Art. 19 GDPR): %s', (right) => {
    expect(concernedBy(right)).toEqual(Object.keys(bases));
  });
});
