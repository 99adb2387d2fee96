/**
 * Breaks that programs write and keyboards do not have: the vertical tab of word processors, the form feed of
 * a PDF, the next line of mainframes, and the two separators of Unicode. They come with pasted text.
 */
const BREAKS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;

/** The text with line breaks as keyboards make them. */
export function withPlainBreaks(text: string): string {
  return text.replace(BREAKS, '\n');
}

/**
 * Line breaks and tabs may be in a message; other control characters may not, nor the replacement character
 * for invalid bytes.
 */
export function isTypable(text: string): boolean {
  return !/[\p{Cc}\ufffd]/u.test(text.replace(/[\n\t]/g, ''));
}
