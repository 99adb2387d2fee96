import type { Temporal } from 'temporal-polyfill';
import { type ListDeps, listedRequests } from '../../functions/casework/driver/request-lists';
import { civilDateOf, minusDuration } from '../../functions/domain/civil-time';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import { defined } from '../../functions/domain/defined';
import { receivedOn } from '../../functions/domain/due-dates';
import type { Outcome } from '../../functions/domain/event-facts';
import { lastOf } from '../../functions/domain/log-entries';
import type { ListedRequest, ListRange, RequestRegister } from '../../functions/domain/ports';
import { type Console, type ExitCode, exitCodes, printJson, printLines } from '../console';
import { onRegister } from '../open-register';
import { textTable } from '../text-table';

/**
 * Figures for one right, as 11 CCR 7102 requires them: received, complied with in whole or part, denied, and
 * how long it took.
 */
export interface RightMetrics {
  readonly right: string;
  readonly received: number;
  readonly open: number;
  readonly outcomes: Partial<Record<Outcome, number>>;
  /** Calendar days from receipt to the end, of closed requests; null while there is none. */
  readonly medianDays: number | null;
  readonly meanDays: number | null;
}

export interface MetricsOptions {
  readonly config: string;
  /** Plain dates of receipt, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly json?: true;
}

export async function metrics(options: MetricsOptions, console: Console): Promise<ExitCode> {
  const figures = await onRegister(options.config, console.env, (open) => requestMetrics(open, options));
  if (options.json) printJson(console.stdout, figures);
  else printLines(console.stdout, metricsLines(figures));
  return exitCodes.done;
}

/** What one request counts for. */
interface Counted {
  readonly right: string;
  readonly outcome?: Outcome | undefined;
  /** Plain date. */
  readonly receivedOn: string;
  readonly isOpen?: boolean;
  /** Calendar days from receipt to the end; absent while it is open. */
  readonly days?: number;
}

/** Before any receipt. */
const ALWAYS = '0000-01-01';

export type MetricsDeps = ListDeps & { readonly register: Pick<RequestRegister, 'load'> };

/**
 * Counts the requests received in a period, by right. An ended request is counted by its place in the list;
 * only open ones, and those of a damaged entry, are read.
 */
export async function requestMetrics(
  deps: MetricsDeps,
  { from = ALWAYS, to = '9999-12-31' }: { readonly from?: string; readonly to?: string },
): Promise<RightMetrics[]> {
  const byRight = new Map<string, Counted[]>();
  for await (const counted of countedSince(deps, from)) {
    const { right, receivedOn: day } = counted;
    if (day < from || day > to) continue;
    const sameRight = byRight.get(right) ?? [];
    sameRight.push(counted);
    byRight.set(right, sameRight);
  }
  return [...byRight.entries()].sort().map(([right, requests]) => figuresOf(right, requests));
}

/** Open requests first: one that ends meanwhile is then met twice, and read once. */
async function* countedSince(deps: MetricsDeps, from: string): AsyncIterable<Counted> {
  const read = new Set<string>();
  for await (const { requestId } of listedRequests(deps, ['open'])) read.add(requestId);
  for await (const one of listedRequests(deps, ['ended', 'restricted'], endedAfter(from)))
    if (one.zone === undefined || read.has(one.requestId)) read.add(one.requestId);
    else yield countedAsListed(one, one.zone);
  for (const requestId of read) yield countedAsLogged(await deps.register.load(requestId));
}

/** No request ends before its receipt, whose day begins up to fourteen hours before the same day in UTC. */
function endedAfter(from: string): ListRange {
  return from === ALWAYS ? {} : { since: minusDuration(`${from}T00:00:00.000Z`, 'P1D', 'UTC') };
}

function countedAsListed({ right, outcome, receivedAt, since }: ListedRequest, zone: string): Counted {
  const received = civilDateOf(receivedAt, zone);
  return { right, outcome, receivedOn: received.toString(), days: daysBetween(received, since, zone) };
}

function countedAsLogged(request: DataSubjectRequest): Counted {
  const { right, outcome, status } = request;
  const received = receivedOn(request);
  const closed = status === 'closed' ? lastOf(request.log, 'closed') : undefined;
  const days = closed && daysBetween(received, closed.at, request.received.zone);
  return {
    right,
    outcome,
    receivedOn: received.toString(),
    isOpen: status !== 'closed',
    ...defined({ days }),
  };
}

function daysBetween(received: Temporal.PlainDate, endedAt: string, zone: string): number {
  return received.until(civilDateOf(endedAt, zone), { largestUnit: 'days' }).days;
}

function figuresOf(right: string, requests: readonly Counted[]): RightMetrics {
  const outcomes: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of requests) if (outcome) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  const days = requests.flatMap((request) => request.days ?? []).sort((a, b) => a - b);
  return {
    right,
    received: requests.length,
    open: requests.filter(({ isOpen }) => isOpen).length,
    outcomes,
    medianDays: days.length === 0 ? null : medianOf(days),
    meanDays: days.length === 0 ? null : Math.round((10 * days.reduce((a, b) => a + b)) / days.length) / 10,
  };
}

function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  const [below = 0, above = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (below + above) / 2;
}

export function metricsLines(figures: readonly RightMetrics[]): string[] {
  if (figures.length === 0) return ['No requests in this period.'];
  const rows = figures.map((line) => [
    line.right,
    String(line.received),
    String(line.open),
    Object.entries(line.outcomes)
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(', ') || '-',
    line.medianDays === null ? '-' : `${line.medianDays} / ${line.meanDays}`,
  ]);
  return textTable(['right', 'received', 'open', 'outcomes', 'days, median / mean'], rows);
}
