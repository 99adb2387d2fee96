import { civilDateOf } from './civil-time';
import type { Clock } from './clock';
import type { DataSubjectRequest } from './data-subject-request';
import { DATE_MARK, marksAsMisdated, withMarkedDates } from './date-marks';
import type { LoggedEvent } from './events';
import { isInFuture } from './is-in-future';

/** Readings of a clock while it was behind: instants, both included. */
export interface ClockSpell {
  readonly from: string;
  readonly to: string;
  /** The true time at `from`, at the earliest. Absent in what sweeps stored before they kept it. */
  readonly since?: string;
}

/** How a wrong date is recognised. Without a clock every date is believed. */
export interface DateContext {
  readonly clock?: Pick<Clock, 'now'>;
  readonly behind?: readonly ClockSpell[] | undefined;
}

/**
 * A request with the dates from which waits are counted: an entry that a wrong clock dated counts from when
 * that was recorded by a right clock, and from now until then. Alarms keep their dates, since each belongs to
 * its own day. What arrived while the clock was behind arrived when that was recorded, at the latest.
 */
export function asRedated(request: DataSubjectRequest, context: DateContext = {}): DataSubjectRequest {
  const { log } = request;
  const now = context.clock?.now();
  const isOpen = isWronglyDated(log, context.behind, now);
  if (!log.some((event) => event.commandId.startsWith(DATE_MARK) || isOpen(event))) return request;
  const dated = { ...request, log: withMarkedDates(log, (event) => (isOpen(event) ? now : undefined)) };
  return { ...dated, received: { ...request.received, receivedAt: lastReceipt(request, dated) } };
}

/** The receipt moves with its entry, unless staff typed the day on which a letter came. */
function lastReceipt({ received, log: [written] }: DataSubjectRequest, dated: DataSubjectRequest): string {
  const [entry] = dated.log;
  const { receivedAt, zone, channel } = received;
  const dayOf = (at: string) => civilDateOf(at, zone).toString();
  const isTyped = channel === 'staff' && written !== undefined && dayOf(receivedAt) !== dayOf(written.at);
  return entry && entry.at !== written?.at && entry.at > receivedAt && !isTyped ? entry.at : receivedAt;
}

export function isWronglyDated(
  log: readonly LoggedEvent[],
  behind: readonly ClockSpell[] = [],
  now?: string,
): (event: LoggedEvent) => boolean {
  const noted = log.filter(({ commandId }) => commandId.startsWith(DATE_MARK));
  // An entry is older than the spell when a later entry is dated between that day and the day on which the
  // clock showed it again.
  const isOlder = ({ seq }: LoggedEvent, { to, since = to }: ClockSpell) =>
    log
      .slice(seq)
      .some((later) => to < later.at && later.at < since && !behind.some((spell) => isInSpell(spell, later)));
  const isNoted = (event: LoggedEvent) => noted.some((mark) => marksAsMisdated(mark, event));
  const late = datedTooEarly(log.filter((event) => !isNoted(event) && !isInFuture(event.at, now)));
  return (event) => {
    const isRead = behind.some((spell) => isInSpell(spell, event) && !isOlder(event, spell));
    const isBehind = isRead || late.has(event.seq);
    const isWrong = isInFuture(event.at, now) || (isBehind && !isOfRightClock(event, log));
    return isWrong && !isNoted(event);
  };
}

/** The clocks of two functions that are right differ by less. */
const MAX_CLOCK_DIFFERENCE_MS = 60 * 60_000;

/**
 * Numbers of the entries that are dated well before an earlier one: the clock of a single function was
 * behind, and no sweep noticed.
 */
function datedTooEarly(believed: readonly LoggedEvent[]): ReadonlySet<number> {
  const late = new Set<number>();
  let newest = Number.NEGATIVE_INFINITY;
  for (const { seq, at } of believed) {
    const ms = Date.parse(at);
    if (newest - ms >= MAX_CLOCK_DIFFERENCE_MS) late.add(seq);
    newest = Math.max(newest, ms);
  }
  return late;
}

function isInSpell({ from, to }: ClockSpell, { at }: LoggedEvent): boolean {
  return from <= at && at <= to;
}

/**
 * Whether an entry that records wrong dates says that they were behind, which only a right clock could know.
 * Where two hosts sweep by turns, the one that is behind would otherwise take the hours of the other for
 * wrong, and record them anew each time.
 */
function isOfRightClock(event: LoggedEvent, log: readonly LoggedEvent[]): boolean {
  if (!event.commandId.startsWith(DATE_MARK)) return false;
  return log.every((other) => !marksAsMisdated(event, other) || other.at <= event.at);
}
