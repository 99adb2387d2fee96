import type { Outcome } from './drive';

/** The share of the possible cases that must be carried out. */
export const SHARE = 0.95;

export interface Counted {
  count: number;
  readonly seed: number;
}

/** Why a case was not carried out. */
export function causeOf({ ended, cause, faults: [first], waiting: [why] }: Outcome): string {
  if (ended === 'stopped') return cause;
  if (first)
    return `store ${first.phase}: ${first.kind ?? first.code} ${first.place?.code ?? first.place?.constraint ?? ''}`.trim();
  return why ? `answered, some waits: ${why.split(':')[0]}` : 'answered, but not all of it done';
}

export function count(counts: Map<string, Counted>, name: string, seed: number): void {
  const known = counts.get(name);
  if (known) known.count += 1;
  else counts.set(name, { count: 1, seed });
}

/** A heading with the sum, and a line for each cause, the most frequent first. */
export function lines(title: string, counts: ReadonlyMap<string, Counted>): string[] {
  const sorted = [...counts].sort(([, a], [, b]) => b.count - a.count);
  const all = sorted.reduce((sum, [, { count }]) => sum + count, 0);
  return [
    `${title}: ${all}`,
    ...sorted.map(([name, { count, seed }]) => `  ${String(count).padStart(6)}  ${name}  (seed ${seed})`),
  ];
}
