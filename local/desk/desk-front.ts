import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { PayloadTooLargeError, type PlainAnswer, toAnswer, toEvent } from './http-event';
import type { LocalPages } from './local-pages';

export type WebHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

export interface FrontRoutes {
  readonly intake: WebHandler;
  readonly verify: WebHandler;
  readonly requester: WebHandler;
  readonly download: WebHandler;
  readonly decide: WebHandler;
  readonly staff: WebHandler;
  readonly signals: WebHandler;
}

/** The function for each path prefix, as in the routes of the stack's HTTP API: the longest match counts. */
const pagePaths: Readonly<Record<string, keyof FrontRoutes>> = {
  '': 'intake',
  'opt-out': 'intake',
  correct: 'intake',
  '.well-known': 'intake',
  signals: 'signals',
  v: 'verify',
  a: 'verify',
  q: 'verify',
  r: 'requester',
  n: 'requester',
  d: 'download',
  's/decide': 'decide',
  s: 'staff',
  p: 'staff',
};

/**
 * The function that serves a path; undefined when no route matches.
 *
 * @param path - as in a request, with or without a query
 */
export function servedBy(path: string): keyof FrontRoutes | undefined {
  const [, first = '', second = ''] = path.split(/[/?]/);
  return pagePaths[`${first}/${second}`] ?? pagePaths[first];
}

/**
 * Serves the desk's pages on one port of this machine: the deployed handlers, called with the events that an
 * HTTP API would send.
 */
export function startFront(
  routes: FrontRoutes,
  local: LocalPages,
  port: number,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    answer(routes, local, request)
      .then((plain) => write(response, plain))
      .catch((error) => write(response, failure(error)));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : port,
        stop: () => close(server),
      });
    });
  });
}

async function answer(
  routes: FrontRoutes,
  local: LocalPages,
  request: IncomingMessage,
): Promise<PlainAnswer> {
  const event = await toEvent(request);
  const own = await local.serve(event);
  if (own) return own;
  const name = servedBy(event.rawPath) ?? 'requester';
  return local.withBar(toAnswer(await routes[name](event)), event.rawPath);
}

function failure(error: unknown): PlainAnswer {
  const tooLarge = error instanceof PayloadTooLargeError;
  return {
    status: tooLarge ? 413 : 500,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: Buffer.from(tooLarge ? 'Too much was sent. Nothing was saved.' : 'Something went wrong here.'),
  };
}

function write(response: ServerResponse, { status, headers, body }: PlainAnswer): void {
  response.writeHead(status, headers as Record<string, string>);
  response.end(body);
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
