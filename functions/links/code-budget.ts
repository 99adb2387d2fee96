import { civilDateOf, later, startOfDay } from '../domain/civil-time';
import type { DeskDeps } from '../domain/desk-deps';

type Deps = Pick<DeskDeps, 'items' | 'clock' | 'desk'>;

/** How many mails a page may bring about, in an hour and in a day of the desk's own time. */
export interface CodeLimits {
  readonly hour: number;
  readonly day: number;
}

/**
 * For one request and one kind of code or link: a person in need gets through, a script with an old link is a
 * nuisance for minutes and not for a year.
 */
export const CODE_LIMITS: CodeLimits = { hour: 3, day: 6 };

/**
 * Whether a mail may go. `until`: instant until which what it carries has to work, because no other can go
 * before; `next`: from when on one can.
 */
export type CodeTurn =
  | { readonly until: string; readonly next?: never }
  | { readonly until?: never; readonly next: string };

/**
 * Counts one mail that somebody asks for on a page, before anything is sent. Whoever has an old link can ask,
 * so asking must keep nobody out: the last code of an hour or a
 * day works until the next one can go.
 *
 * @param name - of what is counted: kind and request, or member of staff; nothing personal
 */
export async function takeCode(
  deps: Deps,
  name: string,
  limits: CodeLimits = CODE_LIMITS,
): Promise<CodeTurn> {
  const { clock, desk } = deps;
  const now = clock.now();
  const day = civilDateOf(now, desk.zone);
  const kept = later(now, 'P2D', desk.zone);
  const [hourKey, dayKey] = [`${name}:${now.slice(0, 13)}`, `${name}:${day}`];
  const hourEnds = later(`${now.slice(0, 13)}:00:00Z`, 'PT1H', 'UTC');
  const dayEnds = startOfDay(day.add({ days: 1 }).toString(), desk.zone);
  const ofHour = await deps.items.countTry(hourKey, limits.hour, kept);
  if (ofHour === undefined) return { next: hourEnds };
  const ofDay = await deps.items.countTry(dayKey, limits.day, kept);
  if (ofDay === undefined) {
    await deps.items.giveBackTries(hourKey, 1);
    return { next: dayEnds };
  }
  const ends = [...(ofHour === limits.hour ? [hourEnds] : []), ...(ofDay === limits.day ? [dayEnds] : [])];
  return { until: ends.sort().at(-1) ?? now };
}

/**
 * How long a link works that has to until some instant: as long as every link, or longer. An ISO 8601
 * duration.
 */
export function linkLifeUntil({ clock, desk }: Omit<Deps, 'items'>, until: string): string {
  const now = clock.now();
  const { linkLife } = desk.waits;
  return later(now, linkLife, desk.zone) >= until ? linkLife : lifeUntil(now, until);
}

/**
 * An ISO 8601 duration from one instant to another, in hours and whole minutes, rounded up: a mail says it.
 */
export function lifeUntil(now: string, end: string): string {
  const minutes = Math.ceil((Date.parse(end) - Date.parse(now)) / 60_000);
  return `PT${Math.floor(minutes / 60)}H${minutes % 60}M`;
}
