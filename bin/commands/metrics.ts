import { civilDateOf } from '../../functions/domain/civil-time';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import { receivedOn } from '../../functions/domain/due-dates';
import type { Outcome } from '../../functions/domain/event-facts';
import { lastOf } from '../../functions/domain/log-entries';
import type { RequestRegister } from '../../functions/domain/ports';
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
  const figures = await onRegister(options.config, console.env, ({ register }) =>
    requestMetrics(register, options),
  );
  if (options.json) printJson(console.stdout, figures);
  else printLines(console.stdout, metricsLines(figures));
  return exitCodes.done;
}

/** Counts the requests received in a period, by right. */
export async function requestMetrics(
  register: Pick<RequestRegister, 'summaries' | 'load'>,
  { from = '0000-01-01', to = '9999-12-31' }: { readonly from?: string; readonly to?: string },
): Promise<RightMetrics[]> {
  const byRight = new Map<string, DataSubjectRequest[]>();
  for await (const { requestId } of register.summaries()) {
    const request = await register.load(requestId);
    const day = receivedOn(request).toString();
    if (day >= from && day <= to)
      byRight.set(request.right, [...(byRight.get(request.right) ?? []), request]);
  }
  return [...byRight.entries()].sort().map(([right, requests]) => figuresOf(right, requests));
}

function figuresOf(right: string, requests: readonly DataSubjectRequest[]): RightMetrics {
  const outcomes: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of requests) if (outcome) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  const days = requests.flatMap(daysTaken).sort((a, b) => a - b);
  return {
    right,
    received: requests.length,
    open: requests.filter((request) => request.status !== 'closed').length,
    outcomes,
    medianDays: days.length === 0 ? null : medianOf(days),
    meanDays: days.length === 0 ? null : Math.round((10 * days.reduce((a, b) => a + b)) / days.length) / 10,
  };
}

function daysTaken(request: DataSubjectRequest): number[] {
  const closed = request.status === 'closed' ? lastOf(request.log, 'closed') : undefined;
  if (!closed) return [];
  return [
    receivedOn(request).until(civilDateOf(closed.at, request.received.zone), { largestUnit: 'days' }).days,
  ];
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
