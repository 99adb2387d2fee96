import type { MessageRule } from './message-rule';

/**
 * What an anonymisation writes into a field: a constant or null; `random`: another value for each row, so
 * that UNIQUE and NOT NULL hold and no two people become one; `now`: the instant of the erasure, for columns
 * that mark a row as deleted; `inside`: parts of a JSON value, by their path in dots; `messages`: the
 * person's own messages of a list are taken out, the others stay.
 */
export type Blank =
  | string
  | number
  | boolean
  | null
  | { readonly random: 'text' | 'email' | 'uuid' }
  | { readonly now: true }
  | { readonly inside: Readonly<Record<string, string | number | boolean | null>> }
  | { readonly messages: MessageRule };

/** Whether every row gets the same value, so that rows can be compared with it. */
export function isConstant(blank: Blank): blank is string | number | boolean | null {
  return blank === null || typeof blank !== 'object';
}
