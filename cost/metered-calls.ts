import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const count = z.number().nonnegative();

const counts = z.strictObject({
  transitions: count,
  invocations: z.record(z.string(), count),
  waits: z.record(z.string(), count),
  pages: count,
  tableReads: count,
  tableWrites: count,
  objectWrites: count,
  objectReads: count,
  keyCalls: count,
  parameterCalls: count,
  mails: count,
  recipientMails: count,
  mailBytes: count,
  bytesOut: count,
  tableBytes: count,
  objectBytes: count,
});

const request = z.strictObject({ once: counts, stores: counts });

export const requestKinds = ['access', 'erasure', 'refusal', 'extension', 'optOut'] as const;
export type RequestKind = (typeof requestKinds)[number];

export const meteredCalls = z.strictObject({
  /** Civil date of the rehearsal. */
  metered: z.iso.date(),
  /** The emulator that took the calls. */
  against: z.string(),
  /** The desk file, from the root of the project. */
  desk: z.string(),
  stores: z.strictObject({ automatic: count, manual: count }),
  requests: z.strictObject(
    Object.fromEntries(requestKinds.map((kind) => [kind, request])) as Record<RequestKind, typeof request>,
  ),
  /** What the schedules run in an hour in which nothing is due. */
  idleHour: counts,
});

/** The counts of a rehearsal: numbers, without anything about persons. */
export type MeteredCalls = z.infer<typeof meteredCalls>;

export const METERED = join(__dirname, 'metered-calls.json');

export function readMeteredCalls(file = METERED): MeteredCalls {
  return meteredCalls.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The text of the file, with numbers rounded to a tenth. */
export function meteredText(metered: MeteredCalls): string {
  const rounded = JSON.stringify(metered, (_, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 10) / 10 : value,
  );
  return `${JSON.stringify(JSON.parse(rounded), null, 2)}\n`;
}
