import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** Runs a step for a request, so that whatever it calls can say in its log lines which request it was for. */
export function forRequest<T>(requestId: string | undefined, work: () => Promise<T>): Promise<T> {
  return requestId === undefined ? work() : current.run(requestId, work);
}

/** The request that the running step is for; nothing outside of one. */
export function requestInHand(): string | undefined {
  return current.getStore();
}
