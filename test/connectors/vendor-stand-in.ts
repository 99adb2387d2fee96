import { createServer, type IncomingHttpHeaders, request as requestHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Stopwatch } from '../../functions/connectors/http/pacer';
import {
  httpsTransport,
  type Transport,
  type TransportParts,
  type TransportRules,
} from '../../functions/connectors/https/https-transport';
import { defined } from '../../functions/domain/defined';

export interface AskedCall {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface GivenAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, unless it is a text. */
  readonly body?: unknown;
}

export type Vendorlike = (call: AskedCall) => GivenAnswer | 'hang' | Promise<GivenAnswer | 'hang'>;

export interface StandIn {
  readonly transport: Transport;
  /** Every call in order. */
  readonly calls: AskedCall[];
  stop(): Promise<void>;
}

/** An address of the public internet that no test connects to. */
const ANYWHERE = { address: '93.184.215.14', family: 4 };

/**
 * A vendor on the loopback interface, behind the product's own transport: its resolver and its socket alone
 * are replaced, so that limits of size and time and the checks of addresses stay those of the product.
 */
export async function startStandIn(
  answer: Vendorlike,
  parts: TransportParts & TransportRules = {},
): Promise<StandIn> {
  const calls: AskedCall[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece as Buffer);
    const url = new URL(incoming.url ?? '/', 'http://stand-in');
    const call: AskedCall = {
      method: incoming.method ?? '',
      host: incoming.headers.host ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body: Buffer.concat(pieces).toString('utf8'),
    };
    calls.push(call);
    const given = await answer(call);
    if (given === 'hang') return;
    const { status = 200, headers = {}, body } = given;
    outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
    outgoing.end(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
  });
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { transport: towards(port, parts), calls, stop: () => stopped(server) };
}

/** The product's transport with its last step led to a port of this machine. */
export function towards(
  port: number,
  { largest, ...parts }: TransportParts & TransportRules = {},
): Transport {
  return httpsTransport(defined({ largest }), {
    resolve: async () => [ANYWHERE],
    request: ({ host, method, path, headers, signal }, onAnswer) =>
      requestHttp(
        {
          port,
          method,
          path,
          hostname: '127.0.0.1',
          headers: { ...headers, host: host ?? '' },
          ...(signal ? { signal } : {}),
        },
        onAnswer,
      ),
    ...parts,
  });
}

async function stopped(server: ReturnType<typeof createServer>): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

/** Time that passes only when somebody waits. */
export function aStopwatch(): Stopwatch & { readonly waits: number[] } {
  let now = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    wait: async (milliseconds) => {
      waits.push(milliseconds);
      now += milliseconds;
    },
  };
}
