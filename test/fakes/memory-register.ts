import { CHAIN_START, chainEvent } from '../../functions/adapters/event-chain';
import { assertAllowed } from '../../functions/domain/assert-allowed';
import type { CheckLane } from '../../functions/domain/check-lane';
import type { Clock } from '../../functions/domain/clock';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import { UnknownRequestError } from '../../functions/domain/errors';
import type { LoggedEvent, NewEvent } from '../../functions/domain/events';
import type { AppendedEntry, AppendedReader, AuditReader } from '../../functions/domain/evidence-store';
import { foldRequest } from '../../functions/domain/fold-request';
import type {
  DueRequest,
  ListedRequest,
  ListRange,
  RequestRegister,
  RequestSummary,
} from '../../functions/domain/ports';
import { listPlaceOf, type RequestList } from '../../functions/domain/request-list';

export interface MemoryRegisterSettings {
  readonly clock: Clock;
  readonly nextCheckAt: (request: DataSubjectRequest) => string | undefined;
  readonly laneOf?: (request: DataSubjectRequest) => CheckLane;
  readonly dueOnOf?: (request: DataSubjectRequest) => string;
}

type DecideFirst = (before: DataSubjectRequest | undefined) => NewEvent | undefined;

/**
 * The register in memory: the same fold, the same table of moves, the same chain. Writers really race: a put
 * with a number that is taken is refused.
 */
export class MemoryRegister implements RequestRegister, AuditReader, AppendedReader {
  readonly logs = new Map<string, LoggedEvent[]>();

  constructor(private readonly s: MemoryRegisterSettings) {}

  async load(requestId: string): Promise<DataSubjectRequest> {
    return mustExist(await this.find(requestId));
  }

  reload(requestId: string): Promise<DataSubjectRequest> {
    return this.load(requestId);
  }

  recall(requestId: string): Promise<DataSubjectRequest> {
    return this.load(requestId);
  }

  async find(requestId: string): Promise<DataSubjectRequest | undefined> {
    const log = await this.history(requestId);
    return log.length > 0 ? foldRequest(log) : undefined;
  }

  async history(requestId: string): Promise<LoggedEvent[]> {
    await nextTurn();
    return (this.logs.get(requestId) ?? []).map(frozen);
  }

  append(
    requestId: string,
    commandId: string,
    decide: (request: DataSubjectRequest) => NewEvent | undefined,
  ): Promise<DataSubjectRequest> {
    return this.write(requestId, commandId, (before) => allowed(mustExist(before), decide));
  }

  open(requestId: string, commandId: string, event: NewEvent): Promise<DataSubjectRequest> {
    return this.write(requestId, commandId, (before) => (before ? undefined : event));
  }

  async forget(requestId: string): Promise<void> {
    await nextTurn();
    this.logs.delete(requestId);
  }

  async *due(until: string): AsyncIterable<DueRequest> {
    for (const request of await this.all()) {
      const nextCheckAt = this.s.nextCheckAt(request);
      if (nextCheckAt === undefined || nextCheckAt > until) continue;
      const lane = this.s.laneOf?.(request) ?? 'law';
      yield { requestId: request.requestId, nextCheckAt, announcedSeq: request.log.length, lane };
    }
  }

  async settle(due: DueRequest): Promise<void> {
    await this.find(due.requestId);
  }

  async *slice(part: number, parts: number): AsyncIterable<string> {
    const ids = [...this.logs.keys()];
    yield* ids.filter((_, at) => at % parts === part);
  }

  async *requestIds(): AsyncIterable<string> {
    yield* [...this.logs.keys()];
  }

  async *appendedIn(hour: string): AsyncIterable<AppendedEntry> {
    for (const { requestId, seq, hash, type, at } of [...this.logs.values()].flat()) {
      if (at.slice(0, 13) === hour) yield { requestId, seq, hash, type };
    }
  }

  async *summaries(): AsyncIterable<RequestSummary> {
    for (const request of await this.all()) {
      const { requestId, status, right, outcome, received } = request;
      const nextCheckAt = this.s.nextCheckAt(request);
      const dueOn = this.s.dueOnOf?.(request);
      yield {
        requestId,
        status,
        right,
        receivedAt: received.receivedAt,
        ...(outcome ? { outcome } : {}),
        ...(nextCheckAt ? { nextCheckAt } : {}),
        ...(dueOn ? { dueOn } : {}),
      };
    }
  }

  async *listed(list: RequestList, { since = '', most }: ListRange = {}): AsyncIterable<ListedRequest> {
    const found = (await this.all())
      .map((request) => ({ request, ...listPlaceOf(request) }))
      .filter(({ inList, inListSince }) => inList === list && inListSince >= since)
      .sort((a, b) => (a.inListSince > b.inListSince ? -1 : 1));
    for (const { request, inListSince } of found.slice(0, most)) {
      const { requestId, right, outcome, received } = request;
      const { receivedAt, zone } = received;
      const dueOn = this.s.dueOnOf?.(request);
      yield {
        ...{ requestId, right, receivedAt, zone, since: inListSince },
        ...(outcome ? { outcome } : {}),
        ...(dueOn ? { dueOn } : {}),
      };
    }
  }

  private all(): Promise<DataSubjectRequest[]> {
    return Promise.all([...this.logs.keys()].map((id) => this.load(id)));
  }

  private async write(
    requestId: string,
    commandId: string,
    decide: DecideFirst,
  ): Promise<DataSubjectRequest> {
    for (;;) {
      const before = await this.find(requestId);
      if (before?.log.some((e) => e.commandId === commandId)) return before;
      const event = decide(before);
      if (!event) return mustExist(before);
      const log = before?.log ?? [];
      const prev = log.at(-1)?.hash ?? CHAIN_START;
      const link = { requestId, seq: log.length + 1, at: this.s.clock.now(), commandId, prev };
      const logged = chainEvent(link, JSON.parse(JSON.stringify(event)) as NewEvent);
      const after = foldRequest([...log, logged]);
      await nextTurn();
      if (this.put(logged)) return after;
    }
  }

  /** The conditional write: only the next free number can be taken. */
  private put(event: LoggedEvent): boolean {
    const log = this.logs.get(event.requestId) ?? [];
    if (log.length !== event.seq - 1) return false;
    this.logs.set(event.requestId, [...log, event]);
    return true;
  }
}

function allowed(
  request: DataSubjectRequest,
  decide: (request: DataSubjectRequest) => NewEvent | undefined,
): NewEvent | undefined {
  const event = decide(request);
  if (event) assertAllowed(request, event);
  return event;
}

function mustExist(request: DataSubjectRequest | undefined): DataSubjectRequest {
  if (!request) throw new UnknownRequestError('no such request');
  return request;
}

function nextTurn(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

/**
 * Frozen, so that an attempt to change what the register holds fails; cheaper than a copy for each reader.
 */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
