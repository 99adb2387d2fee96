import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** Node tells it for each request that a client of this process sends. */
const CHANNEL = 'http.client.request.start';

/**
 * Counts the calls to AWS that this process makes during a piece of work, by the service in their signature.
 *
 * @see https://nodejs.org/api/diagnostics_channel.html#http
 */
export async function countOutgoingCalls(work: () => Promise<void>): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const listen = (message: unknown) => {
    const signature = String((message as { request: ClientRequest }).request.getHeader('authorization'));
    const [, service] = /Credential=[^/]+\/[^/]+\/[^/]+\/([\w-]+)\/aws4_request/.exec(signature) ?? [];
    if (service) counts.set(service, (counts.get(service) ?? 0) + 1);
  };
  subscribe(CHANNEL, listen);
  try {
    await work();
    return counts;
  } finally {
    unsubscribe(CHANNEL, listen);
  }
}
