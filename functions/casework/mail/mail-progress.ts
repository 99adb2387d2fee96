import { answerReachedAt } from '../../domain/answer-reached';
import { askedAt } from '../../domain/asked-at';
import { civilDateOf } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { isDelivered } from '../../domain/delivered-mail';
import type { EventData } from '../../domain/events';
import { allOf, type EventOf } from '../../domain/log-entries';
import { nextProgressKey, progressMails, unmailedProgress } from '../../domain/progress-mails';
import { referenceOf } from '../../domain/reference';
import { isReviewedBySameStaff } from '../../domain/reviewers';
import { reviewProgress } from '../../emails/outcome-mails';
import { dateText } from '../../words/date-text';
import { ownTie } from '../evidence/own-tie';
import { mailRequester } from './mail-once';
import type { MailingDeps } from './mailing-deps';

/**
 * Tells somebody who complained or appealed how far it is: what the log shows, and what staff wrote since the
 * last such mail.
 *
 * @param due - which mail is due even where staff wrote nothing, by its number; nothing comes of it once it
 * has left
 */
export async function mailProgress(deps: MailingDeps, requestId: string, due?: number): Promise<void> {
  const request = await deps.register.load(requestId);
  const written = unmailedProgress(request);
  if (due !== progressMails(request).length + 1 && written.length === 0) return;
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

/** Sentences of our own, one for each thing that the log shows to be done. */
function doneSoFar(
  { desk }: Pick<MailingDeps, 'desk'>,
  request: DataSubjectRequest,
  tie: EventData['review-tied'] | undefined,
): string[] {
  const told = (mail: EventOf<'mailed'>) => toldOn(request, mail);
  const [first] = allOf(request.log, 'mailed').filter(
    (mail) => mail.data.to === 'requester' && isDelivered(request.log, mail),
  );
  const asked = allOf(request.log, 'mailed').some((e) => e.data.to === 'staff');
  return [
    ...(first ? [`We confirmed on ${told(first)} that we have it.`] : []),
    ...(tie ? [`We found the request that it is about: ${referenceOf(tie.aboutId)}.`] : []),
    ...(asked ? [lookedAt(tie?.decidedBy ?? [], isReviewedBySameStaff(desk, request))] : []),
    ...questionsOf(request),
    ...progressMails(request)
      .filter((mail) => isDelivered(request.log, mail))
      .map((mail) => `We told you on ${told(mail)} how far we were.`),
  ];
}

function lookedAt(decidedBy: readonly string[], bySame: boolean): string {
  if (decidedBy.length === 0) return 'It is with one of us who may decide on it.';
  return bySame
    ? 'It is with the one who decided before, since nobody else here can look at it.'
    : 'It is with somebody who did not decide on it before.';
}

/**
 * A question counts from when it reached the person, and an answer from when it arrived, whenever staff wrote
 * them down.
 */
function questionsOf(request: DataSubjectRequest): string[] {
  const { log, received } = request;
  const day = (instant: string) => dateText(civilDateOf(instant, received.zone).toString());
  return allOf(log, 'question-asked').flatMap((question) => {
    const at = askedAt(request, question);
    if (at === undefined) return [];
    const [reached] = allOf(log, 'question-answered')
      .filter(({ data }) => data.questionId === question.data.questionId)
      .map((answer) => answerReachedAt(request, answer))
      .sort();
    return reached === undefined
      ? `We asked you something on ${day(at)}, and wait for your answer.`
      : `We asked you something on ${day(at)}, and you answered on ${day(reached)}.`;
  });
}

/** For a letter, the day on which it was posted. */
function toldOn({ received: { zone } }: DataSubjectRequest, { at, data }: EventOf<'mailed'>): string {
  return dateText(data.postedOn ?? civilDateOf(at, zone).toString());
}
