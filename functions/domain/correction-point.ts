import * as z from 'zod/mini';
import { isTypable, withPlainBreaks } from './typed-text';

/** How many points the form asks for; further ones go into the message. */
export const MAX_POINTS = 3;

function textUpTo(longest: number) {
  return z
    .string()
    .check(z.overwrite(withPlainBreaks), z.trim(), z.minLength(1), z.maxLength(longest), z.refine(isTypable));
}

/**
 * One thing that is wrong: the datum, its present value as far as the requester knows, the right value, and
 * the evidence.
 */
export const CorrectionPoint = z.object({
  wish: z.enum(['change', 'remove', 'add']),
  what: textUpTo(200),
  now: z.optional(textUpTo(500)),
  /** Absent where the value is only to be removed. */
  right: z.optional(textUpTo(1_000)),
  shows: z.optional(textUpTo(1_000)),
});

export type CorrectionPoint = z.infer<typeof CorrectionPoint>;
