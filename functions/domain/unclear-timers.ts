import { civilDateOf, plusDuration, startOfDay } from './civil-time';
import { type DataSubjectRequest, hasHappened } from './data-subject-request';
import { workingDaysBefore } from './place-calendar';
import { MORNING, type Timer, type TimerInput } from './timer';

/** Recorded where staff must say whether an opt-out concerns some recipients. */
export const RECIPIENTS_UNCLEAR = 'recipients-unclear';

/** Recorded once staff have said it for all of them. */
export const RECIPIENTS_CLEAR = 'recipients-clear';

/** Waits before each reminder; the last one repeats. */
const REMINDERS = ['P2D', 'P4D', 'P8D'] as const;

/**
 * The next morning staff are asked about recipients whom only they can judge, and reminded until they answer,
 * even after the request closed: a buyer of the data must hear of an opt-out within the time of that right
 * (11 CCR 7026(f)), so one reminder comes on the working day before its latest date.
 */
export function unclearTimers({ request, dates, zone, book }: Omit<TimerInput, 'ends' | 'desk'>): Timer[] {
  const noted = request.log.find(({ commandId }) => commandId === RECIPIENTS_UNCLEAR);
  if (!noted || isSettled(request) || hasHappened(request, 'shredded')) return [];
  const before = request.log.filter(({ commandId }) => commandId.startsWith(`${RECIPIENTS_UNCLEAR}-`));
  const last = before.at(-1)?.at;
  const wait = REMINDERS[before.length - 1] ?? 'P8D';
  const next = last
    ? plusDuration(last, wait, zone)
    : startOfDay(civilDateOf(noted.at, zone).add({ days: 1 }).toString(), zone, MORNING);
  const due = workingDaysBefore(book, request.received.place, { date: dates.latest, days: 1 });
  const onTime = startOfDay(due, zone, MORNING);
  const at = (last ?? noted.at) < onTime && onTime < next ? onTime : next;
  return [{ kind: 'tell-unclear', key: `${RECIPIENTS_UNCLEAR}-${before.length + 1}`, at }];
}

function isSettled({ log }: DataSubjectRequest): boolean {
  return log.some(
    ({ type, data }) => type === 'reminded' && 'what' in data && data.what === RECIPIENTS_CLEAR,
  );
}
