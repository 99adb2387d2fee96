import { type WaitInput, waitFor } from '../../casework/driver/wait-for';
import { askForProof } from '../../casework/mail/ask-for-proof';
import type { MailingDeps } from '../../casework/mail/mailing-deps';
import type { DeskDeps } from '../../domain/desk-deps';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/**
 * Waits until the requester has proven control of an address on file, where staff entered the request: the
 * proof is asked for now. A request from the form has no driver until it is proven.
 */
export function verifyIdentity(deps: Deps, input: WaitInput): Promise<void> {
  return waitFor(deps, 'verify-identity', input, { ask: ({ requestId }) => askForProof(deps, requestId) });
}
