import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { dueDates, later, startOfDay } from '../../domain/due-dates';
import { noticeIssue, questionKeys } from '../../domain/questions';
import { noticeEndsAt } from '../../domain/timers';
import { type WaitInput, waitFor } from '../../driving/wait-for';
import { issueLink } from '../../links/issue-link';
import { type MailingDeps, mailRequester } from '../../mailing/mail-once';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/** Before anything goes, the person is told and can pause it for staff to look. The wait shortens rather than crosses the legal date. */
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
      ask: (request) => mail(deps, request),
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
  const [issue, key] = [noticeIssue(noticed), questionKeys.notice(noticed)];
  await mailRequester(deps, requestId, { key, kind: 'erasure-notice' }, async (request) => {
    const link = await issueLink(deps, { requestId, purpose: 'notice', issue });
    const startsAt = noticeEndsAt(request, deps.book, deps.clock.now()) ?? deps.clock.now();
    return { link: link.url, code: link.code, linkLife: deps.desk.waits.erasureNotice, startsAt };
  });
}
