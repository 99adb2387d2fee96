import { type WaitInput, waitFor } from '../../casework/driver/wait-for';
import { mailIdentifiersQuestion } from '../../casework/mail/ask-identifiers';
import type { MailingDeps } from '../../casework/mail/mailing-deps';
import type { DeskDeps } from '../../domain/desk-deps';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/**
 * Asks the requester once, before the desk says "nothing found", under which other address, number or name
 * they may be known.
 */
export function askIdentifiers(deps: Deps, input: WaitInput): Promise<void> {
  return waitFor(deps, 'ask-identifiers', input, {
    record: async ({ requestId }) => {
      await deps.register.append(requestId, 'ask-identifiers', (now) =>
        now.status === 'locating'
          ? { type: 'identifiers-asked', data: {}, actor: { kind: 'desk' } }
          : undefined,
      );
    },
    ask: (request) => mailIdentifiersQuestion(deps, request),
  });
}
