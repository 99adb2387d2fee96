import type { DeskDeps } from '../../domain/desk-deps';
import { caseApprovers } from '../../domain/reviewers';
import { type WaitInput, waitFor } from '../../driving/wait-for';
import { askCase } from '../../mailing/ask-case';
import type { MailingDeps } from '../../mailing/mailing-deps';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/** Leaves a request to staff: a task with the full clock, an owner and an end. */
export function handToStaff(deps: Deps, input: WaitInput): Promise<void> {
  return waitFor(deps, 'hand-to-staff', input, {
    ask: async (request) => {
      for (const staffId of caseApprovers(deps.desk, request)) await askCase(deps, request, staffId);
    },
  });
}
