import { type DynamoDBDocumentClient, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CheckLane } from '../domain/check-lane';
import { plusDuration } from '../domain/civil-time';
import type { Clock } from '../domain/clock';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { RequestSummary } from '../domain/ports';
import { listPlaceOf } from '../domain/request-list';
import { conditionHolds } from './condition-holds';
import { pages } from './dynamo-pages';
import { placeOfSummary, readRequestId, readSummary, SUMMARY, summaryUpdate } from './dynamo-request-summary';

export interface IndexSettings {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly clock: Clock;
  /** The instant at which the watch must look at a request again, derived from its log. */
  readonly nextCheckAt: (request: DataSubjectRequest) => string | undefined;
  /** The lane of that check; `law` for all requests when absent. */
  readonly laneOf?: (request: DataSubjectRequest) => CheckLane;
  /** The due date (plain date), by which lists are sorted. */
  readonly dueOnOf?: (request: DataSubjectRequest) => string;
  /** Milliseconds by which the clock of AWS is ahead of ours; undefined before its first reply. */
  readonly skewMs?: () => number | undefined;
}

/**
 * No function runs this long between an announcement and its event: the event is there by then, or its writer
 * has crashed.
 */
const ANNOUNCEMENT_LIVES = '-PT30M';

/** Milliseconds. An entry dated an hour ahead comes from a wrong clock; see `isInFuture`. */
const FAR_MS = 3_600_000;

/**
 * An earlier date may be removed before it is kept: then the date is brought forward again. A writer that
 * loses both has lost the race for the event as well.
 */
const ROUNDS = 3;

/**
 * A writer that announced a later event has seen ours, so our put will be refused; its announcement must
 * stay.
 */
const NO_LATER_WRITER = '(attribute_not_exists(#announcedSeq) OR #announcedSeq <= :announcedSeq)';

/**
 * The conditions for making the index show a log: it shows no newer one, and no announcement is pending, or
 * only one that was seen and whose writer has crashed.
 */
const NO_NEWER = '(attribute_not_exists(#exactSeq) OR #exactSeq <= :exactSeq)';
const NONE_PENDING = 'attribute_not_exists(#announcedSeq) OR #announcedSeq <= :exactSeq';
const STALE =
  '(#announcedSeq <= :announcedSeq AND (attribute_not_exists(announcedAt) OR announcedAt <= :stale))';

/**
 * The summary of each request, which the index of the watch shows. It is written before an event that could
 * bring a check forward, and made exact afterwards. A crash in between makes a check early, never late or
 * absent.
 */
export class DynamoRequestIndex {
  private readonly checks = new WeakMap<DataSubjectRequest, Check | undefined>();

  constructor(private readonly s: IndexSettings) {}

  /**
   * Brings the check forward (never back) for the event about to be written. Returns whether it did, so that
   * the index is already as it must be. An earlier date is kept for this event as well, because the writer
   * that announced it may find that there is nothing to write. A request that is open after the event is
   * listed as open before it, and as ended only by {@link write}: no open request is ever missing.
   */
  async announce(after: DataSubjectRequest, before: DataSubjectRequest | undefined): Promise<boolean> {
    const next = this.checkOf(after)?.at;
    if (next === undefined) return false;
    const isReopened = before?.status === 'closed' && after.status !== 'closed';
    const isUrgent = isReopened || this.isClockFar() || isSooner(next, before && this.checkOf(before)?.at);
    if (before && !isUrgent) return false;
    const announced = { ...this.announcement(after), ...(before ? {} : { outcome: null }) };
    for (let round = 0; round < ROUNDS; round += 1) {
      if (await this.bring(after, announced)) return true;
      if (await this.keep(after, announced)) return false;
    }
    return false;
  }

  /** What says that an event is about to be written; a request that is open after it is listed as open. */
  private announcement(after: DataSubjectRequest): Announcement {
    return {
      ...{ announcedSeq: after.log.length, announcedAt: this.s.clock.now() },
      ...(after.status === 'closed' ? {} : listPlaceOf(after)),
    };
  }

  /**
   * Announces the first event of a request of which the index shows nothing yet. False where it shows
   * something, and is left as it is, and where the time is not known yet.
   */
  async announceFirst(first: DataSubjectRequest): Promise<boolean> {
    const knowsTime = !this.s.skewMs || this.s.skewMs() !== undefined;
    if (!knowsTime || !this.checkOf(first)) return false;
    return this.conditionally(
      summaryUpdate(this.s.table, first.requestId, {
        set: { ...this.check(first), ...this.announcement(first), ...this.facts(first), outcome: null },
        condition: 'attribute_not_exists(sk)',
      }),
    );
  }

  private bring(after: DataSubjectRequest, announced: Announcement): Promise<boolean> {
    return this.conditionally(
      summaryUpdate(this.s.table, after.requestId, {
        set: { ...this.check(after), ...announced, ...this.facts(after) },
        condition: `(attribute_not_exists(#nextCheckAt) OR #nextCheckAt > :nextCheckAt) AND ${NO_LATER_WRITER}`,
      }),
    );
  }

  private keep(after: DataSubjectRequest, announced: Announcement): Promise<boolean> {
    return this.conditionally(
      summaryUpdate(this.s.table, after.requestId, {
        set: announced,
        condition: `nextCheckAt <= :next AND ${NO_LATER_WRITER}`,
        values: { ':next': this.checkOf(after)?.at },
      }),
    );
  }

  /**
   * Makes the index exact after the event, unless nothing has changed by which it is read: of an open request
   * nobody asks it for the status.
   */
  async makeExact(after: DataSubjectRequest, before: DataSubjectRequest | undefined): Promise<void> {
    const same =
      before !== undefined &&
      before.outcome === after.outcome &&
      this.checkOf(before)?.at === this.checkOf(after)?.at &&
      this.checkOf(before)?.lane === this.checkOf(after)?.lane &&
      this.s.dueOnOf?.(before) === this.s.dueOnOf?.(after) &&
      listPlaceOf(before).inList === listPlaceOf(after).inList;
    if (!same) await this.write(after, after.log.length);
  }

  /**
   * Makes the index show the log. An announcement newer than the log stays while its writer may be alive,
   * since its event may be about to appear.
   *
   * @param upToSeq - the newest announcement that the caller has seen
   */
  async write(request: DataSubjectRequest, upToSeq: number): Promise<void> {
    const exactSeq = request.log.length;
    const check = this.check(request);
    await this.conditionally(
      summaryUpdate(this.s.table, request.requestId, {
        set: {
          ...this.facts(request),
          outcome: request.outcome ?? null,
          exactSeq,
          announcedSeq: Math.max(exactSeq, upToSeq),
          ...listPlaceOf(request),
          ...check,
        },
        remove: 'nextCheckAt' in check ? [] : ['nextCheckAt', 'checkDay'],
        condition: `${NO_NEWER} AND (${NONE_PENDING} OR ${STALE})`,
        values: { ':stale': plusDuration(this.s.clock.now(), ANNOUNCEMENT_LIVES, 'UTC') },
      }),
    );
  }

  /**
   * Removes the summary from the index at once; the table drops it later.
   *
   * @param ttl - seconds since 1970
   */
  async end(requestId: string, ttl: number): Promise<void> {
    await this.s.client.send(
      new UpdateCommand({
        TableName: this.s.table,
        Key: { requestId, sk: SUMMARY },
        UpdateExpression: 'SET #ttl = :ttl REMOVE nextCheckAt, checkDay, inList, inListSince',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':ttl': ttl },
      }),
    );
  }

  /** Computed once per state of a request, because an append needs it several times. */
  private checkOf(request: DataSubjectRequest): Check | undefined {
    if (!this.checks.has(request)) {
      const at = this.s.nextCheckAt(request);
      this.checks.set(
        request,
        at === undefined ? undefined : { at: this.inReach(at), lane: this.s.laneOf?.(request) ?? 'law' },
      );
    }
    return this.checks.get(request);
  }

  /**
   * With a clock that is far off, a check could be dated where no sweep looks for as long. It is dated now
   * instead, and the next sweep notices the wrong dates.
   */
  private inReach(at: string): string {
    if (!this.isClockFar()) return at;
    const right = Date.parse(this.s.clock.now()) + (this.s.skewMs?.() ?? 0);
    return [at, new Date(right).toISOString()].sort()[0] ?? at;
  }

  private isClockFar(): boolean {
    return Math.abs(this.s.skewMs?.() ?? 0) >= FAR_MS;
  }

  /**
   * The lane is stored in `checkDay`, which held a day in older versions: the keys of an index cannot be
   * renamed.
   */
  private check(request: DataSubjectRequest): { nextCheckAt: string; checkDay: CheckLane } | object {
    const check = this.checkOf(request);
    return check ? { nextCheckAt: check.at, checkDay: check.lane } : {};
  }

  private facts(request: DataSubjectRequest) {
    const { status, right, received } = request;
    const dueOn = this.s.dueOnOf?.(request);
    const { receivedAt, zone } = received;
    return { status, right, receivedAt, zone, ...(dueOn === undefined ? {} : { dueOn }) };
  }

  /**
   * The ids in one segment of a parallel scan. `isEnded`: the summary was removed, but the log may still be
   * there. Lists what an older version wrote, also where its log is damaged.
   */
  async *slice(part: number, parts: number): AsyncIterable<{ requestId: string; isEnded: boolean }> {
    for await (const item of this.scan({ Segment: part, TotalSegments: parts })) {
      const isEnded = 'ttl' in item;
      if (!isEnded && !('inList' in item)) await this.list(item);
      yield { requestId: readRequestId(item), isEnded };
    }
  }

  private async list(item: Record<string, unknown>): Promise<void> {
    await this.conditionally(
      summaryUpdate(this.s.table, readRequestId(item), {
        set: { ...placeOfSummary(item) },
        condition: 'attribute_exists(sk) AND attribute_not_exists(#inList) AND attribute_not_exists(#ttl)',
        names: { '#ttl': 'ttl' },
      }),
    );
  }

  async *summaries(): AsyncIterable<RequestSummary> {
    for await (const item of this.scan({})) if (!('ttl' in item)) yield readSummary(item);
  }

  private scan(segment: {
    Segment?: number;
    TotalSegments?: number;
  }): AsyncIterable<Record<string, unknown>> {
    return pages((start) =>
      this.s.client.send(
        new ScanCommand({
          TableName: this.s.table,
          ...segment,
          FilterExpression: 'sk = :summary',
          ExpressionAttributeValues: { ':summary': SUMMARY },
          ExclusiveStartKey: start,
        }),
      ),
    );
  }

  private conditionally(command: UpdateCommand): Promise<boolean> {
    return conditionHolds(this.s.client.send(command));
  }
}

type Announcement = Readonly<Record<'announcedSeq', number> & Record<'announcedAt', string>>;

interface Check {
  readonly at: string;
  readonly lane: CheckLane;
}

function isSooner(next: string, than: string | undefined): boolean {
  return than === undefined || next < than;
}
