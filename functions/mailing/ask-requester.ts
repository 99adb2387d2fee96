import { allOf } from '../domain/data-subject-request';
import { askRequester as questionMail } from '../emails/person-mails';
import { issueLink } from '../links/issue-link';
import { type MailingDeps, mailRequester } from './mail-once';

/** Mails the person a question of staff, with a link to answer on. Once a question; nothing to do when there is no such question. */
export async function askRequester(deps: MailingDeps, requestId: string, questionId: string): Promise<void> {
  const request = await deps.register.load(requestId);
  const asked = allOf(request.log, 'question-asked').find((e) => e.data.questionId === questionId);
  if (!asked?.sealed) return;
  const question = String(await deps.vault.unseal(requestId, asked.sealed));
  await mailRequester(deps, requestId, { key: questionId, mail: questionMail }, async () => ({
    ...(await answerLink(deps, requestId, questionId)),
    question,
    pauses: asked.data.pauses,
  }));
}

/** Where the person answers one question. */
export async function answerLink(deps: MailingDeps, requestId: string, questionId: string) {
  const wish = { requestId, purpose: 'answer', issue: 1, subjectId: questionId } as const;
  const { url } = await issueLink(deps, wish);
  return { link: url, linkLife: deps.desk.waits.linkLife };
}
