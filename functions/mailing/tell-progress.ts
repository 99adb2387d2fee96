import { allOf, type DataSubjectRequest } from '../domain/data-subject-request';
import { civilDateOf } from '../domain/due-dates';
import type { EventData } from '../domain/events';
import { nextProgressKey, progressTold, untoldProgress } from '../domain/progress';
import { referenceOf } from '../domain/reference';
import { isLookedAtBySame } from '../domain/reviewers';
import { reviewProgress } from '../emails/person-mails';
import { ownTie } from '../findings/own-tie';
import { dateWords } from '../pages/words/date-words';
import { type MailingDeps, mailRequester } from './mail-once';

/**
 * Tells somebody who complained or appealed how far it is: what the log shows, and all that staff wrote since the last such mail.
 *
 * @param isDue - whether a mail is due even where staff wrote nothing
 */
export async function tellProgress(deps: MailingDeps, requestId: string, isDue = true): Promise<void> {
  const request = await deps.register.load(requestId);
  const written = untoldProgress(request);
  if (!isDue && written.length === 0) return;
  const letter = { key: nextProgressKey(request), mail: reviewProgress } as const;
  await mailRequester(deps, requestId, letter, async (now) => {
    const words = await Promise.all(
      written.map(async ({ sealed = '' }) => String(await deps.vault.unseal(requestId, sealed))),
    );
    return {
      done: doneSoFar(deps, now, await ownTie(deps, now)).map((what) => ({ what })),
      ...(words.length > 0 ? { words: words.join('\n\n') } : {}),
      nextBy: civilDateOf(deps.clock.now(), now.received.zone).add({ months: 1 }).toString(),
    };
  });
}

/** Sentences of our own, each of something that the log shows to have been done. */
function doneSoFar(
  { desk }: Pick<MailingDeps, 'desk'>,
  request: DataSubjectRequest,
  tie: EventData['review-tied'] | undefined,
): string[] {
  const day = (instant: string) => dateWords(civilDateOf(instant, request.received.zone).toString());
  const [first] = allOf(request.log, 'mailed').filter(({ data }) => data.to === 'requester');
  const asked = allOf(request.log, 'mailed').some((e) => e.data.to === 'staff');
  return [
    ...(first ? [`We confirmed on ${day(first.at)} that we have it.`] : []),
    ...(tie ? [`We found the request that it is about: ${referenceOf(tie.aboutId)}.`] : []),
    ...(asked ? [lookedAt(tie?.decidedBy ?? [], isLookedAtBySame(desk, request))] : []),
    ...questionsOf(request, day),
    ...progressTold(request).map(({ at }) => `We told you on ${day(at)} how far we were.`),
  ];
}

function lookedAt(decidedBy: readonly string[], bySame: boolean): string {
  if (decidedBy.length === 0) return 'It is with one of us who may decide on it.';
  return bySame
    ? 'It is with the one who decided before, since nobody else here can look at it.'
    : 'It is with somebody who did not decide on it before.';
}

function questionsOf({ log }: DataSubjectRequest, day: (instant: string) => string): string[] {
  return allOf(log, 'question-asked').map(({ at, data }) => {
    const answer = allOf(log, 'question-answered').find((e) => e.data.questionId === data.questionId);
    return answer
      ? `We asked you something on ${day(at)}, and you answered on ${day(answer.at)}.`
      : `We asked you something on ${day(at)}, and wait for your answer.`;
  });
}
