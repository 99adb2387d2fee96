import { mustBeOpen } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { MailingDeps } from '../../mailing/mailing-deps';
import { tellRecipientsOf } from '../../mailing/tell-recipients-of';

type Deps = MailingDeps & Pick<DeskDeps, 'register'>;

/**
 * An opt-out comes without any proof, so one script can bring about as many as it likes: its recipients hear
 * of it with the daily list, and what was proven and approved is
 * told at once. Processors are instructed and must confirm; other controllers are told. The mail names
 * nobody: who it is about stands behind the link and its code. Who only keeps stores in
 * which the desk did it all is not told.
 */
export function tellRecipients(deps: Deps) {
  return async ({ requestId }: { requestId: string }): Promise<{ done: true }> => {
    await tellRecipientsOf(deps, mustBeOpen(await deps.register.load(requestId)));
    return { done: true };
  };
}
