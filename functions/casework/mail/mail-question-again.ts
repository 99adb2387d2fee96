import { type DataSubjectRequest, wasMailed } from '../../domain/data-subject-request';
import { reserveCodeMail } from '../links/code-budget';
import { mailDoubt } from './ask-about-doubt';
import { askRequester, questionKey } from './ask-requester';
import type { MailingDeps } from './mailing-deps';

/**
 * Mails a question again, with a fresh link and code, to the person's own address: for a link whose mail had
 * no code, that has expired, or whose tries are used up. The mail is counted before it is sent, and pressing
 * twice sends one mail.
 *
 * @returns nothing when it left, or from when on the next one can (instant)
 */
export async function mailQuestionAgain(
  deps: MailingDeps,
  request: DataSubjectRequest,
  questionId: string,
): Promise<string | undefined> {
  const { requestId } = request;
  const { next } = await reserveCodeMail(deps, `answer:${requestId}:${questionId}`);
  if (next) return next;
  let again = 1;
  while (wasMailed(request, questionKey(questionId, again))) again += 1;
  const ask = questionId.startsWith('doubt-') ? mailDoubt : askRequester;
  await ask(deps, requestId, questionId, again);
  return undefined;
}
