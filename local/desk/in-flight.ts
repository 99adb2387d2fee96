import type { InEnvironment } from './desk-environment';

type Handler<I, O> = (input: I, context?: unknown) => Promise<O>;

export interface InFlightOptions {
  /** Lets a moment pass and returns how long it really took, in milliseconds. */
  readonly moment?: () => Promise<number>;
  /** Runs a function in the environment of the desk. @default in that of the process */
  readonly run?: InEnvironment;
}

/** Counts the running functions, so that a caller can wait until the desk has done all that it can do now. */
export class InFlight {
  private count = 0;

  constructor(private readonly options: InFlightOptions = {}) {}

  /** Runs the handler in the environment of the desk, and counts it while it runs. */
  watch<I, O>(handler: Handler<I, O>): Handler<I, O> {
    return async (input, context) => {
      this.count += 1;
      try {
        return await this.within(handler)(input, context);
      } finally {
        this.count -= 1;
      }
    };
  }

  /** Runs the handler in the environment of the desk, without counting it. */
  within<I, O>(handler: Handler<I, O>): Handler<I, O> {
    const { run = (work) => work() } = this.options;
    return (input, context) => run(() => handler(input, context));
  }

  /**
   * Resolves when nothing has run for a moment: executions wait for people, dates or stores, or have ended.
   * On a busy machine a moment that took too long counts only a tenth, because the next step may not have had
   * a turn either.
   */
  async quiet(): Promise<void> {
    const { moment = aMoment } = this.options;
    for (let still = 0; still < MOMENTS; ) {
      const took = await moment();
      if (this.count > 0) still = 0;
      else still += took > LATE_MS ? 0.1 : 1;
    }
  }
}

/** Here each step of a machine follows the one before within a few milliseconds. */
const MOMENT_MS = 8;
const MOMENTS = 4;
const LATE_MS = 2 * MOMENT_MS;

async function aMoment(): Promise<number> {
  const began = performance.now();
  await new Promise((done) => setTimeout(done, MOMENT_MS));
  return performance.now() - began;
}
