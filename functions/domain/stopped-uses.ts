import type { Right } from './rights';
import type { Recipient, SystemMap } from './system-map';

/**
 * `concerned`: it does what is being stopped. `unclear`: the map does not say, so staff must. `untouched`: it
 * has nothing to stop.
 */
export type Concern = 'concerned' | 'unclear' | 'untouched';

/**
 * fideslang data uses, each with all below it; the longest match counts. A use that is not named is unclear.
 */
interface Uses {
  readonly stopped: readonly string[];
  readonly goesOn: readonly string[];
  /** What only a processor may go on with; at another controller it may be a sale. */
  readonly goesOnForUs?: readonly string[];
}

const service = ['employment', 'essential', 'finance', 'functional', 'operations'];
const byLaw = 'third_party_sharing.legal_obligation';

/**
 * Profiling for decisions, not what the service itself needs; a recipient that gets the data for the decision
 * is informed (11 CCR 7221(n)). Staff say whether a use such as finance decides anything.
 */
const decisions: Uses = { stopped: ['personalize'], goesOn: ['essential', 'functional', byLaw] };

/**
 * What an opt-out stops. Informing anybody else would be an unnecessary disclosure (Art. 5(1)(c) GDPR): a
 * carrier has nothing to stop.
 *
 * @see https://ethyca.github.io/fideslang/taxonomy/data_uses/
 */
const usesUnder: Readonly<Partial<Record<Right, Uses>>> = {
  // Direct marketing and the profiling for it (Art. 21(2)-(3) GDPR).
  'marketing-objection': {
    stopped: ['marketing'],
    goesOn: [...service, 'analytics', 'collect', 'train_ai_system', byLaw],
  },
  // Sales, and cross-context advertising (s 1798.140(ad) and (ah) CCPA). The business's own letters and
  // advertising on its own pages are neither.
  'opt-out-of-sale': {
    stopped: ['third_party_sharing', 'marketing.advertising'],
    goesOn: [...service, 'marketing.advertising.first_party', 'marketing.communications', byLaw],
    goesOnForUs: ['analytics', 'collect', 'personalize', 'sales', 'train_ai_system'],
  },
  // All except what the service needs, including its safety and quality (11 CCR 7027(m)).
  'limit-sensitive': {
    stopped: ['marketing', 'personalize', 'sales', 'third_party_sharing', 'train_ai_system'],
    goesOn: ['essential', 'finance', 'functional', byLaw],
  },
  'opt-out-of-profiling': decisions,
  'admt-opt-out': decisions,
};

/**
 * Whether a recipient that a system names does what an opt-out or the withdrawal of a consent stops
 * (C-129/21: those who rely on that consent). A recipient without uses is unclear, unless nothing that the
 * system does is stopped.
 */
export function concernOf(right: Right, system: SystemMap, recipient: Recipient): Concern {
  const { uses, soldOrShared, role } = recipient;
  if (right === 'opt-out-of-sale' && (uses || soldOrShared !== undefined)) return concernOfSale(recipient);
  const judge = (use: string) =>
    right === 'consent-withdrawal' ? restsOnConsent(system, use) : concernOfUse(right, use, role);
  if (uses) return strongestConcern(uses.map(judge));
  const declared = system.purposes.map(({ use }) => (use === undefined ? 'unclear' : judge(use)));
  return declared.length > 0 && declared.every((one) => one === 'untouched') ? 'untouched' : 'unclear';
}

/**
 * Whether the opt-out of sale concerns a recipient, by the map's own statement and its uses: the same rule
 * says whether data is sold to it.
 */
export function concernOfSale({ soldOrShared, uses, role }: Recipient): Concern {
  if (soldOrShared !== undefined) return soldOrShared ? 'concerned' : 'untouched';
  if (!uses) return 'unclear';
  return strongestConcern(uses.map((use) => concernOfUse('opt-out-of-sale', use, role)));
}

function concernOfUse(right: Right, use: string, role: Recipient['role']): Concern {
  const { stopped = [], goesOn = [], goesOnForUs = [] } = usesUnder[right] ?? {};
  const on = longestMatch(use, role === 'processor' ? [...goesOn, ...goesOnForUs] : goesOn);
  const off = longestMatch(use, stopped);
  if (on === off) return 'unclear';
  return off > on ? 'concerned' : 'untouched';
}

/** Of several uses or systems, one that is stopped is enough to be informed. */
export function strongestConcern(concerns: readonly Concern[]): Concern {
  return (['concerned', 'unclear'] as const).find((one) => concerns.includes(one)) ?? 'untouched';
}

/** The other bases of Art. 6(1) GDPR, as fideslang names them, and by their letters. */
const otherBasis =
  /\b(contract|legal obligations?|vital interests|public interest|legitimate interests)\b|\b6\s*\(1\)\s*\([b-f]\)/i;
const consent = /consent|\b(6\s*\(1\)\s*\(a\)|9\s*\(2\)\s*\(a\))/i;

/**
 * Where there are several bases, staff say which part rests on the consent. A recipient that gets the data
 * for a use gets it for all below that use: one that rests on the consent is enough. If only a use below does
 * not rest on it, that says nothing about the rest.
 */
function restsOnConsent({ purposes }: SystemMap, use: string): Concern {
  const within = purposes.filter((purpose) => longestMatch(purpose.use ?? '', [use]) > 0);
  const concern = strongestConcern(within.map(({ legalBasis }) => concernOfBasis(legalBasis)));
  const isNamed = within.some((purpose) => purpose.use === use);
  return isNamed || concern === 'concerned' ? concern : 'unclear';
}

function concernOfBasis(basis: string): Concern {
  const [isConsent, isOther] = [consent.test(basis), otherBasis.test(basis)];
  if (isConsent === isOther) return 'unclear';
  return isConsent ? 'concerned' : 'untouched';
}

/** Length of the longest of these that a use is or is below; 0 where there is none. */
function longestMatch(use: string, tops: readonly string[]): number {
  return Math.max(
    0,
    ...tops.filter((top) => use === top || use.startsWith(`${top}.`)).map((top) => top.length),
  );
}
