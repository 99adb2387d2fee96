import type { Contestant } from './interleave';
import { type Spread, spreadOf } from './spread';

/**
 * Counts the processor time of this process while contestants are measured by the clock: other work on the
 * machine makes the clock go on, and not this.
 */
export class ProcessorTime {
  private readonly measured = new Map<string, number[]>();

  /** The same contestants, each of whose runs is counted. */
  counting<Name extends string>(contestants: Readonly<Record<Name, Contestant>>): Record<Name, Contestant> {
    const counted = Object.entries<Contestant>(contestants).map(([name, work]) => [
      name,
      async () => {
        const before = process.cpuUsage();
        const own = await work();
        const { user, system } = process.cpuUsage(before);
        this.measured.set(name, [...(this.measured.get(name) ?? []), (user + system) / 1_000]);
        return own;
      },
    ]);
    return Object.fromEntries(counted) as Record<Name, Contestant>;
  }

  /** Milliseconds by contestant; those of rounds that did not count are in it. */
  spreads(): Record<string, Spread> {
    return Object.fromEntries([...this.measured].map(([name, all]) => [name, spreadOf(all)]));
  }
}
