import { civilDateOf, plusDuration } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { lastOf } from '../../domain/log-entries';
import { questionKeys } from '../../domain/questions';
import { askIdentifiers } from '../../emails/person-mails';
import { issueLink } from '../links/issue-link';
import { mailRequester } from './mail-once';
import type { MailingDeps } from './mailing-deps';

/**
 * Asks by which other address, number or name the person may be known.
 *
 * @param again - 0 for the question of the desk, 1 for the first further link and code that somebody asked
 * for
 */
export async function mailIdentifiersQuestion(
  deps: MailingDeps,
  request: DataSubjectRequest,
  again = 0,
): Promise<void> {
  const { requestId } = request;
  const { identifiersWithin, linkLife } = deps.desk.waits;
  const letter = { key: identifiersKey(again), mail: askIdentifiers };
  await mailRequester(deps, requestId, letter, async (now) => {
    const wish = { requestId, purpose: 'answer', issue: 1 + again, life: identifiersWithin } as const;
    const { url: link, code } = await issueLink(deps, wish);
    const from = again === 0 ? deps.clock.now() : (lastOf(now.log, 'identifiers-asked')?.at ?? '');
    return { link, code, linkLife, until: identifiersUntil(deps, now, from) };
  });
}

/** Key of the mail; `again` as above. */
export function identifiersKey(again: number): string {
  return again === 0 ? questionKeys.identifiers() : `${questionKeys.identifiers()}-again-${again}`;
}

/** Plain date up to which the desk waits for the answer to what it asked at this instant. */
export function identifiersUntil(
  { desk }: Pick<MailingDeps, 'desk'>,
  { received }: DataSubjectRequest,
  askedAt: string,
): string {
  return civilDateOf(
    plusDuration(askedAt, desk.waits.identifiersWithin, received.zone),
    received.zone,
  ).toString();
}
