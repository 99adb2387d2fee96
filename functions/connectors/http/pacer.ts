import type { VendorLimits } from './vendor';

/** Time in milliseconds that only goes forward; injected in tests. */
export interface Stopwatch {
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

export const realStopwatch: Stopwatch = {
  now: () => performance.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

const SECOND = 1_000;
const MINUTE = 60_000;

/**
 * Lets calls begin so that no second and no minute, wherever it starts, holds more than the vendor allows.
 * Calls begin in the order in which they ask. It knows the calls of this process alone.
 */
export class Pacer {
  private readonly begun: number[] = [];
  private readonly windows: readonly { readonly most: number; readonly length: number }[];
  private turn: Promise<void> = Promise.resolve();
  private underWay = 0;
  private readonly waiting: (() => void)[] = [];
  private quietUntil = 0;

  constructor(
    private readonly limits: VendorLimits,
    private readonly watch: Stopwatch = realStopwatch,
  ) {
    this.windows = [
      ...(limits.perSecond ? [{ most: limits.perSecond, length: SECOND }] : []),
      ...(limits.perMinute ? [{ most: limits.perMinute, length: MINUTE }] : []),
    ];
  }

  /** Runs a call when it may begin. */
  async run<T>(call: () => Promise<T>): Promise<T> {
    await this.freePlace();
    try {
      const mine = this.turn.then(() => this.begin());
      this.turn = mine.catch(() => undefined);
      await mine;
      return await call();
    } finally {
      this.underWay -= 1;
      this.waiting.shift()?.();
    }
  }

  /** The vendor asked for silence: no call begins before it is over. */
  pause(milliseconds: number): void {
    this.quietUntil = Math.max(this.quietUntil, this.watch.now() + milliseconds);
  }

  private async freePlace(): Promise<void> {
    while (this.underWay >= (this.limits.atOnce ?? Number.POSITIVE_INFINITY))
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.underWay += 1;
  }

  private async begin(): Promise<void> {
    for (let free = this.freeAt(); free > this.watch.now(); free = this.freeAt())
      await this.watch.wait(Math.ceil(free - this.watch.now()));
    this.begun.push(this.watch.now());
    const longest = Math.max(0, ...this.windows.map(({ most }) => most));
    while (this.begun.length > longest) this.begun.shift();
  }

  /** The first instant at which one call more breaks no limit. */
  private freeAt(): number {
    const ends = this.windows.map(({ most, length }) => {
      const oldest = this.begun.at(-most);
      return this.begun.length < most || oldest === undefined ? 0 : oldest + length;
    });
    return Math.max(this.quietUntil, 0, ...ends);
  }
}
