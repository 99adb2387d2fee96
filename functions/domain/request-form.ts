import * as z from 'zod/mini';
import { CorrectionPoint, MAX_POINTS } from './correction-point';
import { rightNames } from './rights';
import { isTypable, withPlainBreaks } from './typed-text';

/**
 * What the public form and staff entry accept. Addresses are kept byte for byte as typed, apart from
 * surrounding white space: folding them by Unicode rules has let strangers into other people's accounts.
 */
export const RequestForm = z.object({
  right: z.enum(rightNames),
  forWhom: z.enum(['self', 'child', 'represented', 'deceased']),
  relation: z.enum(['customer', 'employee', 'other']),
  email: z.string().check(z.trim(), z.minLength(3), z.maxLength(254), z.refine(isPlainAddress)),
  name: z.optional(z.string().check(z.overwrite(onOneLine), z.trim(), z.maxLength(200), z.refine(isTypable))),
  message: z.optional(
    z.string().check(z.overwrite(withPlainBreaks), z.trim(), z.maxLength(4000), z.refine(isTypable)),
  ),
  /** For access: the categories alone. Absent: the data as well. */
  wants: z.optional(z.literal('categories')),
  /** What is wrong and what is right, point by point (Art. 16 GDPR); only for a correction. */
  corrections: z.optional(z.array(CorrectionPoint).check(z.maxLength(MAX_POINTS))),
  /** For a complaint or an appeal: the reference of what it is about, as typed. */
  about: z.optional(
    z.string().check(z.overwrite(onOneLine), z.trim(), z.maxLength(100), z.refine(isTypable)),
  ),
  /** Answers to the form's questions for one right, by the name of the question. */
  answers: z.optional(
    z.record(
      z.string().check(z.regex(/^[a-z-]{1,40}$/)),
      z.string().check(z.overwrite(withPlainBreaks), z.trim(), z.maxLength(2000), z.refine(isTypable)),
    ),
  ),
  /** Country, or country and state, where the requester lives: `DE`, `US-CA`. */
  livesIn: z.optional(z.string().check(z.regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/))),
});

export type RequestForm = z.infer<typeof RequestForm>;

/** A request by letter or telephone may have no address; then `postal` says how to reach the requester. */
export const EnteredForm = z.extend(z.omit(RequestForm, { email: true }), {
  email: z.optional(RequestForm.shape.email),
  postal: z.optional(
    z.string().check(z.overwrite(withPlainBreaks), z.trim(), z.maxLength(500), z.refine(isTypable)),
  ),
});

export type EnteredForm = z.infer<typeof EnteredForm>;

/** One address and nothing else: no separators, quotes, brackets, white space or control characters. */
export function isPlainAddress(address: string): boolean {
  return /^[^\s<>,;:"()[\]\\@\p{Cc}]+@[^\s<>,;:"()[\]\\@\p{Cc}]+\.[^\s<>,;:"()[\]\\@.\p{Cc}]+$/u.test(
    address,
  );
}

function onOneLine(text: string): string {
  return withPlainBreaks(text).replace(/[\n\t]+/g, ' ');
}
