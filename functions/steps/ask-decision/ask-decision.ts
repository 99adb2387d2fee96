import { type WaitInput, waitFor } from '../../casework/driver/wait-for';
import { askApprover } from '../../casework/mail/ask-approver';
import type { MailingDeps } from '../../casework/mail/mailing-deps';
import { approvers } from '../../casework/mail/staff-facts';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { lastOf } from '../../domain/log-entries';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/**
 * Asks the approvers to decide on the frozen manifest: one mail each, with counts, dates and reasons, a link
 * and a code.
 */
export function askDecision(deps: Deps, input: WaitInput): Promise<void> {
  return waitFor(deps, 'ask-decision', input, {
    record: async (request) => {
      const manifestVersion = versionOf(request);
      await deps.register.append(request.requestId, `ask-decision-${manifestVersion}`, (now) =>
        now.status === 'locating'
          ? { type: 'decision-asked', data: { manifestVersion }, actor: { kind: 'desk' } }
          : undefined,
      );
    },
    ask: async (request) => {
      for (const staffId of approvers(deps)) await askApprover(deps, request, staffId);
    },
  });
}

function versionOf(request: DataSubjectRequest): number {
  return lastOf(request.log, 'manifest-frozen')?.data.version ?? 0;
}
