import { allOf } from '../domain/data-subject-request';
import { askProof } from '../emails/person-mails';
import { answerLink, questionKey } from './ask-requester';
import { mailRequester } from './mail-once';
import type { MailingDeps } from './mailing-deps';

/**
 * Asks the person to settle a doubt of staff about who is asking, and says why. Once; `questionId` names the
 * question under which the answer comes.
 *
 * @param again - 1 for the first mail that the person asks for anew, and so on
 */
export async function tellDoubt(
  deps: MailingDeps,
  requestId: string,
  questionId: string,
  again = 0,
): Promise<void> {
  const request = await deps.register.load(requestId);
  const asked = allOf(request.log, 'question-asked').find((e) => e.data.questionId === questionId);
  if (!asked?.sealed) return;
  const reason = String(await deps.vault.unseal(requestId, asked.sealed));
  const letter = { key: questionKey(questionId, again), mail: askProof } as const;
  await mailRequester(deps, requestId, letter, async () => ({
    ...(await answerLink(deps, requestId, questionId, again)),
    reason,
  }));
}
