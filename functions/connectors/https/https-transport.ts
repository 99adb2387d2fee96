import { lookup } from 'node:dns/promises';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, type RequestOptions, request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { StoreError, StoreUnavailableError } from '../connector';
import { isOwnNetwork, isPublicAddress } from './public-address';

export interface HttpCall {
  readonly method: string;
  readonly host: string;
  /** @default 443 */
  readonly port?: number;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

export type Transport = (call: HttpCall) => Promise<HttpAnswer>;

/** What the desk file says of a service. */
export interface TransportRules {
  /** It may be at an address of one's own network, such as 10.0.0.0/8. */
  readonly ownNetwork?: boolean;
  /** Bytes of one answer. */
  readonly largest?: number;
}

/** What tests replace: there is no setting for it. */
export interface TransportParts {
  /** Every address of a host. */
  readonly resolve?: (
    host: string,
  ) => Promise<readonly { readonly address: string; readonly family: number }[]>;
  readonly request?: (options: RequestOptions, onAnswer: (answer: IncomingMessage) => void) => ClientRequest;
  /** Milliseconds for one call, from the question for the address to the last byte. */
  readonly longest?: number;
}

const LONGEST = 30_000;
const LARGEST = 20_000_000;

/**
 * Calls over HTTPS: to addresses of the public internet alone, unless the desk file lets the service be in
 * one's own network; each address is asked for once and connected to as it was checked; no redirect is
 * followed; time and size of an answer are limited. Errors hold no address, no path and no value.
 */
export function httpsTransport(
  { ownNetwork = false, largest = LARGEST }: TransportRules = {},
  {
    resolve = (host) => lookup(host, { all: true, verbatim: true }),
    request = requestHttps,
    longest = LONGEST,
  }: TransportParts = {},
): Transport {
  const mayConnect = (address: string) => isPublicAddress(address) || (ownNetwork && isOwnNetwork(address));
  const agent = new Agent({ keepAlive: false });
  return async (call) => {
    const deadline = AbortSignal.timeout(longest);
    try {
      const pinned = await until(deadline, addressOf(resolve, call.host, mayConnect));
      return await send({ request, agent, deadline, largest }, call, pinned);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      throw new StoreUnavailableError('the service could not be reached', {
        code: deadline.aborted ? 'timeout' : codeOf(error),
      });
    }
  };
}

function until<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_resolve, reject) => {
    deadline.addEventListener('abort', () => reject(new Error('late')), { once: true });
  });
  return Promise.race([work, late]);
}

interface Address {
  readonly address: string;
  readonly family: number;
}

/** Refuses the host if any of its addresses is not allowed: which one would be used is not ours to say. */
async function addressOf(
  resolve: NonNullable<TransportParts['resolve']>,
  host: string,
  mayConnect: (address: string) => boolean,
): Promise<Address> {
  const addresses = await resolve(host);
  const [first] = addresses;
  if (first === undefined)
    throw new StoreUnavailableError('the host of the service has no address', { code: 'ENOTFOUND' });
  if (!addresses.every(({ address }) => mayConnect(address)))
    throw new StoreUnavailableError('the host of the service leads into a private network', {
      code: 'private-address',
    });
  return first;
}

interface Sending {
  readonly request: NonNullable<TransportParts['request']>;
  readonly agent: Agent;
  readonly deadline: AbortSignal;
  readonly largest: number;
}

function send(
  { request, agent, deadline, largest }: Sending,
  call: HttpCall,
  to: Address,
): Promise<HttpAnswer> {
  const { method, host, port = 443, path, body } = call;
  const headers = {
    ...call.headers,
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ method, host, path, headers, agent, signal: deadline, port, servername: isIP(host) ? '' : host },
        lookup: (_host, options, done) => {
          if (options.all) done(null, [to]);
          else done(null, to.address, to.family);
        },
      },
      (answer) => read(answer, largest).then(resolve, reject),
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

async function read(answer: IncomingMessage, largest: number): Promise<HttpAnswer> {
  const status = answer.statusCode ?? 0;
  if (status >= 300 && status < 400) {
    answer.destroy();
    throw new StoreUnavailableError('the service answered with a redirect', { code: 'redirect' });
  }
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    size += piece.byteLength;
    if (size > largest) {
      answer.destroy();
      throw new StoreUnavailableError('the answer of the service is too large', { code: 'too-much' });
    }
    pieces.push(piece);
  }
  return { status, headers: answer.headers, text: Buffer.concat(pieces).toString('utf8') };
}

/** A code of the system or of TLS; never its message, which holds the address. */
function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'no-answer';
}
