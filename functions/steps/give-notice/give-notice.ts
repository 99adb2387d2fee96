import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { dueDates, later, startOfDay } from '../../domain/due-dates';
import { folded } from '../../domain/identity-values';
import { knownIdentities } from '../../domain/locate-plan';
import { mailAddressFault } from '../../domain/mail-address';
import { noticeIssue, questionKeys } from '../../domain/questions';
import { noticeEndsAt } from '../../domain/timers';
import { type WaitInput, waitFor } from '../../driving/wait-for';
import { erasureNotice } from '../../emails/person-mails';
import { identitiesOf, requesterFacts } from '../../findings/requester-facts';
import { storedFindings } from '../../findings/stored-findings';
import { issueLink } from '../../links/issue-link';
import { aboutRequest, type MailingDeps, mailAddress, mailRequester } from '../../mailing/mail-once';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow' | 'objects'>;

/**
 * Before anything goes, the person is told and can pause it for staff to look: at the address that asked, and at every other that is theirs in what was found, since whoever
 * holds one mailbox may not be who the data is about. The wait shortens rather than crosses the legal date.
 */
export function giveNotice(deps: Deps) {
  return (input: WaitInput): Promise<void> =>
    waitFor(deps, 'give-notice', input, {
      note: async (request) => {
        const endsAt = noticeEnd(deps, request);
        await deps.register.append(request.requestId, 'give-notice', (now) =>
          now.status === 'fulfilling'
            ? { type: 'erasure-noticed', data: { endsAt }, actor: { kind: 'desk' } }
            : undefined,
        );
      },
      ask: async (request) => {
        await mail(deps, request);
        await mailElsewhere(deps, request);
      },
    });
}

function noticeEnd(deps: Deps, request: DataSubjectRequest): string {
  const now = deps.clock.now();
  const wanted = later(now, deps.desk.waits.erasureNotice, deps.desk.zone);
  const lastDay = startOfDay(dueDates(request, deps.book).latest, deps.desk.zone);
  const limit = [lastDay, now].sort()[1] ?? now;
  return wanted <= lastDay ? wanted : limit;
}

/** After a pause that staff ended the person is told again, with a fresh link. */
async function mail(deps: Deps, noticed: DataSubjectRequest): Promise<void> {
  const { requestId } = noticed;
  const key = questionKeys.notice(noticed);
  await mailRequester(deps, requestId, { key, mail: erasureNotice }, (request) => notice(deps, request));
}

/** So many further addresses of one person are written to. */
const MOST_ELSEWHERE = 5;

async function mailElsewhere(deps: Deps, noticed: DataSubjectRequest): Promise<void> {
  const { requestId } = noticed;
  const key = questionKeys.notice(noticed);
  for (const [at, address] of (await addressesElsewhere(deps, noticed)).entries()) {
    const letter = { key: `${key}:elsewhere-${at + 1}`, mail: erasureNotice, address } as const;
    await mailAddress(deps, requestId, { ...letter, to: 'requester' }, async (request) => {
      const about = await notice(deps, request, `elsewhere-${at + 1}`);
      const answerBy = dueDates(request, deps.book).latest;
      return { ...aboutRequest(deps, request), answerBy, statusLink: about.link, ...about };
    });
  }
}

/** Those in rows that the map says are one person's own, and those that the person merely named: whoever they belong to must hear of it. Always in the same order. */
async function addressesElsewhere(deps: Deps, request: DataSubjectRequest): Promise<string[]> {
  const { email: asking } = await requesterFacts(deps, request);
  const findings = await storedFindings(deps, request);
  const known = knownIdentities(deps.map, await identitiesOf(deps, request), findings).email;
  const found = known.map((address) => folded('email', address));
  const isAsking = (address: string) => asking !== undefined && address === folded('email', asking);
  const elsewhere = found.filter((address) => !mailAddressFault(address) && !isAsking(address));
  return [...new Set(elsewhere)].sort().slice(0, MOST_ELSEWHERE);
}

/** @param subjectId - tells the links of several addresses apart */
async function notice(deps: Deps, request: DataSubjectRequest, subjectId?: string) {
  const { requestId } = request;
  const wish = { requestId, purpose: 'notice', issue: noticeIssue(request) } as const;
  const link = await issueLink(deps, { ...wish, ...(subjectId ? { subjectId } : {}) });
  const startsAt = noticeEndsAt(request, deps.book, deps.clock.now()) ?? deps.clock.now();
  return { link: link.url, code: link.code, linkLife: deps.desk.waits.erasureNotice, startsAt };
}
