import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { AwsError } from './aws-error';
import type { CallCounter } from './call-hooks';
import { DropAnswer } from './call-hooks';
import type { LoopbackServer } from './loopback-server';
import { listenOnLoopback } from './loopback-server';
import type { WireAnswer, WireOperation, WireRequest, WireService } from './wire-service';

/**
 * The largest body that is read, in bytes: more than Lambda's 6 MB, so that Lambda's own limit is reported.
 */
const LARGEST_BODY_BYTES = 16 * 1024 * 1024;

/** The services and port of a wire server. */
export interface WireServerOptions {
  readonly services: readonly WireService[];
  readonly counter: CallCounter;
  /** 0 takes a free port. */
  readonly port: number;
}

/**
 * Starts one HTTP server on 127.0.0.1 for several AWS services, told apart by header and path.
 *
 * A request must carry a signature, which is not checked: this keeps out requests that a web page in a
 * browser could send.
 */
export async function startWireServer(options: WireServerOptions): Promise<LoopbackServer> {
  const server = createServer((request, response) => void serve(request, response, options));
  return listenOnLoopback(server, options.port);
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { services, counter }: WireServerOptions,
): Promise<void> {
  try {
    const call = find(services, await readRequest(request));
    send(response, await counter.around(call.service, call.operation, call.run));
  } catch (error) {
    if (error instanceof DropAnswer) request.socket.destroy();
    else send(response, errorAnswer(error));
  }
}

async function readRequest(request: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= LARGEST_BODY_BYTES) chunks.push(chunk);
  }
  if (length > LARGEST_BODY_BYTES) throw new AwsError('RequestEntityTooLarge', 'The body is too large', 413);
  const [path = '/'] = (request.url ?? '/').split('?');
  return { method: request.method ?? 'GET', path, headers: request.headers, body: Buffer.concat(chunks) };
}

function find(services: readonly WireService[], request: WireRequest): WireOperation {
  if (!request.headers.authorization?.startsWith('AWS4-')) {
    throw new AwsError('MissingAuthenticationTokenException', 'The request is not signed', 403);
  }
  for (const service of services) {
    const call = service(request);
    if (call !== undefined) return call;
  }
  const named = request.headers['x-amz-target'] ?? `${request.method} ${request.path}`;
  throw new AwsError('UnknownOperationException', `The local machine does not support ${String(named)}`, 501);
}

function errorAnswer(error: unknown): WireAnswer {
  const known = error instanceof AwsError ? error : new AwsError('InternalServerError', String(error), 500);
  return {
    status: known.status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': known.code },
    body: JSON.stringify({ __type: known.code, message: known.message, Message: known.message }),
  };
}

function send(response: ServerResponse, answer: WireAnswer): void {
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': Buffer.byteLength(answer.body),
    'x-amzn-requestid': randomUUID(),
  });
  response.end(answer.body);
}
