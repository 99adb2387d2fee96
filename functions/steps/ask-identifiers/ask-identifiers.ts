import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { civilDateOf, later } from '../../domain/due-dates';
import { questionKeys } from '../../domain/questions';
import { type WaitInput, waitFor } from '../../driving/wait-for';
import { askIdentifiers as identifiersMail } from '../../emails/person-mails';
import { issueLink } from '../../links/issue-link';
import { type MailingDeps, mailRequester } from '../../mailing/mail-once';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/** Before anybody says "nothing found", the person is asked once by which other address, number or name they may be known. */
export function askIdentifiers(deps: Deps) {
  return (input: WaitInput): Promise<void> =>
    waitFor(deps, 'ask-identifiers', input, {
      note: async ({ requestId }) => {
        await deps.register.append(requestId, 'ask-identifiers', (now) =>
          now.status === 'locating'
            ? { type: 'identifiers-asked', data: {}, actor: { kind: 'desk' } }
            : undefined,
        );
      },
      ask: (request) => mail(deps, request),
    });
}

async function mail(deps: Deps, { requestId, received }: DataSubjectRequest): Promise<void> {
  const { identifiersWithin, linkLife } = deps.desk.waits;
  await mailRequester(
    deps,
    requestId,
    { key: questionKeys.identifiers(), mail: identifiersMail },
    async () => {
      const link = await issueLink(deps, { requestId, purpose: 'answer', issue: 1, life: identifiersWithin });
      const until = civilDateOf(
        later(deps.clock.now(), identifiersWithin, received.zone),
        received.zone,
      ).toString();
      return { link: link.url, code: link.code, linkLife, until };
    },
  );
}
