import type { DeskDeps } from '../domain/desk-deps';
import { civilDateOf, later, startOfDay } from '../domain/due-dates';

type Deps = Pick<DeskDeps, 'items' | 'clock' | 'desk'>;

/** How many mails a page may bring about, in an hour and in a day of the desk's own time. */
export interface CodeLimits {
  readonly hour: number;
  readonly day: number;
}

/** For one request and one kind of code or link: a person in need gets through, a script with an old link is a nuisance for minutes and not for a year. */
export const CODE_LIMITS: CodeLimits = { hour: 3, day: 6 };

/**
 * Counts one mail that somebody asks for on a page, before anything is sent.
 *
 * @param name - of what is counted: kind and request, or member of staff; nothing personal
 * @returns nothing when it may go, or from when on the next one may (instant)
 */
export async function takeCode(
  deps: Deps,
  name: string,
  limits: CodeLimits = CODE_LIMITS,
): Promise<string | undefined> {
  const { clock, desk } = deps;
  const now = clock.now();
  const day = civilDateOf(now, desk.zone);
  const ends = later(now, 'P2D', desk.zone);
  if (!(await deps.items.takeQuota(`${name}:${now.slice(0, 13)}`, limits.hour, ends)))
    return later(`${now.slice(0, 13)}:00:00Z`, 'PT1H', 'UTC');
  if (await deps.items.takeQuota(`${name}:${day}`, limits.day, ends)) return undefined;
  return startOfDay(day.add({ days: 1 }).toString(), desk.zone);
}
