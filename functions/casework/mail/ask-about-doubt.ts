import type { EventData } from '../../domain/events';
import { lastOf } from '../../domain/log-entries';
import { openDoubt } from '../../domain/questions';
import { askProof } from '../../emails/person-mails';
import { answerLink, findQuestion, questionKey } from './ask-requester';
import { mailRequester } from './mail-once';
import type { MailingDeps } from './mailing-deps';

/**
 * Puts the open doubt to the person, as a question with a page to answer it. Repeating it mails nothing
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
  await mailDoubt(deps, requestId, questionId);
}

/**
 * Asks the person to settle a doubt of staff about who is asking, and gives the reason. Mailed once;
 * `questionId` names the question under which the answer comes.
 *
 * @param again - 1 for the first mail that the person asks for anew, and so on
 */
export async function mailDoubt(
  deps: MailingDeps,
  requestId: string,
  questionId: string,
  again = 0,
): Promise<void> {
  const asked = await findQuestion(deps, requestId, questionId);
  if (!asked) return;
  const letter = { key: questionKey(questionId, again), mail: askProof } as const;
  await mailRequester(deps, requestId, letter, async () => ({
    ...(await answerLink(deps, requestId, questionId, again)),
    reason: asked.text,
  }));
}
