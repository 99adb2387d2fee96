import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, createServer, request as send } from 'node:http';
import { pipeline } from 'node:stream';
import { operationOf } from './aws-operation';
import type { CallCounter } from './call-hooks';
import { FailCall } from './call-hooks';
import type { LoopbackServer } from './loopback-server';
import { listenOnLoopback } from './loopback-server';

/** What a fault proxy forwards to. */
export interface FaultProxyOptions {
  /** Of a loopback server, e.g. `http://127.0.0.1:4567`. */
  readonly target: string;
  readonly counter: CallCounter;
  /** @default 0, a free port */
  readonly port?: number;
}

/**
 * Starts a thin proxy in front of a DynamoDB or S3 that counts the calls and lets the counter's hooks make
 * them fail.
 *
 * The Host header passes unchanged, so signatures and presigned addresses made for the proxy stay valid.
 */
export async function startFaultProxy({
  target,
  counter,
  port = 0,
}: FaultProxyOptions): Promise<LoopbackServer> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer(
    (request, response) => void pass({ request, response, target, agent }, counter),
  );
  const proxy = await listenOnLoopback(server, port);
  return {
    ...proxy,
    stop: async () => {
      agent.destroy();
      await proxy.stop();
    },
  };
}

interface Passage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: string;
  readonly agent: Agent;
}

async function pass(passage: Passage, counter: CallCounter): Promise<void> {
  const { request, response } = passage;
  const { service, operation } = operationOf(request);
  let answer: IncomingMessage | undefined;
  try {
    const effect = async () => {
      answer = await forward(passage);
      return answer;
    };
    await counter.around(service, operation, effect, ({ statusCode }) => statusCode);
    response.writeHead(answer?.statusCode ?? 502, answer?.rawHeaders);
    if (answer !== undefined) pipeline(answer, response, () => undefined);
  } catch (error) {
    answer?.resume();
    request.resume();
    if (error instanceof FailCall) fail(response, service);
    else request.socket.destroy();
  }
}

/** Forwards the request; resolves when the response begins, which is after the effect. */
function forward({ request, target, agent }: Passage): Promise<IncomingMessage> {
  const { hostname, port } = new URL(target);
  const { method, url: path, headers } = request;
  return new Promise((resolve, reject) => {
    const onward = send({ hostname, port, method, path, headers, agent }, resolve);
    pipeline(request, onward, (error) => error && reject(error));
    onward.on('error', reject);
  });
}

function fail(response: ServerResponse, service: string): void {
  const [type, body] =
    service === 's3'
      ? [
          'application/xml',
          '<Error><Code>InternalError</Code><Message>We encountered an internal error.</Message></Error>',
        ]
      : [
          'application/x-amz-json-1.0',
          '{"__type":"InternalServerError","message":"The request processing has failed."}',
        ];
  response.writeHead(500, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
