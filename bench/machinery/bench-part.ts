import type { DeskWalk } from '../../local/demo/desk-walk';
import type { SeededRandom } from '../../local/sample-shop/seeded-random';
import type { BenchDatabase } from './bench-database';
import type { BenchSizes } from './bench-sizes';
import type { Spread } from './spread';

/** What one part of the bench is given. */
export interface BenchContext {
  readonly sizes: BenchSizes;
  readonly random: SeededRandom;
  /** Prints a line of progress. */
  readonly say: (line: string) => void;
  /** Throws `SkippedError` where there is no PostgreSQL. */
  readonly database: () => Promise<BenchDatabase>;
  /** The desk of the sample shop that all parts share. Each asks for people of its own. */
  readonly desk: () => Promise<DeskWalk>;
}

/** A part of the bench: one question that a user would ask. */
export interface BenchPart {
  readonly name: string;
  /** The question, for people. */
  readonly asks: string;
  run(context: BenchContext): Promise<PartFindings>;
}

export interface PartFindings {
  readonly figures: readonly Figure[];
  readonly gates: readonly Gate[];
  /** What a reader must know to read the figures rightly. */
  readonly notes?: readonly string[];
}

/** One thing measured, beside others that did the same work in the same run. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  /** Present where a higher number is better. */
  readonly better?: 'more';
  /** Rightsdesk first. */
  readonly measured: readonly Measured[];
}

export interface Measured extends Spread {
  readonly who: string;
}

/** A count, a number of bytes or a ratio that has a goal. A time is never one: it depends on the machine. */
export interface Gate {
  readonly what: string;
  readonly unit:
    | 'calls'
    | 'items'
    | 'bytes'
    | 'KiB'
    | 'read units'
    | 'times'
    | 'MB'
    | 'requests'
    | 'USD'
    | 'transitions';
  readonly counted: number;
  /** What the design wants, at most. */
  readonly goal: number;
  /** Above it the bench ends with an exit code other than 0. @default the goal */
  readonly held?: number;
}

/** The name under which this project's own measurements stand. */
export const OURS = 'Rightsdesk';

/** A figure from measurements by name: ours, then others in the order in which they are shown. */
export function figureOf(
  what: string,
  unit: string,
  { [OURS]: ours, ...others }: Readonly<Record<string, Spread>>,
): Figure {
  if (ours === undefined) throw new Error(`${what} was not measured on ${OURS}`);
  const measured = Object.entries({ [OURS]: ours, ...others });
  return { what, unit, measured: measured.map(([who, spread]) => ({ who, ...spread })) };
}

/**
 * How many times the effort of another we need, by the best measurement of each: other work on the machine
 * disturbs it least. Throws if there is no such other.
 */
export function ratioTo({ what, measured, better }: Figure, other: string): number {
  const [ours, theirs] = [OURS, other].map((name) => measured.find(({ who }) => who === name));
  if (!ours || !theirs) throw new Error(`${what} was not measured beside ${other}`);
  return better === 'more' ? theirs.p90 / ours.p90 : ours.min / theirs.min;
}

/** The gate on {@link ratioTo}. */
export function ratioGate(figure: Figure, other: string, limits: Pick<Gate, 'goal' | 'held'>): Gate {
  return {
    what: `${figure.what}: as many times the effort of ${other}`,
    unit: 'times',
    counted: ratioTo(figure, other),
    ...limits,
  };
}
