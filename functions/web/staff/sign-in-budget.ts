import { type CodeLimits, durationUntil } from '../../casework/links/code-budget';
import { plusDuration } from '../../domain/civil-time';
import type { DeskDeps } from '../../domain/desk-deps';

type Deps = Pick<DeskDeps, 'items' | 'clock' | 'desk'>;

export interface SignInTurn {
  /** How long the link of this mail works: an ISO 8601 duration. */
  readonly life: string;
  /** Takes the turn back, for a mail that did not leave. */
  giveBack(): Promise<void>;
}

/** What an hour allows beyond its limits, where the last link died before its time. */
const INSTEAD = 2;

export interface SignInWish {
  /** Id of the member of staff, or that of nobody. */
  readonly who: string;
  readonly limits: CodeLimits;
  /** Whether the last link that was mailed still opens. Asked only where no further mail may go. */
  isLastOpen(): Promise<boolean>;
}

/**
 * Counts one sign-in mail, before anything is sent. Anybody can ask for one in anybody's name, so asking must
 * neither fill a mailbox nor keep staff out: the last mail that
 * an hour or a day allows works until the next one can be sent, and as long again as every link does. Where
 * it died before, by wrong codes or with all sign-ins, another goes
 * in its place. Whoever asks for one and gets none has one that works.
 *
 * @returns nothing when no mail may go, because an earlier one still works
 */
export async function takeSignIn(deps: Deps, wish: SignInWish): Promise<SignInTurn | undefined> {
  const { who, limits } = wish;
  const now = deps.clock.now();
  const { codeLife } = deps.desk.waits;
  // Hours and days of one and the same clock: no day may begin within an hour that is used up.
  const hour = {
    key: `sign-in:${who}:${now.slice(0, 13)}`,
    ends: plusDuration(`${now.slice(0, 13)}:00:00Z`, 'PT1H', 'UTC'),
  };
  const day = {
    key: `sign-in:${who}:${now.slice(0, 10)}`,
    ends: plusDuration(`${now.slice(0, 10)}T00:00:00Z`, 'P1D', 'UTC'),
  };
  const kept = plusDuration(now, 'P2D', 'UTC');
  const instead = async (ends: string): Promise<SignInTurn | undefined> => {
    if (await wish.isLastOpen()) return undefined;
    const key = `${hour.key}:instead`;
    if ((await deps.items.countTry(key, INSTEAD, kept)) === undefined) return undefined;
    return turnOf([key], ends);
  };
  const turnOf = (keys: readonly string[], next: string): SignInTurn => ({
    life: durationUntil(now, plusDuration(next, codeLife, 'UTC')),
    giveBack: async () => {
      await Promise.all(keys.map((key) => deps.items.giveBackTries(key, 1)));
    },
  });
  const ofHour = await deps.items.countTry(hour.key, limits.hour, kept);
  if (ofHour === undefined) return instead(hour.ends);
  const ofDay = await deps.items.countTry(day.key, limits.day, kept);
  if (ofDay === undefined) return instead(day.ends);
  const next = ofDay === limits.day ? day.ends : ofHour === limits.hour ? hour.ends : now;
  return turnOf([hour.key, day.key], next);
}
