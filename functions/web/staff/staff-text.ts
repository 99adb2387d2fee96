import { shownText } from '../../words/shown-text';
import type { Fields } from '../form-fields';

export type StaffText = { readonly text: string } | { readonly problem: string };

/**
 * A text that a member of staff has to write, without characters that deceive the eye; or what is wrong with
 * it, in a sentence. `longest` in characters.
 */
export function readStaffText(fields: Fields, name: string, longest: number): StaffText {
  const typed = (fields[name] ?? '').trim();
  if (typed.length > longest)
    return { problem: `Please use at most ${longest.toLocaleString('en-GB')} characters.` };
  const text = shownText(typed, longest).trim();
  return text === '' ? { problem: 'Please write something here.' } : { text };
}
