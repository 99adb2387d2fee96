import * as z from 'zod/mini';
import { isTypable, withPlainBreaks } from './typed-text';

/** So many points the form asks for; whoever has more writes them into the message. */
export const MOST_POINTS = 3;

function textUpTo(longest: number) {
  return z
    .string()
    .check(z.overwrite(withPlainBreaks), z.trim(), z.minLength(1), z.maxLength(longest), z.refine(isTypable));
}

/**
 * One thing that is wrong: which, what it says now as far as the person knows, what is right, and what shows
 * it.
 */
export const CorrectionPoint = z.object({
  wish: z.enum(['change', 'remove', 'add']),
  what: textUpTo(200),
  now: z.optional(textUpTo(500)),
  /** Absent where it is only to be taken out. */
  right: z.optional(textUpTo(1_000)),
  shows: z.optional(textUpTo(1_000)),
});

export type CorrectionPoint = z.infer<typeof CorrectionPoint>;
