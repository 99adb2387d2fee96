import * as z from 'zod/mini';
import type { LoggedEvent } from '../domain/events';
import { moves } from '../domain/request-status';

// `z.int` and `z.record` would say the same, and bring 4 KiB into every function.
const LoggedEventShape = z.object({
  requestId: z.string(),
  seq: z.number().check(z.refine(Number.isSafeInteger)),
  at: z.string(),
  commandId: z.string(),
  prev: z.string(),
  hash: z.string(),
  type: z.string().check(z.refine((type) => Object.hasOwn(moves, type))),
  data: z.looseObject({}),
  actor: z.object({ kind: z.enum(['requester', 'staff', 'recipient', 'desk']), id: z.optional(z.string()) }),
  sealed: z.optional(z.string()),
});

/** Reads log entries back; an entry that is not one is a damaged register, which must stop the request rather than be skipped. */
export function parseLog(bodies: readonly unknown[]): LoggedEvent[] {
  return bodies.map((body) => LoggedEventShape.parse(JSON.parse(String(body))) as LoggedEvent);
}
