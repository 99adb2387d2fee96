import { nameOfThrown } from '../../functions/domain/thrown';
import { receive } from '../../functions/steps/receive/receive';
import type { WatchDeps } from '../../functions/watch/timer-done';
import { type Sweep, type SweepLimits, watchDeadlines } from '../../functions/watch/watch-deadlines';
import { aBook, aDesk } from '../builders/a-desk';
import { aWorld, type World } from '../builders/a-world';

const desk = aDesk();
const book = aBook(desk);

export interface Watch {
  readonly world: World;
  readonly deps: WatchDeps;
  /** Ids and fault names of failed checks. */
  readonly notes: readonly string[];
  sweep(): Promise<Sweep>;
  /** A sweep with this much time. */
  sweepFor(limits: SweepLimits): Promise<Sweep>;
  /** The same desk after a deployment that changed its settings. */
  with(more: Partial<WatchDeps>): { sweep(): Promise<Sweep> };
  /** Moves the clock with a sweep every hour or every day, and returns the sum of what was done. */
  days(n: number): Promise<void>;
}

/** A desk with its watch, on 2 March 2026 unless `settings` say otherwise. */
export function aWatch(settings: Parameters<typeof aWorld>[0] = {}, more: Partial<WatchDeps> = {}): Watch {
  const world = aWorld({ desk, book, now: '2026-03-02T09:00:00.000Z', ...settings });
  const notes: string[] = [];
  const deps: WatchDeps = {
    ...world,
    receive: (input) => receive(world, input),
    logFailure: (requestId, error) => notes.push(`${requestId} ${nameOfThrown(error)}`),
    ...more,
  };
  return {
    world,
    deps,
    notes,
    sweep: () => watchDeadlines(deps),
    sweepFor: (limits) => watchDeadlines(deps, limits),
    with: (changed) => ({ sweep: () => watchDeadlines({ ...deps, ...changed }) }),
    days: async (n) => {
      for (let day = 0; day < n; day += 1) {
        world.clock.forward('P1D');
        await watchDeadlines(deps);
      }
    },
  };
}
