import { type DataSubjectRequest, lastOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { dueDates, later, startOfDay } from '../../domain/due-dates';
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
      ask: ({ requestId }) => mail(deps, requestId),
    });
}

function noticeEnd(deps: Deps, request: DataSubjectRequest): string {
  const now = deps.clock.now();
  const wanted = later(now, deps.desk.waits.erasureNotice, deps.desk.zone);
  const lastDay = startOfDay(dueDates(request, deps.book).latest, deps.desk.zone);
  const limit = [lastDay, now].sort()[1] ?? now;
  return wanted <= lastDay ? wanted : limit;
}

async function mail(deps: Deps, requestId: string): Promise<void> {
  await mailRequester(deps, requestId, { key: 'erasure-notice', kind: 'erasure-notice' }, async (request) => {
    const link = await issueLink(deps, { requestId, purpose: 'notice', issue: 1 });
    const startsAt = lastOf(request.log, 'erasure-noticed')?.data.endsAt ?? deps.clock.now();
    return { link: link.url, code: link.code, linkLife: deps.desk.waits.erasureNotice, startsAt };
  });
}
