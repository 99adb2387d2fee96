import * as z from 'zod/mini';
import { RequestForm } from '../domain/request-form';

/** ISO 8601 in UTC. */
export const instant = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/));

/** A customer as the shop knows them. */
export const SignalledCustomer = z.strictObject({
  by: z.literal('email'),
  value: RequestForm.shape.email,
});

export type SignalledCustomer = z.infer<typeof SignalledCustomer>;

/** What the shop's server says when it has seen the signal in a customer's session. */
export const SignalBody = z.strictObject({
  customer: SignalledCustomer,
  signal: z.literal('gpc'),
  livesIn: z.optional(RequestForm.shape.livesIn),
  /** The customer's own setting at the shop allows the sale, since then. */
  allowsSince: z.optional(instant),
  programme: z.optional(z.enum(['not-asked', 'affirmed', 'declined'])),
});

export type SignalBody = z.infer<typeof SignalBody>;
