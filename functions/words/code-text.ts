import { instantText } from './date-text';

/**
 * What a page says when no further code can be mailed for now.
 *
 * @param next - instant from which one can be
 */
export function tooManyCodesText(
  next: string,
  limits: { readonly hour: number; readonly day: number },
  zone: string,
): string {
  return `We mail at most ${limits.hour} codes an hour and ${limits.day} a day. The newest one works until we can send the next, from ${instantText(next, zone)} at the earliest. If it does not work on this page, open the link in its mail.`;
}

/**
 * What a page says about a code that does not work on it: it has ended, or too many others were typed on this
 * page.
 */
export const codeEndedText =
  'This code does not work on this page. Open the link in the newest mail with a code and type it there, or ask for a new one.';
