/**
 * Counts the functions that are at work, so that a caller can wait until the desk has done what it can do
 * now.
 */
export class InFlight {
  private count = 0;

  /** @param moment - lets a moment pass, and says how long it really was, in milliseconds */
  constructor(private readonly moment: () => Promise<number> = aMoment) {}

  watch<I, O>(
    handler: (input: I, context?: unknown) => Promise<O>,
  ): (input: I, context?: unknown) => Promise<O> {
    return async (input, context) => {
      this.count += 1;
      try {
        return await handler(input, context);
      } finally {
        this.count -= 1;
      }
    };
  }

  /**
   * Resolves when nothing has been at work for a moment: executions wait for people, dates or stores, or have
   * ended. On a machine that is too busy to give this
   * process its turns a moment says little, since the next step had none either, and counts for a tenth.
   */
  async quiet(): Promise<void> {
    for (let still = 0; still < MOMENTS; ) {
      const took = await this.moment();
      if (this.count > 0) still = 0;
      else still += took > LATE_MS ? 0.1 : 1;
    }
  }
}

/** A step of a machine follows the last within a few milliseconds here. */
const MOMENT_MS = 8;
const MOMENTS = 4;
const LATE_MS = 2 * MOMENT_MS;

async function aMoment(): Promise<number> {
  const began = performance.now();
  await new Promise((done) => setTimeout(done, MOMENT_MS));
  return performance.now() - began;
}
