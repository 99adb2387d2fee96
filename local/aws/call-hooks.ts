/** One call over the wire, before or after its effect. */
export interface WireCall {
  /** `states`, `lambda`, `kms`, `ses`, `ssm`, `dynamodb` or `s3`. */
  readonly service: string;
  /** The operation's name in AWS's API, e.g. `PutItem`. */
  readonly operation: string;
  /** 1 for the first call of the run, counted over every service that shares the counter. */
  readonly n: number;
}

/**
 * What tests may do around each call. A hook that throws makes the call fail for the caller: `before` without
 * its effect, `after` with it. {@link DropAnswer} cuts the connection instead of returning an error.
 */
export interface CallHooks {
  readonly beforeCall?: (call: WireCall) => void | Promise<void>;
  /** `status`: of the HTTP answer, where a proxy sees it. */
  readonly afterCall?: (call: WireCall, status?: number) => void | Promise<void>;
}

/** Thrown by a hook: the connection is cut and the caller gets no response. */
export class DropAnswer extends Error {
  override readonly name = 'DropAnswer';
}

/** Thrown by a hook: the caller gets HTTP 500, which the SDK retries. */
export class FailCall extends Error {
  override readonly name = 'FailCall';
}

/** Numbers the calls of a run and runs the hooks around them; shared by every server and proxy of the run. */
export class CallCounter {
  private count = 0;

  constructor(private readonly hooks: CallHooks = {}) {}

  /** The number of calls so far. */
  get calls(): number {
    return this.count;
  }

  /**
   * Runs `effect` between the hooks; `after` also runs when the effect was refused.
   *
   * @param statusOf - the HTTP status of what the effect returned
   */
  async around<Result>(
    service: string,
    operation: string,
    effect: () => Promise<Result>,
    statusOf: (result: Result) => number | undefined = () => undefined,
  ): Promise<Result> {
    this.count += 1;
    const call = { service, operation, n: this.count };
    await this.hooks.beforeCall?.(call);
    const [outcome] = await Promise.allSettled([effect()]);
    await this.hooks.afterCall?.(call, outcome.status === 'fulfilled' ? statusOf(outcome.value) : undefined);
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  }
}
