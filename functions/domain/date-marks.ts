import type { LoggedEvent } from './events';

/** Prefix of the command ids of entries that record that earlier ones were dated by a wrong clock. */
export const DATE_MARK = 'dated-anew-';

/** Whether the first entry records that the second was dated wrongly. */
export function marksAsMisdated({ commandId }: LoggedEvent, { seq }: LoggedEvent): boolean {
  if (!commandId.startsWith(DATE_MARK)) return false;
  const [from = 0, to = 0] = commandId.slice(DATE_MARK.length).split('-').map(Number);
  return from <= seq && seq <= to;
}

/**
 * A log with the dates from which its entries count: those that a wrong clock dated count from when that was
 * recorded.
 *
 * @param openAt - instant for an entry that is dated wrongly and not recorded as such yet
 */
export function withMarkedDates(
  log: readonly LoggedEvent[],
  openAt: (event: LoggedEvent) => string | undefined = () => undefined,
): readonly LoggedEvent[] {
  const dates = new Map<number, string>();
  const noted = log.filter(({ commandId }) => commandId.startsWith(DATE_MARK));
  let next: string | undefined;
  // A wrongly dated mark is corrected by a later one, so read backwards; no entry happened after the one that
  // follows it.
  for (const event of [...log].reverse()) {
    const mark = noted.findLast((other) => marksAsMisdated(other, event));
    const at = mark && dates.get(mark.seq);
    next = at === undefined ? (openAt(event) ?? event.at) : next !== undefined && next < at ? next : at;
    dates.set(event.seq, next);
  }
  return log.map((event) => dated(event, dates.get(event.seq) ?? event.at));
}

/** The end of a wait that an entry names moves with it. */
function dated(event: LoggedEvent, at: string): LoggedEvent {
  if (at === event.at || event.type === 'overdue') return event;
  const moved = (instant: string) =>
    new Date(Date.parse(instant) + Date.parse(at) - Date.parse(event.at)).toISOString();
  switch (event.type) {
    case 'erasure-noticed':
      return { ...event, at, data: { endsAt: moved(event.data.endsAt) } };
    case 'erasure-resumed':
      return { ...event, at, data: { ...event.data, endsAt: moved(event.data.endsAt) } };
    case 'mailed':
      return { ...event, at, data: { ...event.data, ...postedWith(event.data.postedOn, moved) } };
    case 'mail-held':
      return { ...event, at, data: { ...event.data, until: moved(event.data.until) } };
    default:
      return { ...event, at };
  }
}

/** The day of a letter that was recorded with it. */
function postedWith(day: string | undefined, moved: (instant: string) => string): { postedOn?: string } {
  return day === undefined ? {} : { postedOn: moved(`${day}T12:00:00.000Z`).slice(0, 10) };
}
