import type { Counts } from '../../../cost/counts';
import type { RecordedCall } from '../call-recorder';

/** Where a cost comes from: one call, page, execution or wait. No values and no keys, so nothing of whom. */
export interface LedgerLine {
  /** The request or hour it was counted for: `access`. */
  readonly walk: string;
  /**
   * The function that called; `person` for a page, `schedule` for what the rehearsal calls as a schedule
   * would.
   */
  readonly caller: string;
  readonly service: string;
  readonly operation: string;
  /** The table, the bucket, or the function that was called. */
  readonly of?: string;
  /** What comes once, or what the stores brought. */
  readonly part: 'once' | 'stores';
  /** As far as anything was counted. */
  readonly counts: Partial<Counts>;
}

/** The first part of what a call was about: never a key. */
export function placeOf({ service, resource }: Pick<RecordedCall, 'service' | 'resource'>): { of?: string } {
  const [of] = resource.split('/');
  return ['dynamodb', 's3', 'lambda'].includes(service) && of ? { of } : {};
}

/** JSON lines, one for each that counts for something. */
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
