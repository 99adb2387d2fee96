import { type WaitInput, waitFor } from '../../casework/driver/wait-for';
import { addressesElsewhere } from '../../casework/evidence/addresses-elsewhere';
import { mailNotice, mailNoticeElsewhere, noticedElsewhere } from '../../casework/mail/mail-notice';
import type { MailingDeps } from '../../casework/mail/mailing-deps';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { lastOf } from '../../domain/log-entries';
import { noticeEnd } from '../../domain/notice-end';
import { rights } from '../../domain/rights';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow' | 'objects'>;

/**
 * Tells the requester before an erasure, or before a name, an address or a bank account is corrected, so that
 * they can stop it for staff to look. The notice goes to the address that asked and to every other one found
 * for the data subject, since the owner of one mailbox may not be who the data is about. The wait is
 * shortened so that it never passes the legal date, but a correction waits at least a day.
 */
export function giveNotice(deps: Deps, input: WaitInput): Promise<void> {
  return waitFor(deps, 'give-notice', input, {
    record: async (request) => {
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

/** One for an erasure, and one for each decision on a correction. */
function commandOf(request: DataSubjectRequest): string {
  const decided = isCorrection(request) ? lastOf(request.log, 'decided')?.seq : undefined;
  return decided === undefined ? 'give-notice' : `give-notice-${decided}`;
}

function isCorrection({ right }: DataSubjectRequest): boolean {
  return rights[right].carriedOut === 'correction';
}

/** To every other address of the data subject, as found when the notice was recorded. */
async function mailElsewhere(deps: Deps, noticed: DataSubjectRequest): Promise<void> {
  const elsewhere = (await noticedElsewhere(deps, noticed)) ?? (await addressesElsewhere(deps, noticed));
  for (const [index, address] of elsewhere.entries())
    await mailNoticeElsewhere(deps, noticed, { at: index + 1, address });
}
