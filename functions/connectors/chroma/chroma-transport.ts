import { lookup } from 'node:dns';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { StoreUnavailableError } from '../connector';
import { mayConnect } from './may-connect';

export interface ChromaCall {
  readonly method: 'GET' | 'POST';
  /** Behind the base address. */
  readonly path: string;
  readonly body?: unknown;
}

export interface ChromaAnswer {
  readonly status: number;
  readonly text: string;
}

/** Sends one call. Follows no redirect. */
export type SendToChroma = (call: ChromaCall) => Promise<ChromaAnswer>;

export interface ChromaAccess {
  /** `https://host[:port][/path]`. */
  readonly address: string;
  readonly token?: string;
  /** The server may be at a private address of the own network. */
  readonly isPrivate: boolean;
}

/** Milliseconds. */
const LONGEST_MS = 30_000;
/** A page of records with their vectors takes a few megabytes. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Calls over TLS to the one host of the desk file. The address that its name resolves to is checked as the
 * connection is made, so that it cannot change in between.
 */
export function chromaOverHttps({ address, token, isPrivate }: ChromaAccess): SendToChroma {
  const base = new URL(address);
  const headers = token === undefined ? {} : { 'x-chroma-token': token, authorization: `Bearer ${token}` };
  const checked = checkedLookup(isPrivate);
  return ({ method, path, body }) =>
    new Promise((resolve, reject) => {
      const fail = (code: string) =>
        reject(new StoreUnavailableError(`the store is not available (${code})`, { code }));
      if (
        isIP(base.hostname.replace(/^\[|\]$/g, '')) &&
        !mayConnect(base.hostname.replace(/^\[|\]$/g, ''), isPrivate)
      )
        return fail('address-not-allowed');
      const content = body === undefined ? undefined : JSON.stringify(body);
      const url = new URL(`${base.pathname.replace(/\/$/, '')}${path}`, base);
      const call = request(
        url,
        {
          method,
          lookup: checked,
          timeout: LONGEST_MS,
          headers: { ...headers, ...(content === undefined ? {} : { 'content-type': 'application/json' }) },
        },
        (answer) => {
          const parts: Buffer[] = [];
          let bytes = 0;
          answer.on('data', (part: Buffer) => {
            bytes += part.byteLength;
            if (bytes > MOST_BYTES) call.destroy(new Error('too-large'));
            else parts.push(part);
          });
          answer.on('error', () => fail('cut-off'));
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
          );
        },
      );
      const timer = setTimeout(() => call.destroy(new Error('timeout')), LONGEST_MS);
      call.on('timeout', () => call.destroy(new Error('timeout')));
      call.on('error', (error: NodeJS.ErrnoException) => fail(codeOf(error)));
      call.on('close', () => clearTimeout(timer));
      call.end(content);
    });
}

/** Codes of Node, and our own; never a message, which may name an address. */
function codeOf({ code, message }: NodeJS.ErrnoException): string {
  if (code && /^[A-Z_0-9]+$/.test(code)) return code;
  return ['timeout', 'too-large', 'address-not-allowed'].includes(message) ? message : 'no-answer';
}

function checkedLookup(isPrivate: boolean): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return done(error ?? new Error('no-answer'), '', 0);
      if (addresses.some(({ address }) => !mayConnect(address, isPrivate)))
        return done(new Error('address-not-allowed'), '', 0);
      if (options.all) return done(null, addresses, 0);
      done(null, first.address, first.family);
    });
  };
}
