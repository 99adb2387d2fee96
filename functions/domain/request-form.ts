import * as z from 'zod/mini';
import { rightNames } from './rights';

/**
 * What the public form and staff entry take in. Addresses are kept byte for byte as typed, apart from surrounding white space: folding them by Unicode rules
 * has let strangers into other people's accounts.
 */
export const RequestForm = z.object({
  right: z.enum(rightNames as [string, ...string[]]),
  forWhom: z.enum(['self', 'child', 'represented', 'deceased']),
  relation: z.enum(['customer', 'employee', 'other']),
  email: z.string().check(z.trim(), z.minLength(3), z.maxLength(254), z.refine(isPlainAddress)),
  name: z.optional(z.string().check(z.overwrite(onOneLine), z.trim(), z.maxLength(200), z.refine(isTypable))),
  message: z.optional(
    z.string().check(z.overwrite(withPlainBreaks), z.trim(), z.maxLength(4000), z.refine(isTypable)),
  ),
  /** Of whoever asks to see their data: the kinds alone. Absent: the data as well. */
  wants: z.optional(z.literal('categories')),
  /** Country, or country and state, where the person lives: `DE`, `US-CA`. */
  livesIn: z.optional(z.string().check(z.regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/))),
});

export type RequestForm = z.infer<typeof RequestForm>;

/** What came by letter or telephone may have no address; then `postal` says how the person is reached. */
export const EnteredForm = z.extend(z.omit(RequestForm, { email: true }), {
  email: z.optional(RequestForm.shape.email),
  postal: z.optional(
    z.string().check(z.overwrite(withPlainBreaks), z.trim(), z.maxLength(500), z.refine(isTypable)),
  ),
});

export type EnteredForm = z.infer<typeof EnteredForm>;

/** One address and nothing beside it: no separators, quotes, brackets, white space or control characters. */
export function isPlainAddress(address: string): boolean {
  return /^[^\s<>,;:"()[\]\\@\p{Cc}]+@[^\s<>,;:"()[\]\\@\p{Cc}]+\.[^\s<>,;:"()[\]\\@.\p{Cc}]+$/u.test(
    address,
  );
}

/**
 * Breaks that programs write and keyboards do not have: the vertical tab of word processors, the form feed of a PDF, the next line of mainframes, and the two
 * separators of Unicode. They come along when somebody pastes a letter.
 */
const BREAKS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;

function withPlainBreaks(text: string): string {
  return text.replace(BREAKS, '\n');
}

function onOneLine(text: string): string {
  return withPlainBreaks(text).replace(/[\n\t]+/g, ' ');
}

/** Line breaks and tabs are part of a message; other control characters are not part of any text, nor is the sign that stands for bytes that were no text. */
function isTypable(text: string): boolean {
  return !/[\p{Cc}\ufffd]/u.test(text.replace(/[\n\t]/g, ''));
}
