import { Temporal } from 'temporal-polyfill';
import * as z from 'zod/mini';
import { toInstantText } from '../../domain/civil-time';
import { RequestForm } from '../../domain/request-form';
import { MAX_CLOCK_SKEW_MINUTES } from './signed-call';

/**
 * ISO 8601 in UTC: a day and time that exist, always in the same spelling, because instants are compared as
 * text.
 */
export const instantField = z.pipe(
  z.string().check(
    z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/),
    z.refine((text) => inOneSpelling(text) !== undefined),
  ),
  z.transform((text: string) => inOneSpelling(text) ?? text),
);

function inOneSpelling(text: string): string | undefined {
  try {
    return toInstantText(Temporal.Instant.from(text));
  } catch {
    return undefined;
  }
}

/** A customer as the shop knows them. */
export const SignalledCustomer = z.strictObject({
  by: z.literal('email'),
  value: RequestForm.shape.email,
});

export type SignalledCustomer = z.infer<typeof SignalledCustomer>;

/** What the shop's server sends when it has seen the signal in a customer's session. */
export const SignalBody = z.strictObject({
  customer: SignalledCustomer,
  signal: z.literal('gpc'),
  livesIn: z.optional(RequestForm.shape.livesIn),
  /** Since when the customer's own setting at the shop has allowed the sale. */
  allowsSince: z.optional(instantField),
  programme: z.optional(z.enum(['not-asked', 'affirmed', 'declined'])),
});

export type SignalBody = z.infer<typeof SignalBody>;

/**
 * Whether the customer's own setting is dated in the future: until that time, each signal would open another
 * request. The shop's clock may differ by as much as for a signature.
 */
export function isSettingInFuture(now: string, { allowsSince }: SignalBody): boolean {
  return (
    allowsSince !== undefined && Date.parse(allowsSince) - Date.parse(now) > MAX_CLOCK_SKEW_MINUTES * 60_000
  );
}
