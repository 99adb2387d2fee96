import { instantWords } from './date-words';

/**
 * What a page says where no further code is mailed for now.
 *
 * @param next - instant from which one can be
 */
export function tooManyCodes(
  next: string,
  limits: { readonly hour: number; readonly day: number },
  zone: string,
): string {
  return `We mail at most ${limits.hour} codes an hour and ${limits.day} a day. The next one can come at the earliest from ${instantWords(next, zone)} on.`;
}
