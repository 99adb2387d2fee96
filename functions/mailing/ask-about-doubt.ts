import { lastOf } from '../domain/data-subject-request';
import type { EventData } from '../domain/events';
import { openDoubt } from '../domain/questions';
import type { MailingDeps } from './mailing-deps';
import { tellDoubt } from './tell-doubt';

/**
 * Puts the open doubt to the person, as a question with a page to answer on. Repeating it mails nothing
 * twice.
 */
export async function askAboutDoubt(deps: MailingDeps, requestId: string): Promise<void> {
  const request = await deps.register.load(requestId);
  const doubt = lastOf(request.log, 'identity-doubted');
  const questionId = openDoubt(request);
  if (!doubt || !questionId) return;
  const question: EventData['question-asked'] = { questionId, staffId: doubt.data.staffId, pauses: false };
  await deps.register.append(requestId, `ask-${questionId}`, (now) =>
    openDoubt(now) === questionId
      ? {
          type: 'question-asked',
          data: question,
          actor: doubt.actor,
          ...(doubt.sealed ? { sealed: doubt.sealed } : {}),
        }
      : undefined,
  );
  await tellDoubt(deps, requestId, questionId);
}
