import { allOf, type DataSubjectRequest, type EventOf, isAnswered } from './data-subject-request';
import { civilDateOf, receivedOn, startOfDay } from './due-dates';
import { MORNING } from './morning';
import { isReview } from './rights';
import type { Timer, TimerInput } from './timers';

/**
 * When somebody who complained or appealed hears how far it is: thirty days after it came, and a month after each such mail. The law of the United Kingdom wants it told and
 * sets no rhythm (s 164A(5)(b) DPA 2018); the desk does it under every law.
 */
const FIRST_AFTER = { days: 30 } as const;
const THEN_AFTER = { months: 1 } as const;

/** Staff are asked to write it themselves this many days before. */
const PROMPT_BEFORE = { days: 5 } as const;

const KEY = /^progress-\d+$/;

/** The mails on progress that have left, oldest first. */
export function progressTold({ log }: DataSubjectRequest): EventOf<'mailed'>[] {
  return allOf(log, 'mailed').filter(({ data }) => KEY.test(data.key));
}

/** Key of the next mail on progress: whoever sends it first has sent it. */
export function nextProgressKey(request: DataSubjectRequest): string {
  return `progress-${progressTold(request).length + 1}`;
}

/** What staff wrote on it and no mail has said yet. */
export function untoldProgress(request: DataSubjectRequest): EventOf<'progress-written'> | undefined {
  const told = progressTold(request).at(-1)?.seq ?? 0;
  return allOf(request.log, 'progress-written').findLast(({ seq }) => seq > told);
}

export function progressTimers({ request, zone }: TimerInput): Timer[] {
  if (!isReview(request.right) || request.status !== 'with-staff' || isAnswered(request)) return [];
  const last = progressTold(request).at(-1);
  const due = last ? civilDateOf(last.at, zone).add(THEN_AFTER) : receivedOn(request).add(FIRST_AFTER);
  const turn = progressTold(request).length + 1;
  const at = (day: typeof due) => startOfDay(day.toString(), zone, MORNING);
  const written = untoldProgress(request);
  return [
    { kind: 'remind-progress', key: `remind-progress-${turn}`, at: at(due.subtract(PROMPT_BEFORE)) },
    { kind: 'tell-progress', key: `tell-progress-${turn}`, at: written ? written.at : at(due) },
  ];
}
