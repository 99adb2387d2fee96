import type { DeskDeps } from '../../domain/desk-deps';
import { type WaitInput, waitFor } from '../../driving/wait-for';
import { askForProof } from '../../mailing/ask-for-proof';
import type { MailingDeps } from '../../mailing/mailing-deps';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/**
 * Waits for control of an address on file, for a request that staff entered: it is asked for proof now. One
 * from the form is driven only when it is proven.
 */
export function verifyIdentity(deps: Deps) {
  return (input: WaitInput): Promise<void> =>
    waitFor(deps, 'verify-identity', input, { ask: ({ requestId }) => askForProof(deps, requestId) });
}
