import type { Outcome } from './drive';

/** Of the cases that can be carried out, at least so many must be. */
export const SHARE = 0.95;

export interface Counted {
  count: number;
  readonly seed: number;
}

/** How a case ended that was not carried out. */
export function causeOf({ ended, cause, faults: [first], waiting: [why] }: Outcome): string {
  if (ended === 'stopped') return cause;
  if (first)
    return `store ${first.phase}: ${first.kind ?? first.code} ${first.place?.code ?? first.place?.constraint ?? ''}`.trim();
  return why ? `told, some waits: ${why.split(':')[0]}` : 'told, and not all of it done';
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
