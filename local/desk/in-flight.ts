/** Counts the functions that are at work, so that a caller can wait until the desk has done what it can do now. */
export class InFlight {
  private count = 0;

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

  /** Resolves when nothing has been at work for a moment: executions wait for people, dates or stores, or have ended. */
  async quiet(): Promise<void> {
    for (let still = 0; still < MOMENTS; ) {
      await new Promise((done) => setTimeout(done, MOMENT_MS));
      still = this.count === 0 ? still + 1 : 0;
    }
  }
}

/** A step of a machine follows the last within a few milliseconds here. */
const MOMENT_MS = 8;
const MOMENTS = 4;
