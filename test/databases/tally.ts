import { type Counted, causeOf, count, lines, SHARE } from './counted';
import type { Tried } from './try-case';

/** Counts how cases ended, by cause, each with the first seed. */
export class Tally {
  readonly #began = performance.now();
  #cases = 0;
  #possible = 0;
  #carriedOut = 0;
  readonly #lies = new Map<string, Counted>();
  readonly #stopped = new Map<string, Counted>();
  readonly #open = new Map<string, Counted>();
  readonly #byHand = new Map<string, Counted>();

  add({ one, outcome, verdict, attempt }: Tried): void {
    this.#cases += 1;
    for (const kind of new Set(verdict.lies.map((lie) => lie.kind))) count(this.#lies, kind, one.seed);
    const cause = verdict.carriedOut ? 'carried out' : causeOf(outcome);
    if (one.omitted.length > 0 || isForPeople(one)) count(this.#open, cause, one.seed);
    else if (!attempt.can) count(this.#byHand, `${attempt.why} -> ${cause}`, one.seed);
    else {
      this.#possible += 1;
      if (verdict.carriedOut) this.#carriedOut += 1;
      else count(this.#stopped, cause, one.seed);
    }
  }

  holds(): boolean {
    return this.#lies.size === 0 && this.#carriedOut >= SHARE * this.#possible;
  }

  firstSeeds(): [kind: string, seed: number][] {
    return [...this.#lies].map(([kind, { seed }]) => [kind, seed]);
  }

  text(): string {
    const seconds = (performance.now() - this.#began) / 1000;
    const share = this.#possible ? ((100 * this.#carriedOut) / this.#possible).toFixed(1) : '100';
    return [
      `${this.#cases} cases in ${seconds.toFixed(0)} s`,
      `${this.#possible} with a complete map that plain SQL can carry out: ${this.#carriedOut} carried out (${share} %)`,
      ...lines('  not carried out', this.#stopped),
      ...lines('plain SQL cannot do it exactly', this.#byHand),
      ...lines('the map leaves something open, or staff must decide', this.#open),
      ...lines('LIES', this.#lies),
    ].join('\n');
  }
}

/** Two own records under one address: only staff may say which one is meant. */
function isForPeople({ parts }: Tried['one']): boolean {
  return parts.includes('twin-accounts');
}
