import type { Outcome } from './drive';
import type { Verdict } from './judge';

/** Of the cases that leave nothing to a person, at least so many must be carried out. */
const SHARE = 0.95;

interface Tried {
  readonly seed: number;
  /** Something in it is for a person to decide. */
  readonly isOpen: boolean;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
}

interface Counted {
  count: number;
  readonly seed: number;
}

/** Counts how cases ended, by cause, each with the first seed. */
export class Counts {
  readonly #began = performance.now();
  #cases = 0;
  #possible = 0;
  #carriedOut = 0;
  readonly #lies = new Map<string, Counted>();
  readonly #stopped = new Map<string, Counted>();
  readonly #open = new Map<string, Counted>();

  add({ seed, isOpen, outcome, verdict }: Tried): void {
    this.#cases += 1;
    for (const kind of new Set(verdict.lies.map((lie) => lie.kind))) count(this.#lies, kind, seed);
    const cause = verdict.carriedOut ? 'carried out' : causeOf(outcome);
    if (isOpen) count(this.#open, cause, seed);
    else this.#possible += 1;
    if (isOpen) return;
    if (verdict.carriedOut) this.#carriedOut += 1;
    else count(this.#stopped, cause, seed);
  }

  holds(): boolean {
    return this.#lies.size === 0 && this.#carriedOut >= SHARE * this.#possible;
  }

  firstSeeds(): [kind: string, seed: number][] {
    return [...this.#lies].map(([kind, { seed }]) => [kind, seed]);
  }

  text(): string {
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(0);
    const share = this.#possible ? ((100 * this.#carriedOut) / this.#possible).toFixed(1) : '100';
    return [
      `${this.#cases} cases in ${seconds} s`,
      `${this.#possible} that leave nothing to a person: ${this.#carriedOut} carried out (${share} %)`,
      ...lines('  not carried out', this.#stopped),
      ...lines('a person must decide something', this.#open),
      ...lines('LIES', this.#lies),
    ].join('\n');
  }
}

function causeOf({ ended, cause, faults: [first], waiting: [why] }: Outcome): string {
  if (ended === 'stopped') return cause;
  if (first)
    return `store ${first.phase}: ${first.kind ?? first.code} ${first.place?.code ?? first.place?.constraint ?? ''}`.trim();
  return why ? `told, some waits: ${why.split(':')[0]}` : 'told, and not all of it done';
}

function count(counts: Map<string, Counted>, name: string, seed: number): void {
  const known = counts.get(name);
  if (known) known.count += 1;
  else counts.set(name, { count: 1, seed });
}

function lines(title: string, counts: ReadonlyMap<string, Counted>): string[] {
  const sorted = [...counts].sort(([, a], [, b]) => b.count - a.count);
  const all = sorted.reduce((sum, [, { count }]) => sum + count, 0);
  return [
    `${title}: ${all}`,
    ...sorted.map(([name, { count, seed }]) => `  ${String(count).padStart(6)}  ${name}  (seed ${seed})`),
  ];
}
