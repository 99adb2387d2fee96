import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** Kinds of functions whose time is told apart. */
export const callKinds = ['page', 'step', 'store', 'package'] as const;
export type CallKind = (typeof callKinds)[number];

const mean = z.strictObject({
  /** Milliseconds of a processor. */
  processorMs: z.number().nonnegative(),
  /** Calls of AWS. */
  awsCalls: z.number().nonnegative(),
});

const measuredTimes = z.strictObject({
  /** Civil date. */
  measured: z.iso.date(),
  node: z.string(),
  cpu: z.string(),
  /** Requests that went from the form to their end. */
  requests: z.number(),
  /** What one call of a function takes, in the mean. */
  calls: z.strictObject(
    Object.fromEntries(callKinds.map((kind) => [kind, mean])) as Record<CallKind, typeof mean>,
  ),
  /** Calls of DynamoDB that each further order of the person adds to an erasure. */
  callsAnOrder: z.number().nonnegative(),
});

/**
 * What functions used on a machine of ours, with the emulators that answered them: more than functions alone.
 */
export type MeasuredTimes = z.infer<typeof measuredTimes>;

const FILE = join(__dirname, 'measured-times.json');

export function readMeasuredTimes(): MeasuredTimes {
  return measuredTimes.parse(JSON.parse(readFileSync(FILE, 'utf8')));
}

export function writeMeasuredTimes(times: MeasuredTimes): void {
  writeFileSync(FILE, `${JSON.stringify(measuredTimes.parse(times), null, 2)}\n`);
}
