import { allOf } from '../domain/data-subject-request';
import { askProof } from '../emails/person-mails';
import { answerLink } from './ask-requester';
import { type MailingDeps, mailRequester } from './mail-once';

/** Asks the person to settle a doubt of staff about who is asking, and says why. Once; `questionId` names the question under which the answer comes. */
export async function tellDoubt(deps: MailingDeps, requestId: string, questionId: string): Promise<void> {
  const request = await deps.register.load(requestId);
  const asked = allOf(request.log, 'question-asked').find((e) => e.data.questionId === questionId);
  if (!asked?.sealed) return;
  const reason = String(await deps.vault.unseal(requestId, asked.sealed));
  await mailRequester(deps, requestId, { key: questionId, mail: askProof }, async () => ({
    ...(await answerLink(deps, requestId, questionId)),
    reason,
  }));
}
