import type { Recipient, SystemMap } from './data-map';
import { type Right, rights } from './rights';

const notMarketing = [
  ...['employment', 'essential', 'finance', 'functional', 'operations'],
  'third_party_sharing.legal_obligation',
];

/**
 * Data uses of fideslang, with all below them, that go on after an opt-out. What is not named here counts as stopped, and so
 * does a use that a map makes up: it is better that a recipient hears of too much.
 *
 * @see https://ethyca.github.io/fideslang/taxonomy/data_uses/
 */
const goOn: Readonly<Partial<Record<Right, readonly string[]>>> = {
  // Direct marketing and the profiling for it (Art. 21(2) GDPR).
  'marketing-objection': notMarketing,
  // What nobody sells and no advertising across sites needs (s 1798.140(ad) and (ah) CCPA).
  'opt-out-of-sale': notMarketing,
  // Profiling and automated decisions stop, not what the service itself needs; whoever gets the data for the decision hears of it (11 CCR 7221(n)).
  'opt-out-of-profiling': ['essential', 'functional', 'third_party_sharing.legal_obligation'],
  'admt-opt-out': ['essential', 'functional', 'third_party_sharing.legal_obligation'],
  // What the service itself needs (s 1798.121(a) CCPA).
  'limit-sensitive': ['essential', 'third_party_sharing.legal_obligation'],
};

/**
 * Whether a recipient that a system names has anything to do with what a request asks for. Everything but an opt-out concerns
 * all (Art. 19 GDPR), and a recipient without uses is concerned by everything.
 */
export function isConcerned(right: Right, system: SystemMap, { uses }: Recipient): boolean {
  if (rights[right].carriedOut !== 'opt-out' || !uses) return true;
  return uses.some((use) =>
    right === 'consent-withdrawal' ? restsOnConsent(system, use) : !isBelow(use, goOn[right] ?? []),
  );
}

/** The other bases of Art. 6(1) GDPR, as fideslang calls them. Whatever else a map says may be a consent: `Art. 6(1)(a)`. */
const otherBasis = /^(contract|legal obligations?|vital interests|public interest|legitimate interests)\b/i;

function restsOnConsent({ purposes }: SystemMap, use: string): boolean {
  const bases = purposes.filter((purpose) => purpose.use === use).map(({ legalBasis }) => legalBasis);
  return bases.length === 0 || bases.some((basis) => !otherBasis.test(basis));
}

function isBelow(use: string, tops: readonly string[]): boolean {
  return tops.some((top) => use === top || use.startsWith(`${top}.`));
}
