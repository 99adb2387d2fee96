import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallKind } from '../../cost/measured-times';
import type { LambdaHandler } from '../../local/aws/lambda-functions';

const PAGE_BEGINS = 'http.server.request.start';
const PAGE_ENDS = 'http.server.response.finish';
const CALL = 'http.client.request.start';

/** Who is at work when several are: a store's function, while whoever asked it waits. */
const byPrecedence: readonly CallKind[] = ['store', 'package', 'step', 'page'];

export interface Share {
  /** How often a function of this kind was called. */
  calls: number;
  /** Milliseconds of the processor, the emulators' among them: more than the function itself used. */
  processorMs: number;
  /** Calls of AWS that it made. */
  awsCalls: number;
}

/**
 * Divides the processor time of this process among the functions of a desk that works on one request at a
 * time. What happens between calls belongs to nobody.
 */
export class ProcessorShares {
  readonly shares: Record<CallKind, Share> = {
    page: { calls: 0, processorMs: 0, awsCalls: 0 },
    step: { calls: 0, processorMs: 0, awsCalls: 0 },
    store: { calls: 0, processorMs: 0, awsCalls: 0 },
    package: { calls: 0, processorMs: 0, awsCalls: 0 },
  };
  private readonly active = new Map<CallKind, number>();
  private since = process.cpuUsage();

  /** @param port - of the desk's pages; other servers of this process are emulators */
  constructor(private readonly port: number) {}

  /** Listens to pages and calls of AWS during a piece of work. */
  async during(work: () => Promise<void>): Promise<void> {
    const listeners = [
      [PAGE_BEGINS, (message: unknown) => this.isPage(message) && this.begin('page')],
      [PAGE_ENDS, (message: unknown) => this.isPage(message) && this.end('page')],
      [CALL, (message: unknown) => this.count(message)],
    ] as const;
    for (const [channel, listener] of listeners) subscribe(channel, listener);
    try {
      await work();
    } finally {
      for (const [channel, listener] of listeners) unsubscribe(channel, listener);
    }
  }

  /** A function that is counted as one of its kind. */
  wrap(kind: CallKind, handler: LambdaHandler): LambdaHandler {
    return async (event, context) => {
      this.begin(kind);
      try {
        return await handler(event, context);
      } finally {
        this.end(kind);
      }
    };
  }

  private begin(kind: CallKind): void {
    this.settle();
    this.shares[kind].calls += 1;
    this.active.set(kind, (this.active.get(kind) ?? 0) + 1);
  }

  private end(kind: CallKind): void {
    this.settle();
    this.active.set(kind, (this.active.get(kind) ?? 1) - 1);
  }

  private get atWork(): CallKind | undefined {
    return byPrecedence.find((kind) => (this.active.get(kind) ?? 0) > 0);
  }

  private settle(): void {
    const { user, system } = process.cpuUsage(this.since);
    this.since = process.cpuUsage();
    if (this.atWork) this.shares[this.atWork].processorMs += (user + system) / 1_000;
  }

  private isPage(message: unknown): boolean {
    const { server } = message as { server: Server };
    return (server.address() as AddressInfo | null)?.port === this.port;
  }

  private count(message: unknown): void {
    const { request } = message as { request: ClientRequest };
    const isSigned = String(request.getHeader('authorization')).startsWith('AWS4');
    if (isSigned && this.atWork) this.shares[this.atWork].awsCalls += 1;
  }
}
