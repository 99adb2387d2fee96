import type { Counts } from '../../../cost/counts';
import { secondsOf, WHOLE_PROCESSOR } from '../../../cost/lambda-time';
import { readMeasuredTimes } from '../../../cost/measured-times';

/** How a call of a store is counted: see `Counts.invocations`. */
export type StoreCall = 'store' | 'store awake';

/** Calls of stores that followed one another. */
type Chain = readonly StoreCall[];

/** From the first call of a function until none is pending. */
interface WaitingPeriod {
  /** The longest of the completed chains. */
  longest: Chain;
  underWay: number;
}

/**
 * How long functions wait for stores. A function that asks several stores at once waits for the slowest, so
 * only the longest chain of calls counts, each of which began after another had ended. It is the longest by
 * what such calls take in the mean, not by what this one took on some laptop, and an upper bound: a call
 * counts as having waited for every one that had ended before it.
 */
export class StoreWaits {
  private readonly periods = new Map<string, WaitingPeriod>();
  private readonly calls = new Map<number, { readonly waiting: string; readonly after: Chain }>();

  /**
   * A call of a store begins.
   *
   * @param waiting - who waits; the same caller may have several calls at once
   */
  begin(nth: number, waiting: string): void {
    const period = this.periods.get(waiting) ?? { longest: [], underWay: 0 };
    period.underWay += 1;
    this.periods.set(waiting, period);
    this.calls.set(nth, { waiting, after: period.longest });
  }

  /**
   * A call has ended. Returns what the caller is charged for: nothing while other calls of it are pending.
   */
  end(nth: number, as: StoreCall): Chain {
    const call = this.calls.get(nth);
    const period = call && this.periods.get(call.waiting);
    if (!call || !period) return [as];
    this.calls.delete(nth);
    const chain = [...call.after, as];
    if (seconds(chain) > seconds(period.longest)) period.longest = chain;
    period.underWay -= 1;
    if (period.underWay > 0) return [];
    this.periods.delete(call.waiting);
    return period.longest;
  }

  /** Whether any calls are pending. */
  get areUnderWay(): boolean {
    return this.calls.size > 0;
  }
}

/** For comparison only: the memory of a store's function changes all of them alike. */
const time = { megabytes: WHOLE_PROCESSOR, times: readMeasuredTimes().calls };

function seconds(chain: Chain): number {
  return chain.reduce((sum, call) => sum + secondsOf(call, time), 0);
}

/** `search-stores for store awake`: who waits, and for what. */
export function waitsOf(caller: string, chain: Chain): Pick<Counts, 'waits'> {
  const waits: Record<string, number> = {};
  for (const call of chain) waits[`${caller} for ${call}`] = (waits[`${caller} for ${call}`] ?? 0) + 1;
  return { waits };
}
