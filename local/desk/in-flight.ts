import type { InEnvironment } from './desk-environment';

type Handler<I, O> = (input: I, context?: unknown) => Promise<O>;

export interface InFlightOptions {
  /** Lets a moment pass. @default a millisecond, in which the event loop turns at least once */
  readonly moment?: () => Promise<unknown>;
  /** Runs a function in the environment of the desk. @default in that of the process */
  readonly run?: InEnvironment;
}

/** Knows the running functions, so that a caller can wait until the desk has done all that it can do now. */
export class InFlight {
  private readonly running = new Set<Promise<unknown>>();

  constructor(private readonly options: InFlightOptions = {}) {}

  /** Runs the handler in the environment of the desk, and counts it while it runs. */
  watch<I, O>(handler: Handler<I, O>): Handler<I, O> {
    return (input, context) => {
      const work = this.within(handler)(input, context).finally(() => this.running.delete(work));
      this.running.add(work);
      return work;
    };
  }

  /** Runs the handler in the environment of the desk, without counting it. */
  within<I, O>(handler: Handler<I, O>): Handler<I, O> {
    const { run = (work) => work() } = this.options;
    return (input, context) => run(() => handler(input, context));
  }

  /**
   * Resolves when nothing runs and nothing was started for some moments: executions wait for people, dates
   * or stores, or have ended. The runner starts the next step in the same turn in which the last one ended.
   */
  async quiet(): Promise<void> {
    const { moment = aMoment } = this.options;
    for (let still = 0; still < MOMENTS; still += 1) {
      await moment();
      if (this.running.size === 0) continue;
      await Promise.allSettled(this.running);
      still = -1;
    }
  }
}

const MOMENTS = 4;

function aMoment(): Promise<void> {
  return new Promise((done) => setTimeout(done, 1));
}
