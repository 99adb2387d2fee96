import { civilDateOf } from './civil-time';
import type { Clock } from './clock';
import type { DataSubjectRequest } from './data-subject-request';
import { asMarked, DATE_MARK, marks } from './date-marks';
import type { LoggedEvent } from './events';
import { isInFuture } from './is-in-future';

/** How a clock was read while it stood behind: instants, both included. */
export interface ClockSpell {
  readonly from: string;
  readonly to: string;
  /** When it truly was `from`, at the earliest. Absent in what sweeps remembered before they kept it. */
  readonly since?: string;
}

/** By what a wrong date is known. Without a clock every date is believed. */
export interface DateContext {
  readonly clock?: Pick<Clock, 'now'>;
  readonly behind?: readonly ClockSpell[] | undefined;
}

/**
 * A request as waits are counted from its log: what a wrong clock dated counts from when that was noted, once
 * the clock was right, and from now while it is not. Alarms stay
 * as they are: they stand for none but their own day. What came in while the clock was behind came when that
 * was noted, at the latest.
 */
export function asDated(request: DataSubjectRequest, context: DateContext = {}): DataSubjectRequest {
  const { log } = request;
  const now = context.clock?.now();
  const isOpen = isWronglyDated(log, context.behind, now);
  if (!log.some((event) => event.commandId.startsWith(DATE_MARK) || isOpen(event))) return request;
  const dated = { ...request, log: asMarked(log, (event) => (isOpen(event) ? now : undefined)) };
  return { ...dated, received: { ...request.received, receivedAt: lastReceipt(request, dated) } };
}

/**
 * The receipt moves on with its entry; but a day on which a letter came was typed by somebody, whatever the
 * clock said.
 */
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
  // What has an entry behind it from between that day and the day on which the clock showed it again is truly
  // of that day.
  const isOlder = ({ seq }: LoggedEvent, { to, since = to }: ClockSpell) =>
    log
      .slice(seq)
      .some((later) => to < later.at && later.at < since && !behind.some((spell) => isReadIn(spell, later)));
  const isNoted = (event: LoggedEvent) => noted.some((mark) => marks(mark, event));
  const late = outOfOrder(log.filter((event) => !isNoted(event) && !isInFuture(event.at, now)));
  return (event) => {
    const isRead = behind.some((spell) => isReadIn(spell, event) && !isOlder(event, spell));
    const isBehind = isRead || late.has(event.seq);
    const isWrong = isInFuture(event.at, now) || (isBehind && !isOfRightClock(event, log));
    return isWrong && !isNoted(event);
  };
}

/** Clocks of functions that are right differ by less. */
const APART_MS = 60 * 60_000;

/**
 * Numbers of the entries that are dated well before one that stands before them: the clock of a single
 * function was behind, and no sweep saw it.
 */
function outOfOrder(believed: readonly LoggedEvent[]): ReadonlySet<number> {
  const late = new Set<number>();
  let newest = Number.NEGATIVE_INFINITY;
  for (const { seq, at } of believed) {
    const ms = Date.parse(at);
    if (newest - ms >= APART_MS) late.add(seq);
    newest = Math.max(newest, ms);
  }
  return late;
}

function isReadIn({ from, to }: ClockSpell, { at }: LoggedEvent): boolean {
  return from <= at && at <= to;
}

/**
 * Whether a note of wrong dates says that they lay behind: only a clock that was right could know. Where two
 * hosts sweep by turns, the one that is behind reads the hours in
 * which the other was right, and each note would have to be noted anew for as long as that lasts.
 */
function isOfRightClock(event: LoggedEvent, log: readonly LoggedEvent[]): boolean {
  if (!event.commandId.startsWith(DATE_MARK)) return false;
  return log.every((other) => !marks(event, other) || other.at <= event.at);
}
