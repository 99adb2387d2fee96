import * as z from 'zod/mini';
import type { LoggedEvent } from '../domain/events';

// `z.int` and `z.record` would mean the same, but add 4 KiB to every function.
/**
 * Loose, because the hash covers fields that only newer code knows. An unknown type, version or actor is no
 * error here: see `asUnderstood`.
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
 * Parses log entries. An entry that is none is damage, which must stop the request rather than be skipped.
 *
 * @throws {ZodError}
 */
export function parseLog(bodies: readonly unknown[]): LoggedEvent[] {
  return bodies.map((body) => LoggedEventShape.parse(JSON.parse(String(body))) as unknown as LoggedEvent);
}
