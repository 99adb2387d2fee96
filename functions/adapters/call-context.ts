import { AsyncLocalStorage } from 'node:async_hooks';

/** One call of a function. */
interface Call {
  readonly requestId: string | undefined;
  /** How often the call has written what others may wait for or go by. */
  writes: number;
}

const current = new AsyncLocalStorage<Call>();

/** Runs a step for a request, so that everything it calls can add the request id to its log lines. */
export function forRequest<T>(requestId: string | undefined, work: () => Promise<T>): Promise<T> {
  return requestId === undefined ? work() : current.run({ requestId, writes: 0 }, work);
}

/** Runs the work as one call, within which a log or a link is read once; see `CallMemo`. */
export function inOneCall<T>(work: () => Promise<T>): Promise<T> {
  return current.run({ requestId: undefined, writes: 0 }, work);
}

/** The id of the request that the running step works on; undefined outside of a step. */
export function currentRequestId(): string | undefined {
  return current.getStore()?.requestId;
}

/** The running call; undefined outside of one. */
export function currentCall(): Readonly<Call> | undefined {
  return current.getStore();
}

/** Notes that the running call has written: what it read before is not what others do because of that. */
export function noteWrite(): void {
  const call = current.getStore();
  if (call) call.writes += 1;
}
