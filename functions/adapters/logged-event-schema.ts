import * as z from 'zod/mini';
import type { LoggedEvent } from '../domain/events';

// `z.int` and `z.record` would say the same, and bring 4 KiB into every function.
/**
 * Loose: what newer code adds stays, since the hash covers it. A type, version or actor that is not known
 * here is not an error: see `asUnderstood`.
 */
const LoggedEventShape = z.looseObject({
  requestId: z.string(),
  seq: z.number().check(z.refine(Number.isSafeInteger)),
  at: z.string(),
  commandId: z.string(),
  prev: z.string(),
  hash: z.string(),
  v: z.optional(z.number()),
  type: z.string(),
  data: z.looseObject({}),
  actor: z.looseObject({ kind: z.string(), id: z.optional(z.string()) }),
  sealed: z.optional(z.string()),
});

/**
 * Reads log entries back; an entry that is not one is a damaged register, which must stop the request rather
 * than be skipped.
 */
export function parseLog(bodies: readonly unknown[]): LoggedEvent[] {
  return bodies.map((body) => LoggedEventShape.parse(JSON.parse(String(body))) as unknown as LoggedEvent);
}
