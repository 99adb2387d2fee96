/**
 * Longest text of a stranger that a page or mail shows; a longer one is cut and marked as cut. Characters.
 */
const MAX_LENGTH = 4000;

// Invisible characters that reorder or hide text (bidirectional controls, zero width) and control characters
// other than tab and line feed.
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is being removed
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Makes text from outside safe to look at: without characters that deceive the eye, and cut to `maxLength`
 * characters. It does not escape; the template does that.
 */
export function shownText(text: string, maxLength: number = MAX_LENGTH): string {
  const piece = text
    .slice(0, maxLength * 2)
    .replaceAll('\r\n', '\n')
    .replace(INVISIBLE, '');
  return piece.length > maxLength || text.length > maxLength * 2
    ? `${[...piece].slice(0, maxLength).join('')}…`
    : piece;
}

/** As {@link shownText}, on one line and short: for names, addresses, file names. */
export function shownName(text: string): string {
  return shownText(text, 120).replace(/\s+/g, ' ').trim();
}
