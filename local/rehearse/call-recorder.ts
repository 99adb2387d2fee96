import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type LoopbackServer, listenOnLoopback } from '../aws/loopback-server';
import type { IamRequest } from './iam-requests';
import { type NamedCall, nameCall } from './name-call';

/** One call to AWS. */
export interface RecordedCall {
  /** Name of the function that made it; `cdk`, `states`, ... for other callers. */
  readonly caller: string;
  /** e.g. `dynamodb`. */
  readonly service: string;
  /** e.g. `PutItem`. */
  readonly operation: string;
  /** Table, key, object, ...: as far as the call says. */
  readonly resource: string;
  /** Values of condition keys that policies use and the emulator does not know. */
  readonly conditions?: Readonly<Record<string, string>>;
  /** The permissions that it needs, with exact ARNs. */
  readonly asked: readonly IamRequest[];
  /** The access key that signed it. */
  readonly signer: string;
  readonly status: number;
  readonly sentBytes: number;
  readonly gotBytes: number;
  /** The error of the service, if it refused the call. */
  readonly refusal?: string;
}

/** A call as it went over the wire. */
export interface CallExchange {
  /** The number that the recorder gave it when it began. */
  readonly nth: number;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly sent: Buffer;
  readonly got: Buffer;
}

/** Gets each call. */
export interface CallListener {
  /** The call has arrived and is forwarded to the emulator. */
  begun(call: NamedCall, nth: number): void;
  /** The emulator has responded. */
  ended(call: RecordedCall, wire: CallExchange): void;
}

/**
 * A proxy in front of the emulator, where TLS would end in AWS, that records every call. Forwards bytes
 * unchanged, since they are signed.
 */
export class CallRecorder {
  readonly calls: RecordedCall[] = [];
  listener: CallListener | undefined;
  private begun = 0;
  private listening: LoopbackServer | undefined;

  constructor(private readonly target: URL) {}

  async start(port = 0): Promise<string> {
    const server = createServer((from, to) => this.pass(from, to));
    this.listening = await listenOnLoopback(server, port);
    return this.listening.endpoint;
  }

  async stop(): Promise<void> {
    await this.listening?.stop();
  }

  private pass(from: IncomingMessage, to: ServerResponse): void {
    const sent: Buffer[] = [];
    let begin: { nth: number; named: NamedCall | undefined } | undefined;
    const began = () => {
      begin ??= this.begin(from, Buffer.concat(sent));
      return begin;
    };
    const onward = request(
      {
        host: this.target.hostname,
        port: this.target.port,
        method: from.method,
        path: from.url,
        headers: { ...from.headers, 'x-forwarded-proto': 'https' },
      },
      (answer) => {
        const got: Buffer[] = [];
        to.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.on('data', (chunk: Buffer) => got.push(chunk));
        answer.on('end', () => {
          const { nth, named } = began();
          const wire = {
            nth,
            method: from.method ?? 'GET',
            url: from.url ?? '/',
            sent: Buffer.concat(sent),
            got: Buffer.concat(got),
          };
          if (named) this.note(named, answer.statusCode ?? 0, wire);
        });
        answer.pipe(to);
      },
    );
    onward.on('error', () => to.destroy());
    from.on('data', (chunk: Buffer) => sent.push(chunk));
    from.on('end', began);
    from.pipe(onward);
  }

  private begin(from: IncomingMessage, sent: Buffer): { nth: number; named: NamedCall | undefined } {
    this.begun += 1;
    const named = nameCall(from, sent);
    if (named) this.listener?.begun(named, this.begun);
    return { nth: this.begun, named };
  }

  private note(named: NamedCall, status: number, wire: CallExchange): void {
    const { sent, got } = wire;
    const call: RecordedCall = {
      ...named,
      status,
      sentBytes: sent.length,
      gotBytes: got.length,
      ...(status >= 400 && { refusal: got.toString('utf8').slice(0, 600) }),
    };
    this.calls.push(call);
    this.listener?.ended(call, wire);
  }
}
