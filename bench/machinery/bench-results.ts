import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const measured = z.strictObject({
  who: z.string(),
  median: z.number(),
  min: z.number(),
  p90: z.number(),
  runs: z.number(),
});

const gate = z.strictObject({
  what: z.string(),
  unit: z.string(),
  counted: z.number(),
  goal: z.number(),
  held: z.number().optional(),
});

const machine = z.strictObject({
  node: z.string(),
  cpu: z.string(),
  cores: z.number(),
  memoryGib: z.number(),
  postgres: z.string().optional(),
});

const part = z.strictObject({
  name: z.string(),
  /** Where it ran, if elsewhere than the others. */
  machine: machine.optional(),
  asks: z.string(),
  /** Instant at which it began. */
  at: z.iso.datetime(),
  seconds: z.number(),
  /** Processes that were busy or waiting, before and after. */
  load: z.tuple([z.number(), z.number()]),
  figures: z.array(
    z.strictObject({
      what: z.string(),
      unit: z.string(),
      better: z.literal('more').optional(),
      measured: z.array(measured),
    }),
  ),
  gates: z.array(gate),
  notes: z.array(z.string()).optional(),
  /** Why it did not run. */
  skipped: z.string().optional(),
});

export const benchResults = z.strictObject({
  machine,
  sizes: z.enum(['full', 'quick', 'tiny']),
  seed: z.number(),
  parts: z.array(part),
});

/** What a run of the bench found. */
export type BenchResults = z.infer<typeof benchResults>;
export type PartResults = z.infer<typeof part>;

/** The last run; not in the repository. */
export const LAST_RUN = join(__dirname, '..', 'results.json');
/** A run on a quiet machine, from which docs/performance.md is made. */
export const KEPT_RUN = join(__dirname, '..', 'kept-results.json');

export function readResults(file: string): BenchResults {
  return benchResults.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Writes the results, numbers rounded to four digits. */
export function writeResults(file: string, results: BenchResults): void {
  const text = JSON.stringify(
    benchResults.parse(results),
    (_, value: unknown) => (typeof value === 'number' ? rounded(value) : value),
    2,
  );
  writeFileSync(file, `${text}\n`);
}

function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(4));
}

/** A sentence for each gate that did not hold. */
export function broken(parts: readonly PartResults[]): string[] {
  return parts.flatMap(({ name, gates }) =>
    gates
      .filter(({ counted, goal, held = goal }) => counted > held)
      .map(
        ({ what, unit, counted, goal, held = goal }) =>
          `${name}: ${what}: ${rounded(counted)} ${unit}, held to ${rounded(held)}`,
      ),
  );
}

/**
 * Results with the parts of a later run in the place of those of the same name. What ran on another machine
 * says so: times of two machines are never compared, only those of one part.
 *
 * @throws Error when the runs are of different sizes
 */
export function mergedResults(before: BenchResults, after: BenchResults): BenchResults {
  if (before.sizes !== after.sizes)
    throw new Error('the kept results are of another size: run all parts again, without --only');
  const isSame = JSON.stringify(before.machine) === JSON.stringify(after.machine);
  const parts = isSame ? after.parts : after.parts.map((one) => ({ ...one, machine: after.machine }));
  const later = new Map(parts.map((one) => [one.name, one]));
  const kept = before.parts.map((one) => later.get(one.name) ?? one);
  const added = parts.filter(({ name }) => !before.parts.some((one) => one.name === name));
  return { ...before, seed: after.seed, parts: [...kept, ...added] };
}
