import { createHash } from 'node:crypto';
import { plusDuration } from '../domain/civil-time';
import type { SweepRun } from './sweep-run';
import { hourOf, type SweepState } from './sweep-state';
import type { WatchDeps } from './timer-done';

/**
 * Parts of the rolling scan: one an hour, so each request is looked at every thirty days, whatever the index
 * says.
 */
const PARTS = 720;

/** Parts of a scan of everything, which runs as fast as it can. */
const FULL_PARTS = 30;

/** Functions of the previous version may write for this long after a deployment, with their own settings. */
const OLD_WRITERS = 'PT1H';

/**
 * The scan has seen no reservation, so it may overwrite none: one that is newer than the log it reads belongs
 * to an event that is about to appear.
 */
const NO_RESERVATION = 0;

/**
 * Looks at requests whatever the index says, so that nothing an index lost stays lost. The dates of checks
 * also follow from the settings: when these have changed, all requests are looked at as soon as there is
 * time, and once more when no function runs with the old ones.
 */
export async function rollingScan(
  deps: WatchDeps,
  run: SweepRun,
  before: SweepState,
  mayGoOn: () => boolean,
): Promise<SweepState> {
  let state = withFullScan(before, settingsOf(deps), run.now);
  const hour = hourOf(run.now);
  while (state.full !== undefined) {
    if (!(await scanPart(deps, run, state.full, FULL_PARTS, mayGoOn))) return state;
    const next = state.full + 1;
    state = { ...state, full: next < FULL_PARTS ? next : undefined, scanned: hour };
    // Until the second scan, a function of the version before may write what is not listed.
    if (next === FULL_PARTS && state.again === undefined) state = { ...state, listed: true };
  }
  for (let at = Math.max((state.scanned ?? hour - 1) + 1, hour - PARTS + 1); at <= hour; at += 1) {
    if (!(await scanPart(deps, run, at % PARTS, PARTS, mayGoOn))) return state;
    state = { ...state, scanned: at };
  }
  return state;
}

function withFullScan(state: SweepState, settings: string, now: string): SweepState {
  if (state.settings !== settings)
    return { ...state, settings, full: 0, again: plusDuration(now, OLD_WRITERS, 'UTC') };
  if (state.again !== undefined && state.again <= now && state.full === undefined)
    return { ...state, full: 0, again: undefined };
  return state;
}

type Settings = Pick<WatchDeps, 'desk' | 'book'>;

/** Everything, besides the log, that the dates of checks are derived from. */
function settingsOf({ desk, book }: Settings): string {
  const known = hashes.get(desk);
  if (known?.book === book) return known.hash;
  const about = JSON.stringify([CHECK_DATES, desk, book]);
  const hash = createHash('sha256').update(about).digest('base64url').slice(0, 22);
  hashes.set(desk, { book, hash });
  return hash;
}

/** Desk and book do not change while a function runs, and a law book is long. */
const hashes = new WeakMap<Settings['desk'], { readonly book: Settings['book']; readonly hash: string }>();

/** Raised when the code derives other dates, or keeps more in the index, than the version before. */
const CHECK_DATES = 4;

/** False when the time was over: the next sweep starts the part again. */
async function scanPart(
  deps: WatchDeps,
  run: SweepRun,
  part: number,
  parts: number,
  mayGoOn: () => boolean,
): Promise<boolean> {
  if (!mayGoOn()) return false;
  for await (const requestId of deps.register.slice(part, parts)) {
    if (!mayGoOn()) return false;
    await run.check({ requestId, nextCheckAt: run.now, announcedSeq: NO_RESERVATION });
  }
  return true;
}
