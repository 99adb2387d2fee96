import type { Counts } from '../../../cost/counts';
import type { RecordedCall } from '../call-recorder';

/**
 * Where a cost comes from: one call, page, execution or wait. Without values and keys, so nothing about
 * persons.
 */
export interface LedgerLine {
  /** The request or hour it was counted for: `access`. */
  readonly walk: string;
  /**
   * The calling function; `person` for a page, `schedule` for what the rehearsal invokes as a schedule would.
   */
  readonly caller: string;
  readonly service: string;
  readonly operation: string;
  /** The table, the bucket, or the function that was called. */
  readonly of?: string;
  /** Whether it comes once per request, or once per store. */
  readonly part: 'once' | 'stores';
  /** Only counts that are not zero. */
  readonly counts: Partial<Counts>;
}

/** The table, bucket or function of a call: never a key. */
export function placeOf({ service, resource }: Pick<RecordedCall, 'service' | 'resource'>): { of?: string } {
  const [of] = resource.split('/');
  return ['dynamodb', 's3', 'lambda'].includes(service) && of ? { of } : {};
}

/** JSON lines, one for each entry with a count. */
export function ledgerText(lines: readonly LedgerLine[]): string {
  return lines
    .map((line) => ({ ...line, counts: withoutZeros(line.counts) }))
    .filter(({ counts }) => Object.keys(counts).length > 0)
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

function withoutZeros(counts: Partial<Counts>): Partial<Counts> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => isSomething(count)));
}

function isSomething(count: Counts[keyof Counts]): boolean {
  return typeof count === 'number' ? count !== 0 : Object.keys(count).length > 0;
}
