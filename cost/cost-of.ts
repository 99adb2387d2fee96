import { type Counts, waitNamed } from './counts';
import { ACCESS_LOG_BYTES, functionNamed, LOG_BYTES, secondsOf } from './lambda-time';
import type { MeasuredTimes } from './measured-times';
import type { PriceFile, PriceName } from './prices';
import { UNITS_A_CALL } from './table-units';

/** US dollars by purpose. */
export interface Cost {
  readonly transitions: number;
  readonly lambda: number;
  readonly mails: number;
  readonly tables: number;
  readonly objects: number;
  readonly keys: number;
  readonly pages: number;
  readonly logs: number;
  readonly traffic: number;
}

const GIGABYTE = 1e9;
/** Lambda's gigabyte has 1,024 megabytes. */
const MEGABYTES = 1_024;

export interface CostBasis {
  readonly prices: PriceFile['prices'];
  /** Megabytes of each function, without `rightsdesk-`; `store` for those of the stores. */
  readonly memory: ReadonlyMap<string, number>;
  readonly times: MeasuredTimes['calls'];
}

/** The cost of counts at list price. Throws for a function of unknown memory. */
export function costOf(counts: Counts, basis: CostBasis): Cost {
  const at = (name: PriceName, units: number) => basis.prices[name].usd * units;
  const calls = callsOf(counts);
  return {
    transitions: at('stateTransition', counts.transitions),
    lambda: at('invocation', calls) + at('gigabyteSecond', gigabyteSeconds(counts, basis)),
    mails: at('mail', counts.mails),
    tables:
      at('readUnit', UNITS_A_CALL.read * counts.tableReads) +
      at('writeUnit', UNITS_A_CALL.write * counts.tableWrites),
    objects: at('objectWrite', counts.objectWrites) + at('objectRead', counts.objectReads),
    keys: at('keyCall', counts.keyCalls) + at('parameterCall', counts.parameterCalls),
    pages: at('page', counts.pages),
    logs: at('logGigabyte', (calls * LOG_BYTES + counts.pages * ACCESS_LOG_BYTES) / GIGABYTE),
    traffic: at('gigabyteOut', counts.bytesOut / GIGABYTE),
  };
}

/** The sum of all parts. */
export function dollarsOf(cost: Cost): number {
  return Object.values(cost).reduce((sum: number, dollars: number) => sum + dollars, 0);
}

/**
 * The monthly cost of storing the bytes of some requests. Tables count twice: themselves, and for
 * point-in-time recovery.
 */
export function storageMonth(counts: Counts, { prices }: Pick<CostBasis, 'prices'>): number {
  const table = prices.tableGigabyteMonth.usd + prices.recoveryGigabyteMonth.usd;
  return (counts.tableBytes * table + counts.objectBytes * prices.objectGigabyteMonth.usd) / GIGABYTE;
}

export function callsOf({ invocations }: Counts): number {
  return Object.values(invocations).reduce((sum, times) => sum + times, 0);
}

/**
 * Gigabyte-seconds of all calls and of the functions that wait for stores meanwhile, each with its own
 * memory. Throws for a function of unknown memory.
 */
export function gigabyteSeconds(
  { invocations, waits }: Counts,
  { memory, times }: Pick<CostBasis, 'memory' | 'times'>,
): number {
  const megabytesOf = (name: string) => {
    const megabytes = memory.get(functionNamed(name));
    if (megabytes === undefined) throw new Error(`the memory of the function ${name} is not known`);
    return megabytes;
  };
  const secondsFor = (name: string) => secondsOf(name, { megabytes: megabytesOf(name), times });
  const working = Object.entries(invocations).map(
    ([name, count]) => count * secondsFor(name) * megabytesOf(name),
  );
  const waiting = Object.entries(waits).map(([name, count]) => {
    const { caller, call } = waitNamed(name);
    return count * secondsFor(call) * megabytesOf(caller);
  });
  return [...working, ...waiting].reduce((sum, one) => sum + one, 0) / MEGABYTES;
}
