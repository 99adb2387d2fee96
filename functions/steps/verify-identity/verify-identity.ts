import type { DeskDeps } from '../../domain/desk-deps';
import { type WaitInput, waitFor } from '../../driving/wait-for';
import { askForProof } from '../../mailing/ask-for-proof';
import type { MailingDeps } from '../../mailing/mailing-deps';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/**
 * Waits until the requester has proven control of an address on file, where staff entered the request: the
 * proof is asked for now. A request from the form has no driver until it is proven.
 */
export function verifyIdentity(deps: Deps, input: WaitInput): Promise<void> {
  return waitFor(deps, 'verify-identity', input, { ask: ({ requestId }) => askForProof(deps, requestId) });
}
