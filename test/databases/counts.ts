import { type Counted, causeOf, count, lines, SHARE } from './counted';
import type { Outcome } from './drive';
import type { Verdict } from './judge';

interface Tried {
  readonly seed: number;
  /** Whether something in it is for staff to decide. */
  readonly isOpen: boolean;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
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
      `${this.#possible} that leave nothing to staff: ${this.#carriedOut} carried out (${share} %)`,
      ...lines('  not carried out', this.#stopped),
      ...lines('staff must decide something', this.#open),
      ...lines('LIES', this.#lies),
    ].join('\n');
  }
}
