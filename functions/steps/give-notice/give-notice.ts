import { type DataSubjectRequest, lastOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { noticeEnd } from '../../domain/notice-end';
import { rights } from '../../domain/rights';
import { type WaitInput, waitFor } from '../../driving/wait-for';
import { addressesElsewhere } from '../../findings/addresses-elsewhere';
import { mailNotice, mailNoticeElsewhere, noticedElsewhere } from '../../mailing/mail-notice';
import type { MailingDeps } from '../../mailing/mailing-deps';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow' | 'objects'>;

/**
 * Before anything goes, or a name, an address or a bank account is corrected, the person is told and can
 * pause it for staff to look: at the address that asked, and at every other that is theirs in what was found,
 * since whoever
 * holds one mailbox may not be who the data is about. The wait shortens rather than crosses the legal date,
 * but that of a correction never below a day.
 */
export function giveNotice(deps: Deps) {
  return (input: WaitInput): Promise<void> =>
    waitFor(deps, 'give-notice', input, {
      note: async (request) => {
        if (request.status !== 'fulfilling') return;
        const endsAt = noticeEnd(deps, request, deps.clock.now());
        const elsewhere = await addressesElsewhere(deps, request);
        const sealed = await deps.vault.seal(request.requestId, { elsewhere });
        await deps.register.append(request.requestId, commandOf(request), (now) =>
          now.status === 'fulfilling'
            ? { type: 'erasure-noticed', data: { endsAt }, sealed, actor: { kind: 'desk' } }
            : undefined,
        );
      },
      ask: async (request) => {
        await mailNotice(deps, request);
        await mailElsewhere(deps, request);
      },
    });
}

/** An erasure has one, and each decision on a correction its own. */
function commandOf(request: DataSubjectRequest): string {
  const decided = isCorrection(request) ? lastOf(request.log, 'decided')?.seq : undefined;
  return decided === undefined ? 'give-notice' : `give-notice-${decided}`;
}

function isCorrection({ right }: DataSubjectRequest): boolean {
  return rights[right].carriedOut === 'correction';
}

/** To every other address that is theirs, as it was found when the notice was noted. */
async function mailElsewhere(deps: Deps, noticed: DataSubjectRequest): Promise<void> {
  const elsewhere = (await noticedElsewhere(deps, noticed)) ?? (await addressesElsewhere(deps, noticed));
  for (const [index, address] of elsewhere.entries())
    await mailNoticeElsewhere(deps, noticed, { at: index + 1, address });
}
