import { type WaitInput, waitFor } from '../../casework/driver/wait-for';
import { askCase } from '../../casework/mail/ask-case';
import type { MailingDeps } from '../../casework/mail/mailing-deps';
import type { DeskDeps } from '../../domain/desk-deps';
import { caseApprovers } from '../../domain/reviewers';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/** Leaves a request to staff: a task with the full clock, an owner and an end. */
export function handToStaff(deps: Deps, input: WaitInput): Promise<void> {
  return waitFor(deps, 'hand-to-staff', input, {
    ask: async (request) => {
      for (const staffId of caseApprovers(deps.desk, request)) await askCase(deps, request, staffId);
    },
  });
}
