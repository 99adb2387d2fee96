import { Temporal } from 'temporal-polyfill';
import { askedAt, type Logged, type PauseCause } from './asked-at';
import { doubtNumber } from './doubt-id';
import type { LoggedEvent } from './events';
import { allOf, type EventOf } from './log-entries';

/** What can end a pause: the requester's answer, or staff who record that a doubt is settled. */
type PauseEnding = EventOf<'question-answered'> | EventOf<'identity-doubt-settled'>;

export function endsPause(event: LoggedEvent): event is PauseEnding {
  return event.type === 'question-answered' || event.type === 'identity-doubt-settled';
}

/**
 * Instant at which the answer reached the desk. A pause ends with the arrival, not when staff record it (Art.
 * 12A(2)(b) and (5) UK GDPR). For a letter or a call staff name the day, which counts from its beginning but
 * never from before the question; without a day it counts when it was recorded.
 */
export function answerReachedAt(request: Logged, event: PauseEnding): string {
  const { reachedOn } = event.data;
  if (reachedOn === undefined) return event.at;
  const question = askedBefore(request.log, event);
  const asked = (question && askedAt(request, question)) ?? question?.at ?? '';
  const day = Temporal.PlainDate.from(reachedOn).toZonedDateTime(request.received.zone).toInstant();
  const began = day.toString({ smallestUnit: 'millisecond' });
  const reached = began < asked ? asked : began;
  return reached < event.at ? reached : event.at;
}

/** The question or the doubt that an answer belongs to. */
function askedBefore(log: readonly LoggedEvent[], event: PauseEnding): PauseCause | undefined {
  const doubts = allOf(log, 'identity-doubted');
  if (event.type === 'identity-doubt-settled') return doubts.findLast((doubt) => doubt.seq < event.seq);
  const { questionId } = event.data;
  const number = doubtNumber(questionId);
  if (number !== undefined) return doubts[number - 1];
  return allOf(log, 'question-asked').find((asked) => asked.data.questionId === questionId);
}
