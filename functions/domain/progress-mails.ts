import { civilDateOf, startOfDay } from './civil-time';
import { type DataSubjectRequest, isAnswered } from './data-subject-request';
import { receivedOn } from './due-dates';
import { allOf, type EventOf } from './log-entries';
import { isReview } from './rights';
import { MORNING, type Timer, type TimerInput } from './timer';

/**
 * When somebody who complained or appealed is informed of the progress: thirty days after it came, and a
 * month after each such mail. The law of the United Kingdom requires it without an interval (s 164A(5)(b) DPA
 * 2018); the desk does it under every law.
 */
const FIRST_AFTER = { days: 30 } as const;
const THEN_AFTER = { months: 1 } as const;

/** Staff are asked to write it themselves this many days before. */
const PROMPT_BEFORE = { days: 5 } as const;

/** The second number, absent in old logs, is the entry up to which the mail contains what staff wrote. */
const KEY = /^progress-\d+(?:-(\d+))?$/;

/** The progress mails that were sent, oldest first. */
export function progressMails({ log }: DataSubjectRequest): EventOf<'mailed'>[] {
  return allOf(log, 'mailed').filter(({ data }) => KEY.test(data.key));
}

/**
 * Key of the next progress mail, which contains everything not mailed yet; several senders use the same key,
 * so that it is sent once.
 */
export function nextProgressKey(request: DataSubjectRequest): string {
  const upTo = unmailedProgress(request).at(-1)?.seq ?? mailedUpTo(request);
  return `progress-${progressMails(request).length + 1}-${upTo}`;
}

/**
 * What staff wrote and no mail contains yet, oldest first; what came while a mail was being sent is not in
 * it.
 */
export function unmailedProgress(request: DataSubjectRequest): EventOf<'progress-written'>[] {
  const told = mailedUpTo(request);
  return allOf(request.log, 'progress-written').filter(({ seq }) => seq > told);
}

function mailedUpTo(request: DataSubjectRequest): number {
  return Math.max(
    0,
    ...progressMails(request).map(({ seq, data }) => Number(KEY.exec(data.key)?.[1] ?? seq)),
  );
}

export function progressTimers({ request, zone }: TimerInput): Timer[] {
  if (!isReview(request.right) || request.status !== 'with-staff' || isAnswered(request)) return [];
  const last = progressMails(request).at(-1);
  const due = last ? civilDateOf(last.at, zone).add(THEN_AFTER) : receivedOn(request).add(FIRST_AFTER);
  const turn = progressMails(request).length + 1;
  const at = (day: typeof due) => startOfDay(day.toString(), zone, MORNING);
  const [written] = unmailedProgress(request);
  return [
    { kind: 'remind-progress', key: `remind-progress-${turn}`, at: at(due.subtract(PROMPT_BEFORE)) },
    { kind: 'tell-progress', key: `tell-progress-${turn}`, at: written ? written.at : at(due) },
  ];
}
