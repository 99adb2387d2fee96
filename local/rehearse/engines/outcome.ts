import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../runner/json';
import { isJsonObject } from '../../runner/json';

/** The outcome of a case in an engine, without anything that differs from run to run. */
export interface ComparedOutcome {
  readonly status: string;
  /** null for an execution that did not succeed. */
  readonly output: Json;
  readonly error: string;
  /** Compared only where a case expects one, since each engine words its own errors. */
  readonly cause: Json;
  /** Number of calls, by task. */
  readonly attempts: Readonly<Record<string, number>>;
  /** Payloads of the functions, by task, in the order of the calls. */
  readonly payloads: Readonly<Record<string, readonly Json[]>>;
  /** How many different task tokens the functions got. */
  readonly tokens: number;
  /** Seconds between one call and the next. Compared only where a case expects them. */
  readonly gaps: readonly number[];
}

export type Aspect = keyof ComparedOutcome;

const ALWAYS: readonly Aspect[] = ['status', 'output', 'error', 'attempts', 'payloads', 'tokens'];

/** Seconds by which a wait may be shorter or longer than a definition says. */
export interface Tolerance {
  readonly early: number;
  readonly late: number;
}

export const EXACT: Tolerance = { early: 0.001, late: 0.001 };
/** The tolerance for an engine that really waits, on a busy machine. */
export const REAL_TIME: Tolerance = { early: 0.15, late: 0.85 };

/** The given aspects in which an engine differs from what is wanted. */
export function departures(
  wanted: Partial<ComparedOutcome>,
  found: ComparedOutcome,
  aspects: readonly Aspect[],
  tolerance: Tolerance,
): Aspect[] {
  return aspects.filter((aspect) =>
    aspect === 'gaps'
      ? !sameGaps(wanted.gaps ?? [], found.gaps, tolerance)
      : !isDeepStrictEqual(wanted[aspect], found[aspect]),
  );
}

/** The aspects in which two engines are compared: those of every case, and others that this case expects. */
export function aspectsOf(expect: Partial<ComparedOutcome>): Aspect[] {
  return [...new Set([...ALWAYS, ...(Object.keys(expect) as Aspect[])])];
}

function sameGaps(wanted: readonly number[], found: readonly number[], { early, late }: Tolerance): boolean {
  const within = (gap: number, n: number) => {
    const longer = (found[n] ?? Number.NaN) - gap;
    return longer >= -early && longer <= late;
  };
  return wanted.length === found.length && wanted.every(within);
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)$/;
const REQUEST_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The value without what differs from run to run: instants, request ids, the names of this run, the stack
 * trace in a function's error document.
 *
 * @param run - the prefix of this run's names
 */
export function withoutChance(value: Json, run: string): Json {
  if (Array.isArray(value)) return value.map((item) => withoutChance(item, run));
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, inner]) => [key, withoutChance(inner, run)]);
    return Object.fromEntries(entries) as Json;
  }
  if (typeof value !== 'string') return value;
  if (INSTANT.test(value)) return 'INSTANT';
  if (REQUEST_ID.test(value)) return 'ID';
  return errorDocument(value) ?? value.replaceAll(run, 'run');
}

/** A function's error as Lambda writes it into the cause (nodejs-exceptions.html), without its trace. */
function errorDocument(text: string): Json | undefined {
  if (!text.startsWith('{"errorType"') && !text.startsWith('{"errorMessage"')) return undefined;
  const { errorType = null, errorMessage = null } = JSON.parse(text) as Record<string, Json>;
  return { errorType, errorMessage };
}
