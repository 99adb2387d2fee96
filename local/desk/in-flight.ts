import type { InEnvironment } from './desk-environment';

type Handler<I, O> = (input: I, context?: unknown) => Promise<O>;

export interface InFlightOptions {
  /** Lets a moment pass, and says how long it really was, in milliseconds. */
  readonly moment?: () => Promise<number>;
  /** Runs a function in the environment of the desk. Default: in that of the process. */
  readonly run?: InEnvironment;
}

/**
 * Counts the functions that are at work, so that a caller can wait until the desk has done what it can do
 * now.
 */
export class InFlight {
  private count = 0;

  constructor(private readonly options: InFlightOptions = {}) {}

  /** Runs the handler in the environment of the desk, and counts it while it is at work. */
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
   * Resolves when nothing has been at work for a moment: executions wait for people, dates or stores, or have
   * ended. On a machine that is too busy to give this
   * process its turns a moment says little, since the next step had none either, and counts for a tenth.
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

/** A step of a machine follows the last within a few milliseconds here. */
const MOMENT_MS = 8;
const MOMENTS = 4;
const LATE_MS = 2 * MOMENT_MS;

async function aMoment(): Promise<number> {
  const began = performance.now();
  await new Promise((done) => setTimeout(done, MOMENT_MS));
  return performance.now() - began;
}
