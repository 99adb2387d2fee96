import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Timers } from '../runner/timers';
import { AwsError } from './aws-error';

/** The part of Lambda's context object that handlers here may use. */
export interface LambdaContext {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly getRemainingTimeInMillis: () => number;
}

/** A function's code. */
export type LambdaHandler = (event: unknown, context: LambdaContext) => Promise<unknown>;

/** How a function is set up. */
export interface LambdaSettings {
  /** In real time, not virtual. @default 900, the most that Lambda gives */
  readonly timeoutSeconds?: number;
  /** @default 256 */
  readonly memoryMb?: number;
}

/** The result of an invocation: what the function returned, or its error, as JSON text. */
export interface LambdaOutcome {
  readonly payload: string;
  readonly failed: boolean;
}

interface Registered extends Required<LambdaSettings> {
  readonly name: string;
  readonly handler: LambdaHandler;
}

/** The largest payload of a synchronous call, in or out, in bytes: 6 MB (gettingstarted-limits.html). */
export const LARGEST_SYNC_BYTES = 6 * 1024 * 1024;
/** The largest event of an asynchronous call in bytes: 1 MB (gettingstarted-limits.html). */
export const LARGEST_ASYNC_BYTES = 1024 * 1024;
/**
 * Waits before the second and third attempt of an asynchronous call (invocation-async-error-handling.html).
 */
const ASYNC_RETRY_MS = [60_000, 120_000];

const REFERENCE =
  /^(?:arn:aws[\w-]*:lambda:[^:]*:\d{12}:function:|\d{12}:function:)?([\w-]{1,64})(?::[\w$-]+)?$/;

/**
 * The Lambda functions of the local machine: handlers in this process, called with copies of their events.
 */
export class LambdaFunctions {
  private readonly functions = new Map<string, Registered>();
  private readonly background = new Set<Promise<void>>();
  private readonly retries = new Set<() => void>();

  constructor(
    private readonly timers: Timers,
    private readonly arnPrefix = 'arn:aws:lambda:us-east-1:000000000000:function:',
  ) {}

  /** Registers a function under a name; registering the name again replaces its code. @returns its ARN */
  register(name: string, handler: LambdaHandler, settings: LambdaSettings = {}): string {
    this.functions.set(name, { timeoutSeconds: 900, memoryMb: 256, ...settings, name, handler });
    return this.arnPrefix + name;
  }

  /**
   * The function that a reference names (name, ARN or partial ARN, with or without a qualifier).
   *
   * @throws AwsError ResourceNotFoundException
   */
  find(reference: string): Registered {
    const name = REFERENCE.exec(reference)?.[1];
    const found = name === undefined ? undefined : this.functions.get(name);
    if (found !== undefined) return found;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${reference}`, 404);
  }

  /** Whether a function is registered under exactly this name. */
  has(name: string): boolean {
    return this.functions.has(name);
  }

  /**
   * Invokes a function and waits for its result.
   *
   * @param payload the event as JSON text
   * @throws AwsError when the function does not exist, or the payload is not JSON or is too large
   */
  async invoke(reference: string, payload: string): Promise<LambdaOutcome> {
    const target = this.find(reference);
    const event = parseEvent(payload, LARGEST_SYNC_BYTES);
    const context = this.contextOf(target);
    try {
      return answer(await withinTimeout(target, target.handler(event, context)));
    } catch (error) {
      return { failed: true, payload: JSON.stringify(describeError(error)) };
    }
  }

  /**
   * Invokes a function without waiting; a failed invocation is retried twice, after one and two (virtual)
   * minutes.
   */
  invokeAsync(reference: string, payload: string): void {
    const target = this.find(reference);
    parseEvent(payload, LARGEST_ASYNC_BYTES);
    this.attempt(target.name, payload, 0);
  }

  /** Resolves when no asynchronous invocation is running (waits for a retry do not count). */
  async idle(): Promise<void> {
    while (this.background.size > 0) await Promise.all(this.background);
  }

  /** Drops the pending retries, as the end of the process does. */
  halt(): void {
    for (const cancel of this.retries) cancel();
    this.retries.clear();
  }

  private attempt(name: string, payload: string, retries: number): void {
    const work = this.invoke(name, payload).then(({ failed }) => {
      this.background.delete(work);
      const wait = ASYNC_RETRY_MS[retries];
      if (!failed || wait === undefined) return;
      this.retryAfter(wait, () => this.attempt(name, payload, retries + 1));
    });
    this.background.add(work);
  }

  private retryAfter(waitMs: number, retry: () => void): void {
    const cancel = this.timers.schedule(this.timers.epochMs() + waitMs, () => {
      this.retries.delete(cancel);
      retry();
    });
    this.retries.add(cancel);
  }

  private contextOf({ name, memoryMb, timeoutSeconds }: Registered): LambdaContext {
    const endsAt = performance.now() + timeoutSeconds * 1000;
    return {
      awsRequestId: randomUUID(),
      functionName: name,
      functionVersion: '$LATEST',
      invokedFunctionArn: this.arnPrefix + name,
      memoryLimitInMB: String(memoryMb),
      logGroupName: `/aws/lambda/${name}`,
      logStreamName: 'local',
      getRemainingTimeInMillis: () => Math.max(0, Math.round(endsAt - performance.now())),
    };
  }
}

function parseEvent(payload: string, largest: number): unknown {
  if (Buffer.byteLength(payload) > largest) {
    throw new AwsError('RequestTooLargeException', `Request must be smaller than ${largest} bytes`, 413);
  }
  try {
    return payload === '' ? {} : JSON.parse(payload);
  } catch {
    throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json');
  }
}

function answer(result: unknown): LambdaOutcome {
  const payload = JSON.stringify(result) ?? 'null';
  if (Buffer.byteLength(payload) <= LARGEST_SYNC_BYTES) return { failed: false, payload };
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${LARGEST_SYNC_BYTES} bytes).`;
  return {
    failed: true,
    payload: JSON.stringify({ errorType: 'Function.ResponseSizeTooLarge', errorMessage }),
  };
}

async function withinTimeout({ timeoutSeconds }: Registered, work: Promise<unknown>): Promise<unknown> {
  const done = new AbortController();
  const limit = sleep(timeoutSeconds * 1000, undefined, { signal: done.signal, ref: false }).then(() => {
    throw new FunctionTimedOut(`Task timed out after ${timeoutSeconds.toFixed(2)} seconds`);
  });
  limit.catch(() => undefined);
  try {
    return await Promise.race([work, limit]);
  } finally {
    done.abort();
  }
}

class FunctionTimedOut extends Error {
  override readonly name = 'Sandbox.Timedout';
}

/** The error document of Lambda's Node.js runtime (nodejs-exceptions.html). */
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}
