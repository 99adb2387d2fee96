import { isRight, rights } from '../rights';
import type { Regime, VerificationLevel } from './law';

/**
 * The request types of the laws for each of our rights; of several, the first that the law has on the day of
 * receipt.
 *
 * A law does not give a right that has no line here, or none of whose types it has.
 */
const REQUEST_TYPES_BY_RIGHT: Readonly<Record<string, readonly string[]>> = {
  access: ['access'],
  portability: ['portability'],
  erasure: ['deletion'],
  rectification: ['correction'],
  // Brazil's Art. 18 IV names anonymisation, blocking and deletion together.
  restriction: ['restriction', 'anonymisation'],
  objection: ['objection'],
  'marketing-objection': ['objectionDirectMarketing', 'optOutTargetedAdvertising', 'objection'],
  'consent-withdrawal': ['withdrawConsent'],
  'opt-out-of-sale': ['optOutSaleSharing'],
  'limit-sensitive': ['limitSensitive'],
  // California's human appeal stands in for an opt-out (11 CCR 7221(b)(1)).
  'automated-decision-review': ['automatedDecisionReview', 'admtAppeal'],
  'opt-out-of-profiling': ['optOutProfiling'],
  'admt-opt-out': ['admtOptOut'],
  'admt-access': ['admtAccess'],
  // Some laws give the names of the third parties, some their categories only.
  'third-party-list': ['thirdPartyList', 'thirdPartyCategories'],
  deindexation: ['deindexation'],
  nomination: ['nomination'],
  complaint: ['complaint'],
  appeal: ['appeal'],
};

/**
 * The request type of a right under a law, e.g. `erasure` -> `deletion`; undefined where the law gives no
 * such right.
 *
 * @param receivedOn plain date of receipt: a type that the law does not give yet is skipped for one that it
 * does; without it, any counts
 */
export function requestTypeOf(regime: Regime, right: string, receivedOn?: string): string | undefined {
  const types = (REQUEST_TYPES_BY_RIGHT[right] ?? []).filter((type) => regime.requestTypes[type]);
  const given =
    receivedOn === undefined ? undefined : types.find((type) => isInForce(regime, type, receivedOn));
  return given ?? types[0];
}

/** Whether a law gives a right to somebody who asks on a day (a plain date). */
export function isGiven(regime: Regime, right: string, on: string): boolean {
  const type = requestTypeOf(regime, right, on);
  return type !== undefined && isInForce(regime, type, on);
}

/** The article by which a law gives a right on a day; undefined before it does. */
export function givingArticle(regime: Regime, right: string, on: string): string | undefined {
  const type = isGiven(regime, right, on) ? requestTypeOf(regime, right, on) : undefined;
  const source = type === undefined ? undefined : regime.requestTypes[type]?.source;
  return source === undefined ? undefined : regime.sources[source]?.article;
}

function isInForce(regime: Regime, type: string, on: string): boolean {
  return regime.effective <= on && (regime.requestTypes[type]?.effective ?? '') <= on;
}

/**
 * How strong a proof of identity a law requires for a right; one law's level never binds another's answer.
 *
 * A right for which the desk requires no proof stays free of it where a law has only a wider request type for
 * it.
 */
export function verificationLevelOf(regime: Regime, right: string): VerificationLevel | undefined {
  const type = requestTypeOf(regime, right);
  if (type === undefined) return undefined;
  return isRight(right) && !rights[right].proof ? 'none' : regime.verification.byRequestType[type];
}
