import { accountPlace, isConfirmedByAccount } from './account-proof';
import type { DataSubjectRequest } from './data-subject-request';
import { allOf, type EventOf, lastOf } from './log-entries';
import { rights } from './rights';

/** How often a requester may type data points for one request. */
export const PROOF_TRIES = 3;

/** The same, including tries without a result because not all could be compared. */
const MAX_OFFERS = 9;

type Logged = Pick<DataSubjectRequest, 'log' | 'right'>;

/** Data points that were typed and not compared yet. */
export function uncheckedOffer({ log }: Pick<Logged, 'log'>): EventOf<'proof-offered'> | undefined {
  const checked = new Set(allOf(log, 'proof-checked').map(({ data }) => data.offer));
  return allOf(log, 'proof-offered').find(({ data }) => !checked.has(data.offer));
}

/**
 * Whether the data points match some rows and not others that may be another person's: only staff can tell
 * whose they are.
 */
export function mayBeSeveralPeople({ log }: Pick<Logged, 'log'>): boolean {
  return allOf(log, 'proof-checked').some(({ data }) => data.says === 'several');
}

/** How many tries are left. One that is not compared yet is used up. */
export function proofTriesLeft({ log }: Pick<Logged, 'log'>): number {
  if (mayBeSeveralPeople({ log })) return 0;
  const free = allOf(log, 'proof-checked').filter(({ data }) => data.says === 'not-checked').length;
  const offers = allOf(log, 'proof-offered').length;
  if (offers >= MAX_OFFERS) return 0;
  return Math.max(0, PROOF_TRIES - (offers - free));
}

/**
 * Whether the requester has proven enough to see the data itself, by data points or by a log-in, or staff
 * verified them.
 */
export function isProvenForDetails({ log }: Pick<Logged, 'log'>): boolean {
  const isMatch = allOf(log, 'proof-checked').some(({ data }) => data.says === 'match');
  return isMatch || isConfirmedByAccount({ log }) || lastOf(log, 'details-vouched') !== undefined;
}

/**
 * Whether a log-in at the shop can still change what the answer shows. Not where the mailbox may be several
 * people's, since the account is one person's.
 */
export function mayConfirmByAccount(request: Logged): boolean {
  return (
    rights[request.right].carriedOut === 'export' &&
    !isProvenForDetails(request) &&
    !mayBeSeveralPeople(request) &&
    accountPlace(request) !== undefined &&
    lastOf(request.log, 'package-made') === undefined
  );
}

/**
 * Whether data points may be typed now: not while others wait to be compared, and not once the answer is
 * made.
 */
export function mayOfferProof(request: Logged): boolean {
  return (
    rights[request.right].carriedOut === 'export' &&
    !isProvenForDetails(request) &&
    !uncheckedOffer(request) &&
    proofTriesLeft(request) > 0 &&
    lastOf(request.log, 'package-made') === undefined
  );
}

/**
 * Whether no further data points help: every try was wrong, too many could not be compared, or staff must
 * look.
 */
export function hasFailedProof(request: Logged): boolean {
  return !isProvenForDetails(request) && !uncheckedOffer(request) && proofTriesLeft(request) === 0;
}

/**
 * Id of the task that holds an approved copy back until the proof is there; a new one when the tries are used
 * up, since staff are notified again.
 */
export function proofTaskId(request: Logged): string {
  const version = lastOf(request.log, 'manifest-frozen')?.data.version ?? 0;
  return hasFailedProof(request) ? `proof-failed-${version}` : `proof-${version}`;
}
