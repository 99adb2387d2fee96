import { type CodeLimits, durationUntil } from '../../casework/links/code-budget';
import { plusDuration } from '../../domain/civil-time';
import type { DeskDeps } from '../../domain/desk-deps';

type Deps = Pick<DeskDeps, 'items' | 'clock' | 'desk'>;

export interface SignInTurn {
  /** How long the link of this mail works: an ISO 8601 duration. */
  readonly life: string;
  /** Returns the turn, for a mail that was not sent. */
  giveBack(): Promise<void>;
}

/** Mails an hour may exceed its limit by, where the last link ended before its time. */
const INSTEAD = 2;

export interface SignInWish {
  /** Id of the member of staff, or the one used for strangers. */
  readonly who: string;
  readonly limits: CodeLimits;
  /** Whether the last mailed link still works. Asked only where the limit is reached. */
  isLastOpen(): Promise<boolean>;
}

/**
 * Counts one sign-in mail before it is sent. Anybody can ask for one in anybody's name, so asking must
 * neither flood a mailbox nor lock staff out: the last mail that an hour or a day allows works until the next
 * one may be sent, and then for the usual life of a link. Where it ended early, by wrong codes or because all
 * sign-ins were ended, another is sent in its place. So a member of staff who gets no mail has a link that
 * works.
 *
 * @returns undefined when no mail may be sent, because an earlier link still works
 */
export async function takeSignIn(deps: Deps, wish: SignInWish): Promise<SignInTurn | undefined> {
  const { who, limits } = wish;
  const now = deps.clock.now();
  const { codeLife } = deps.desk.waits;
  // Both in UTC, so that no new day begins within an hour that is used up.
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
