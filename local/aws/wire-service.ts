import type { IncomingHttpHeaders } from 'node:http';

/** One request with its body. */
export interface WireRequest {
  readonly method: string;
  /** Without the query string, still percent-encoded. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The response. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A call that a service has recognised as its own. */
export interface WireOperation {
  readonly service: string;
  readonly operation: string;
  readonly run: () => Promise<WireAnswer>;
}

/** Recognises a request; undefined when it is for another service. */
export type WireService = (request: WireRequest) => WireOperation | undefined;
