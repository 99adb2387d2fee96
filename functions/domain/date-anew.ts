import type { Clock } from './clock';
import type { DataSubjectRequest } from './data-subject-request';
import type { LoggedEvent } from './events';
import { isInFuture } from './is-in-future';
import type { Timer } from './timers';

/** How a clock was read while it stood behind: instants, both included. */
export interface ClockSpell {
  readonly from: string;
  readonly to: string;
}

/** By what a wrong date is known. Without a clock every date is believed. */
export interface DateContext {
  readonly clock?: Pick<Clock, 'now'>;
  readonly behind?: readonly ClockSpell[] | undefined;
}

const MARK = 'dated-anew-';

/** Says in the log, with a date to go by, that entries before were dated by a wrong clock; at once, since until then no wait that is counted from them ends. */
export function dateAnewTimers({ log }: DataSubjectRequest, context: DateContext): Timer[] {
  const now = context.clock?.now();
  const isOpen = isWronglyDated(log, { ...context, now });
  const first = log.find(isOpen);
  if (!first || now === undefined || log.some(({ type }) => type === 'shredded')) return [];
  const after = log.slice(first.seq).find((event) => !isOpen(event));
  const last = after ? after.seq - 1 : log.length;
  const at = [now, log[0]?.at ?? now].sort()[0] ?? now;
  return [{ kind: 'date-anew', key: `${MARK}${first.seq}-${last}`, at }];
}

/**
 * A request as waits are counted from its log: what a wrong clock dated counts from when that was noted, once the clock was right, and from now while it is not. Dates of the
 * law stay as they are, and so do alarms, which stand for none but their own day.
 */
export function asDated(request: DataSubjectRequest, context: DateContext): DataSubjectRequest {
  const { log } = request;
  const now = context.clock?.now();
  const isOpen = isWronglyDated(log, { ...context, now });
  if (!log.some((event) => event.commandId.startsWith(MARK) || isOpen(event))) return request;
  const dates = new Map<number, string>();
  // A mark that was dated wrong itself has a later one.
  for (const event of [...log].reverse()) {
    const mark = log.findLast((other) => covers(other, event));
    const at = (mark && dates.get(mark.seq)) ?? (isOpen(event) ? now : undefined) ?? event.at;
    dates.set(event.seq, at);
  }
  return { ...request, log: log.map((event) => dated(event, dates.get(event.seq) ?? event.at)) };
}

function isWronglyDated(
  log: readonly LoggedEvent[],
  { behind = [], now }: DateContext & { readonly now: string | undefined },
): (event: LoggedEvent) => boolean {
  const marks = log.filter(({ commandId }) => commandId.startsWith(MARK));
  return (event) => {
    const isWrong =
      isInFuture(event.at, now) || behind.some(({ from, to }) => from <= event.at && event.at <= to);
    return isWrong && !marks.some((mark) => covers(mark, event));
  };
}

function covers({ commandId }: LoggedEvent, { seq }: LoggedEvent): boolean {
  if (!commandId.startsWith(MARK)) return false;
  const [from = 0, to = 0] = commandId.slice(MARK.length).split('-').map(Number);
  return from <= seq && seq <= to;
}

/** What an entry says that its wait ends at moves with it. */
function dated(event: LoggedEvent, at: string): LoggedEvent {
  if (at === event.at || event.type === 'overdue') return event;
  const moved = (instant: string) =>
    new Date(Date.parse(instant) + Date.parse(at) - Date.parse(event.at)).toISOString();
  switch (event.type) {
    case 'erasure-noticed':
      return { ...event, at, data: { endsAt: moved(event.data.endsAt) } };
    case 'erasure-resumed':
      return { ...event, at, data: { ...event.data, endsAt: moved(event.data.endsAt) } };
    case 'mail-held':
      return { ...event, at, data: { ...event.data, until: moved(event.data.until) } };
    default:
      return { ...event, at };
  }
}
