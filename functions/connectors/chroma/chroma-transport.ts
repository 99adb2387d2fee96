import { httpsTransport, type Transport } from '../https/https-transport';

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

/** A page of records with their vectors takes a few megabytes. Bytes. */
const LARGEST = 64 * 1024 * 1024;

/** Calls over TLS to the one host of the desk file. */
export function chromaOverHttps(
  { address, token, isPrivate }: ChromaAccess,
  transport: Transport = httpsTransport({ ownNetwork: isPrivate, largest: LARGEST }),
): SendToChroma {
  const { hostname, port, pathname } = new URL(address);
  const identity: Record<string, string> =
    token === undefined ? {} : { 'x-chroma-token': token, authorization: `Bearer ${token}` };
  const place = { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 443 : Number(port) };
  return ({ method, path, body }) =>
    transport({
      ...place,
      method,
      path: `${pathname.replace(/\/$/, '')}${path}`,
      headers: { ...identity, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}
