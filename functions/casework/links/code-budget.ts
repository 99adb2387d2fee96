import { civilDateOf, plusDuration, startOfDay } from '../../domain/civil-time';
import type { DeskDeps } from '../../domain/desk-deps';

type Deps = Pick<DeskDeps, 'items' | 'clock' | 'desk'>;

/** How many mails a page may cause in one hour and in one day of the desk's time zone. */
export interface CodeLimits {
  readonly hour: number;
  readonly day: number;
}

/**
 * For one request and one kind of code or link. A requester in need gets through; a script with an old link
 * is a nuisance for minutes, not for a year.
 */
export const CODE_LIMITS: CodeLimits = { hour: 3, day: 6 };

/**
 * Whether a mail may be sent. `until`: the code or link in it must work until this instant, because no other
 * mail can be sent before then. `next`: none may be sent now; the instant from which one can.
 */
export type CodeMailSlot =
  | { readonly until: string; readonly next?: never }
  | { readonly until?: never; readonly next: string };

/**
 * Counts one mail that somebody asks for on a page, before anything is sent. Anyone with an old link can ask,
 * so asking must lock nobody out: the last code of an hour or a day works until the next one can be sent.
 *
 * @param name - what is counted: the kind and the request, or the member of staff; no personal data
 */
export async function reserveCodeMail(
  deps: Deps,
  name: string,
  limits: CodeLimits = CODE_LIMITS,
): Promise<CodeMailSlot> {
  const { clock, desk } = deps;
  const now = clock.now();
  const day = civilDateOf(now, desk.zone);
  const keptUntil = plusDuration(now, 'P2D', desk.zone);
  const [hourKey, dayKey] = [`${name}:${now.slice(0, 13)}`, `${name}:${day}`];
  const hourEnds = plusDuration(`${now.slice(0, 13)}:00:00Z`, 'PT1H', 'UTC');
  const dayEnds = startOfDay(day.add({ days: 1 }).toString(), desk.zone);
  const thisHour = await deps.items.countTry(hourKey, limits.hour, keptUntil);
  if (thisHour === undefined) return { next: hourEnds };
  const today = await deps.items.countTry(dayKey, limits.day, keptUntil);
  if (today === undefined) {
    await deps.items.giveBackTries(hourKey, 1);
    return { next: dayEnds };
  }
  const ends = [...(thisHour === limits.hour ? [hourEnds] : []), ...(today === limits.day ? [dayEnds] : [])];
  return { until: ends.sort().at(-1) ?? now };
}

/**
 * The life of a link that must work until a given instant: the usual life of a link, or longer. An ISO 8601
 * duration.
 */
export function linkLifeUntil({ clock, desk }: Omit<Deps, 'items'>, until: string): string {
  const now = clock.now();
  const { linkLife } = desk.waits;
  return plusDuration(now, linkLife, desk.zone) >= until ? linkLife : durationUntil(now, until);
}

/**
 * The ISO 8601 duration from one instant to another, in hours and whole minutes, rounded up, because mails
 * state it.
 */
export function durationUntil(now: string, end: string): string {
  const minutes = Math.ceil((Date.parse(end) - Date.parse(now)) / 60_000);
  return `PT${Math.floor(minutes / 60)}H${minutes % 60}M`;
}
