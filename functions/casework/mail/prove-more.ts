import { civilDateOf } from '../../domain/civil-time';
import { canAskForPoints } from '../../domain/data-points';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { detailsWaitUntil, highProofLaw } from '../../domain/details-proof';
import { dueDates } from '../../domain/due-dates';
import { mayLogIn } from '../../domain/may-log-in';
import { proofTriesLeft } from '../../domain/proof-of-details';
import type { MailFacts } from '../../emails/mail-facts';
import type { ToPerson } from '../../emails/mail-frame-facts';
import { proveMore } from '../../emails/person-mails';
import { countText } from '../../words/date-text';
import { placeTitle } from '../../words/places';
import { issueLink } from '../links/issue-link';
import { tokenInUrl } from './mail-code';
import { mailRequester } from './mail-once';
import type { MailingDeps } from './mailing-deps';

type ProveMoreFacts = Omit<MailFacts['prove-more'], keyof ToPerson>;

/**
 * Keys of the mails that say how to be shown the data itself; the result of a try carries the number of its
 * entry.
 */
export const proveMoreKeys = {
  asked: 'prove-more',
  reminder: 'prove-more-reminder',
  result: (seq: number) => `prove-more-result-${seq}`,
} as const;

/**
 * Mails how to be shown the data itself, and what the answer is without it. Does nothing when no tries are
 * left, or when the map has nothing to ask for.
 */
export async function mailProveMore(
  deps: MailingDeps,
  request: DataSubjectRequest,
  key: string,
): Promise<void> {
  const canType = canAskForPoints(deps.map) && proofTriesLeft(request) > 0;
  if (!canType && !mayLogIn(deps, request)) return;
  await mailRequester(deps, request.requestId, { key, mail: proveMore }, (now) => proveMoreFacts(deps, now));
}

export async function proveMoreFacts(
  deps: MailingDeps,
  request: DataSubjectRequest,
): Promise<ProveMoreFacts> {
  const { requestId } = request;
  const law = highProofLaw(deps, request);
  const tries = canAskForPoints(deps.map) ? proofTriesLeft(request) : 0;
  const login = mayLogIn(deps, request);
  const until = detailsWaitUntil(request, deps.desk, dueDates(request, deps.book));
  const follow = await issueLink(deps, { requestId, purpose: 'follow', issue: 1, life: 'P1Y' });
  return {
    place: placeTitle(law?.jurisdiction[0] ?? ''),
    until: civilDateOf(until, request.received.zone).toString(),
    wrong: false,
    unchecked: false,
    uncompared: false,
    several: false,
    login,
    ...(tries > 0 ? { triesLeft: countText(tries, 'try', 'tries') } : {}),
    ...(tries > 0 || login ? { link: `${deps.desk.baseUrl}/r/proof/${tokenInUrl(follow.url)}` } : {}),
  };
}
