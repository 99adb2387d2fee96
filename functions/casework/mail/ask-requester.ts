import { allOf } from '../../domain/log-entries';
import { askRequester as questionMail } from '../../emails/person-mails';
import { issueLink } from '../links/issue-link';
import { mailRequester } from './mail-once';
import type { MailingDeps } from './mailing-deps';

/**
 * Mails the person a question of staff, with a link and a code to answer it. Each question is mailed once;
 * nothing happens when there is no such question.
 *
 * @param again - 1 for the first mail that the person asks for anew, and so on
 */
export async function askRequester(
  deps: MailingDeps,
  requestId: string,
  questionId: string,
  again = 0,
): Promise<void> {
  const asked = await findQuestion(deps, requestId, questionId);
  if (!asked) return;
  const letter = { key: questionKey(questionId, again), mail: questionMail } as const;
  await mailRequester(deps, requestId, letter, async () => ({
    ...(await answerLink(deps, requestId, questionId, again)),
    question: asked.text,
    pauses: asked.pauses,
  }));
}

/** A question of staff with its text; `pauses`: the clock stops until it is answered. */
export async function findQuestion(
  { register, vault }: Pick<MailingDeps, 'register' | 'vault'>,
  requestId: string,
  questionId: string,
): Promise<{ readonly text: string; readonly pauses: boolean } | undefined> {
  const { log } = await register.load(requestId);
  const asked = allOf(log, 'question-asked').find((e) => e.data.questionId === questionId);
  if (!asked?.sealed) return undefined;
  return { text: String(await vault.unseal(requestId, asked.sealed)), pauses: asked.data.pauses };
}

/** Key of the mail that puts a question. */
export function questionKey(questionId: string, again: number): string {
  return again === 0 ? questionId : `${questionId}-again-${again}`;
}

/** Where the person answers one question, and the code that opens the page. */
export async function answerLink(deps: MailingDeps, requestId: string, questionId: string, again: number) {
  const wish = { requestId, purpose: 'answer', issue: 1 + again, subjectId: questionId } as const;
  const { url, code } = await issueLink(deps, wish);
  return { link: url, code, linkLife: deps.desk.waits.linkLife };
}
