import { type Cost, type CostBasis, costOf, dollarsOf, storageMonth } from './cost-of';
import { type Counts, sumOf, timesOf, wholeOf } from './counts';
import { type FixedCharge, fixedCharges } from './fixed-charges';
import { type MeasuredTimes, readMeasuredTimes } from './measured-times';
import { type MeteredCalls, type RequestKind, requestKinds } from './metered-calls';
import { type PriceFile, readPrices } from './prices';
import { memoryOf, type StackTemplate } from './stack-template';

/** One request of a kind, over the stores of the metered desk. */
export interface KindSummary {
  readonly kind: RequestKind;
  readonly counts: Counts;
  readonly cost: Cost;
  /** US dollars. */
  readonly dollars: number;
  /** What another automatic store like the metered ones adds. */
  readonly furtherStore: { readonly calls: Counts; readonly dollars: number };
}

export interface CostSummary {
  readonly prices: PriceFile;
  readonly metered: MeteredCalls;
  readonly memory: ReadonlyMap<string, number>;
  readonly times: MeasuredTimes;
  readonly kinds: readonly KindSummary[];
  /** 1,000 requests, half access, half erasure. US dollars. */
  readonly thousand: { readonly dollars: number; readonly cost: Cost; readonly mailShare: number };
  /** What storing those 1,000 costs a month. US dollars. */
  readonly thousandStored: number;
  readonly fixed: readonly FixedCharge[];
  /** The schedules of a month without requests. US dollars. */
  readonly idleSchedule: number;
  /** Fixed charges and schedule together, at list price. US dollars a month. */
  readonly idleMonth: number;
  /** The same in an account that uses its ten free alarms and metrics for nothing else. */
  readonly idleMonthAfterFree: number;
}

/** Hours of a month in AWS's price examples. */
export const MONTH_HOURS = 730;

/** Computes dollars from counts, prices and a template. */
export function summarise(
  metered: MeteredCalls,
  template: StackTemplate,
  { prices, times } = { prices: readPrices(), times: readMeasuredTimes() },
): CostSummary {
  const basis = { prices: prices.prices, memory: memoryOf(template), times: times.calls };
  const kinds = requestKinds.map((kind) => summariseKind(kind, metered, basis));
  const thousandCounts = sumOf(
    ...(['access', 'erasure'] as const).map((kind) => timesOf(wholeOf(metered.requests[kind]), 500)),
  );
  const cost = costOf(thousandCounts, basis);
  const fixed = fixedCharges(template, prices.prices);
  const idleSchedule = dollarsOf(costOf(timesOf(metered.idleHour, MONTH_HOURS), basis));
  return {
    prices,
    metered,
    memory: basis.memory,
    times,
    kinds,
    thousand: { dollars: dollarsOf(cost), cost, mailShare: cost.mails / dollarsOf(cost) },
    thousandStored: storageMonth(thousandCounts, basis),
    fixed,
    idleSchedule,
    idleMonth: fixed.reduce((sum, { dollars }) => sum + dollars, idleSchedule),
    idleMonthAfterFree: fixed.reduce((sum, { afterFree }) => sum + afterFree, idleSchedule),
  };
}

function summariseKind(kind: RequestKind, { requests, stores }: MeteredCalls, basis: CostBasis): KindSummary {
  const counts = wholeOf(requests[kind]);
  const cost = costOf(counts, basis);
  const calls = timesOf(requests[kind].stores, 1 / stores.automatic);
  const furtherStore = { calls, dollars: dollarsOf(costOf(calls, basis)) };
  return { kind, counts, cost, dollars: dollarsOf(cost), furtherStore };
}

/** The summary of a kind of request. Throws for one that was not metered. */
export function kindOf({ kinds }: Pick<CostSummary, 'kinds'>, wanted: RequestKind): KindSummary {
  const found = kinds.find(({ kind }) => kind === wanted);
  if (!found) throw new Error(`${wanted} was not metered`);
  return found;
}
