import { Temporal } from 'temporal-polyfill';
import { later } from '../domain/due-dates';
import type { DueRequest } from '../domain/ports';
import { timersOf } from '../domain/timers';
import { carryOutTimer } from './carry-out-timer';
import type { WatchDeps } from './note-deed';

export interface Sweep {
  readonly checked: number;
  readonly done: number;
  /** Requests whose check failed; they stay due and are tried again by the next sweep. */
  readonly failed: number;
  /** Requests that were taken from the inbox because nobody had. */
  readonly received: number;
}

/** Parts of the rolling scan: each day one of them is looked at, whatever the index says. */
const PARTS = 30;

/** How far back a sweep looks behind the last whole one. */
const LOOK_BACK = 'P2D';

const CURSOR = 'deadline-watch';
const SCAN = 'rolling-scan';

/**
 * The scheduled sweep: does what is due, and costs what is due. A missed run makes things late, never lost: what is due is derived from each log, and the sweep
 * begins where the last whole one ended.
 */
export function watchDeadlines(deps: WatchDeps) {
  return async (): Promise<Sweep> => {
    const now = deps.clock.now();
    const counts = { checked: 0, done: 0, failed: 0 };
    await notice(deps);
    const received = await receiveLeftovers(deps, now, counts);
    for await (const due of deps.register.due(await startDay(deps, now), now))
      await check(deps, due, now, counts);
    await rollingScan(deps, now, counts);
    if (counts.failed === 0) await deps.items.saveCursor(CURSOR, now);
    return { ...counts, received };
  };
}

/** Evidence out of reach stops no sweep: what is due by law is done, and the failure is noted. */
async function notice(deps: WatchDeps): Promise<void> {
  try {
    await deps.noticeDamage?.();
  } catch (error) {
    deps.note('desk', error as Error);
  }
}

async function startDay(deps: WatchDeps, now: string): Promise<string> {
  const last = (await deps.items.findCursor(CURSOR)) ?? deps.firstDay;
  const from = Temporal.Instant.from(last < now ? last : now)
    .toZonedDateTimeISO('UTC')
    .subtract(LOOK_BACK);
  return from.toPlainDate().toString();
}

interface Counts {
  checked: number;
  done: number;
  failed: number;
}

async function check(deps: WatchDeps, due: DueRequest, now: string, counts: Counts): Promise<void> {
  counts.checked += 1;
  try {
    counts.done += await doWhatIsDue(deps, due.requestId, now);
    await deps.register.settle(due);
  } catch (error) {
    counts.failed += 1;
    deps.note(due.requestId, error as Error);
  }
}

/** Does the timers that are due, oldest first, and asks again after each: one deed can make another pointless. */
async function doWhatIsDue(deps: WatchDeps, requestId: string, now: string): Promise<number> {
  const tried = new Set<string>();
  for (;;) {
    const request = await deps.register.load(requestId);
    const next = timersOf(request, deps)
      .filter((timer) => timer.at <= now && !tried.has(timer.key))
      .sort((a, b) => (a.at < b.at ? -1 : 1))[0];
    if (!next) return tried.size;
    tried.add(next.key);
    await carryOutTimer(deps, request, next);
  }
}

/** The scan has seen no announcement, so it may overwrite none: one that is newer than the log it reads belongs to an event about to appear. */
const NOTHING_ANNOUNCED = 0;

/** A thirtieth of all requests a day, so that nothing an index lost stays lost. */
async function rollingScan(deps: WatchDeps, now: string, counts: Counts): Promise<void> {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO('UTC').toPlainDate();
  const day = today.toString();
  if ((await deps.items.findCursor(SCAN)) === day) return;
  for await (const requestId of deps.register.slice(
    Temporal.PlainDate.from('1970-01-01').until(today).days % PARTS,
    PARTS,
  )) {
    await check(deps, { requestId, nextCheckAt: now, announcedSeq: NOTHING_ANNOUNCED }, now, counts);
  }
  await deps.items.saveCursor(SCAN, day);
}

/** Requests that intake could not announce. One that cannot be read stops no other, nor the sweep. */
async function receiveLeftovers(deps: WatchDeps, now: string, counts: Counts): Promise<number> {
  const before = later(now, '-PT5M', 'UTC');
  let count = 0;
  for await (const item of deps.inbox.waiting()) {
    if (item.receivedAt > before) continue;
    try {
      await deps.receive({ requestId: item.requestId });
      count += 1;
    } catch (error) {
      counts.failed += 1;
      deps.note(item.requestId, error as Error);
    }
  }
  return count;
}
