import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** Runs a step for a request, so that everything it calls can add the request id to its log lines. */
export function forRequest<T>(requestId: string | undefined, work: () => Promise<T>): Promise<T> {
  return requestId === undefined ? work() : current.run(requestId, work);
}

/** The id of the request that the running step works on; undefined outside of a step. */
export function currentRequestId(): string | undefined {
  return current.getStore();
}
