import * as z from 'zod/mini';
import { instantField, SignalledCustomer } from './signal-body';

/**
 * What the shop's server sends once a customer has logged in again and confirmed that the request is theirs.
 */
export const AccountBody = z.strictObject({
  customer: SignalledCustomer,
  /** As the desk's page passed it to the shop. */
  reference: z.string().check(z.regex(/^DSR(-[0-9A-Z]{4}){3}$/)),
  /** The one-time value that the desk's page passed with it. */
  once: z.string().check(z.regex(/^[\w-]{20,100}$/)),
  /** When the customer gave the password, or whatever else they log in with, for this purpose. */
  loggedInAt: instantField,
});

export type AccountBody = z.infer<typeof AccountBody>;
