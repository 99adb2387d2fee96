import { plusDuration } from '../domain/civil-time';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { TryAgainError, UnknownRequestError } from '../domain/errors';
import type { LoggedEvent, NewEvent } from '../domain/events';
import { foldRequest } from '../domain/fold-request';
import { noteWrite } from './call-context';
import { CallMemo } from './call-memo';
import type { DynamoLogEntries } from './dynamo-log-entries';
import type { DynamoRequestIndex, IndexSettings } from './dynamo-request-index';
import { CHAIN_START, chainEvent } from './event-chain';
import { LogCache } from './log-cache';

export interface RegisterSettings extends IndexSettings {
  /** Milliseconds for which an append retries against other writers before it throws `TryAgainError`. */
  readonly patienceMs?: number;
  readonly pause?: (ms: number) => Promise<void>;
}

/** Long enough for the watch to finish what a crash interrupted. */
const DROPPED_AFTER = 'P30D';

const DEFAULT_PATIENCE_MS = 20_000;

/** The entries of the requests in the table: reads, appends and ends them, and keeps the index in step. */
export class RequestLog {
  private readonly known = new LogCache();
  private readonly inCall = new CallMemo<DataSubjectRequest>();
  private readonly pause: (ms: number) => Promise<void>;

  constructor(
    private readonly s: RegisterSettings,
    private readonly entries: DynamoLogEntries,
    private readonly index: DynamoRequestIndex,
  ) {
    this.pause = s.pause ?? ((ms) => new Promise((done) => setTimeout(done, ms)));
  }

  /** As the running call has read or written it a moment ago; otherwise as the table has it. */
  async find(requestId: string): Promise<DataSubjectRequest | undefined> {
    return this.inCall.current(requestId) ?? this.read(requestId);
  }

  /** As the running call has read or written it a moment ago, whatever it has written elsewhere since. */
  async recall(requestId: string): Promise<DataSubjectRequest | undefined> {
    return this.inCall.seen(requestId) ?? this.read(requestId);
  }

  /** As the table has it now. */
  async read(requestId: string): Promise<DataSubjectRequest | undefined> {
    const log = await this.whole(requestId);
    if (log.length === 0) {
      this.inCall.forget(requestId);
      return undefined;
    }
    const request = foldRequest(log);
    this.keep(request);
    return request;
  }

  private keep(request: DataSubjectRequest): void {
    this.known.keep(request.requestId, request.log);
    this.inCall.keep(request.requestId, request);
  }

  /**
   * The cached log with what came since. The last cached entry is read again: after a restore to an earlier
   * day it is gone, and writing after it would leave a gap.
   */
  private async whole(requestId: string): Promise<LoggedEvent[]> {
    const before = this.known.of(requestId);
    if (before.length === 0) return this.entries.events(requestId);
    const [last, ...since] = await this.entries.events(requestId, before.length - 1);
    if (last?.hash === before.at(-1)?.hash) return [...before, ...since];
    this.known.forget(requestId);
    return this.entries.events(requestId);
  }

  /**
   * Reads, decides and writes, and repeats all of it while other writers are first. No event is lost, however
   * many writers there are at once. The first try goes by what the call has read: its put succeeds only if
   * that is still the whole log. Whatever else comes of it is decided on a new reading.
   */
  async append(requestId: string, commandId: string, decide: DecideFirst): Promise<DataSubjectRequest> {
    const seen = this.inCall.seen(requestId);
    const written = seen && (await this.appendTo(seen, commandId, decide));
    return written ?? this.readAndAppend(requestId, commandId, decide, seen ? 1 : 0);
  }

  /**
   * The first event of a request, written without a look at whether there is one already: mostly there is
   * none, and the put shows it. Then it is read what there is.
   */
  async open(requestId: string, commandId: string, event: NewEvent): Promise<DataSubjectRequest> {
    const logged = chainEvent(this.link(requestId, commandId, []), event);
    const first = foldRequest([logged]);
    if ((await this.index.announceFirst(first)) && (await this.entries.put(logged))) {
      noteWrite();
      this.keep(first);
      return first;
    }
    return this.readAndAppend(requestId, commandId, (before) => (before ? undefined : event), 1);
  }

  private async appendTo(
    seen: DataSubjectRequest,
    commandId: string,
    decide: DecideFirst,
  ): Promise<DataSubjectRequest | undefined> {
    if (seen.log.some((e) => e.commandId === commandId)) return undefined;
    const event = eventOf(decide, seen);
    return event && this.tryAppend(this.link(seen.requestId, commandId, seen.log), event, seen);
  }

  private async readAndAppend(
    requestId: string,
    commandId: string,
    decide: DecideFirst,
    triesBefore: number,
  ): Promise<DataSubjectRequest> {
    const patience = this.s.patienceMs ?? DEFAULT_PATIENCE_MS;
    for (let waited = 0, attempt = 0; waited <= patience; attempt += 1) {
      const before = await this.read(requestId);
      if (before?.log.some((e) => e.commandId === commandId))
        return this.recovered(before, triesBefore + attempt);
      const event = decide(before);
      if (!event) return mustExist(before);
      const written = await this.tryAppend(this.link(requestId, commandId, before?.log ?? []), event, before);
      if (written) return written;
      const ms = jitter(attempt);
      waited += ms;
      await this.pause(ms);
    }
    throw new TryAgainError('too many writers at once');
  }

  /** The reply to an earlier put was lost, and with it the update of the index after it. */
  private async recovered(request: DataSubjectRequest, attempts: number): Promise<DataSubjectRequest> {
    if (attempts > 0) await this.index.write(request, request.log.length);
    return request;
  }

  private link(requestId: string, commandId: string, log: readonly LoggedEvent[]) {
    const prev = log.at(-1)?.hash ?? CHAIN_START;
    return { requestId, seq: log.length + 1, at: this.s.clock.now(), commandId, prev };
  }

  /**
   * One conditional put. Returns `undefined` when another writer was first or the reply was lost; the next
   * read shows which.
   */
  private async tryAppend(
    link: ReturnType<RequestLog['link']>,
    event: NewEvent,
    before: DataSubjectRequest | undefined,
  ): Promise<DataSubjectRequest | undefined> {
    const logged = chainEvent(link, event);
    const after = foldRequest([...(before?.log ?? []), logged]);
    const announced = await this.index.announce(after, before);
    if (!(await this.entries.put(logged))) return undefined;
    noteWrite();
    this.keep(after);
    if (!announced || before?.outcome !== after.outcome || after.status === 'closed')
      await this.index.makeExact(after, before);
    return after;
  }

  /**
   * Ends the newest entry first and the oldest last. While the oldest is there, the request is read as it
   * was, and the watch begins again; without it the request is forgotten, whatever else the table still
   * holds. The other entries are dropped a month later, so that a crash in between leaves no log with a gap,
   * and a summary by which the watch finds it.
   */
  async forget(requestId: string): Promise<void> {
    const entries = await this.entries.events(requestId);
    const now = this.s.clock.now();
    const afterwards = secondsOf(plusDuration(now, DROPPED_AFTER, 'UTC'));
    for (const { seq } of [...entries].reverse()) {
      if (seq === 1) await this.index.end(requestId, afterwards);
      await this.entries.end(requestId, seq, seq === 1 ? secondsOf(now) : afterwards);
    }
    this.known.forget(requestId);
    this.inCall.forget(requestId);
  }

  /** Includes requests that are half forgotten. */
  async *slice(part: number, parts: number): AsyncIterable<string> {
    for await (const { requestId, isEnded } of this.index.slice(part, parts))
      if (!isEnded || (await this.find(requestId))) yield requestId;
  }
}

type DecideFirst = (before: DataSubjectRequest | undefined) => NewEvent | undefined;

/** What is refused by what the call has seen may be allowed by now: a new reading decides. */
function eventOf(decide: DecideFirst, seen: DataSubjectRequest): NewEvent | undefined {
  try {
    return decide(seen);
  } catch {
    return undefined;
  }
}

/** Seconds since 1970, as the time to live needs them. */
function secondsOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}

/** Throws {@link UnknownRequestError} where there is no such request. */
export function mustExist(request: DataSubjectRequest | undefined): DataSubjectRequest {
  if (!request) throw new UnknownRequestError('no such request');
  return request;
}

/**
 * Full jitter, up to a quarter of a second.
 * https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
function jitter(attempt: number): number {
  return Math.random() * Math.min(250, 10 * 2 ** attempt);
}
