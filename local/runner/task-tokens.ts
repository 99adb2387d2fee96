import { randomBytes } from 'node:crypto';
import type { Json } from './json';
import type { StateError } from './state-error';

/** What a waiting task does when a result or failure is sent with its token. */
export interface TokenHolder {
  succeed(output: Json): void;
  fail(error: StateError): void;
  heartbeat(): void;
}

/** This runner never issued the token, e.g. because it is from before a restart. */
export class TaskDoesNotExist extends Error {
  override readonly name = 'TaskDoesNotExist';
}

/** The task that waited for this token has ended: it has a result, timed out, or its execution is over. */
export class TaskTimedOut extends Error {
  override readonly name = 'TaskTimedOut';
}

/** The tokens of waiting tasks, in memory only. */
export class TaskTokens {
  private readonly waiting = new Map<string, TokenHolder>();
  private readonly ended = new Set<string>();

  open(holder: TokenHolder): string {
    const token = randomBytes(96).toString('base64');
    this.waiting.set(token, holder);
    return token;
  }

  close(token: string): void {
    if (this.waiting.delete(token)) this.ended.add(token);
  }

  /**
   * The task that waits for this token.
   *
   * @throws TaskDoesNotExist, TaskTimedOut
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
   */
  holder(token: string): TokenHolder {
    const holder = this.waiting.get(token);
    if (holder !== undefined) return holder;
    if (this.ended.has(token))
      throw new TaskTimedOut("Task Timed Out: 'Provided task does not exist anymore'");
    throw new TaskDoesNotExist("Task does not exist: 'Provided token is unknown to this runner'");
  }
}
