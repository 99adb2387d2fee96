import { isRight, rights } from '../rights';
import type { Regime, VerificationLevel } from './law';

/**
 * Which of a law's request types answers to one of our rights; of several, the first the law has.
 *
 * A right with no line here, or none of whose types the law has, is not given by that law.
 */
const REQUEST_TYPES_BY_RIGHT: Readonly<Record<string, readonly string[]>> = {
  access: ['access'],
  portability: ['portability'],
  erasure: ['deletion'],
  rectification: ['correction'],
  restriction: ['restriction'],
  objection: ['objection'],
  'marketing-objection': ['objectionDirectMarketing', 'optOutTargetedAdvertising', 'objection'],
  'consent-withdrawal': ['withdrawConsent'],
  'opt-out-of-sale': ['optOutSaleSharing'],
  'limit-sensitive': ['limitSensitive'],
  'automated-decision-review': ['automatedDecisionReview'],
  complaint: ['complaint'],
  appeal: ['appeal'],
};

/** The request type of a right under a law, e.g. `erasure` -> `deletion`; nothing where the law gives no such right. */
export function requestTypeOf(regime: Regime, right: string): string | undefined {
  return REQUEST_TYPES_BY_RIGHT[right]?.find((type) => regime.requestTypes[type] !== undefined);
}

/**
 * How sure of the person a law wants the desk to be for a right; one law's level never binds another's answer.
 *
 * A right that the desk puts behind no proof stays free of it where a law has only a wider request type for it.
 */
export function verificationLevelOf(regime: Regime, right: string): VerificationLevel | undefined {
  const type = requestTypeOf(regime, right);
  if (type === undefined) return undefined;
  return isRight(right) && !rights[right].proof ? 'none' : regime.verification.byRequestType[type];
}
