import { nearestWord } from '../../domain/nearest-word';
import { DATA_CATEGORIES, RENAMED_CATEGORIES } from './data-categories';

/**
 * The category of fideslang that an unknown name most likely means: today's word for a name of fideslang
 * 1.x, else one that is spelt alike, else the only one that ends in the same word. Undefined when none is
 * close; the category above is never offered, since it may protect less.
 */
export function nearestCategory(unknown: string): string | undefined {
  return todaysName(unknown) ?? speltAlike(unknown) ?? sameLastWord(unknown);
}

/** Whether a name has the form that fideslang gave up in 1.2, or was renamed in 2.0. */
export function isOldName(category: string): boolean {
  return todaysName(category) !== undefined;
}

const OLD_ROOTS = /^user\.(provided|derived)(\.(non)?identifiable)?(?=\.)/;

function todaysName(old: string): string | undefined {
  const today = renamed(old.replace(OLD_ROOTS, 'user').replace(/^account(?=\.|$)/, 'user.account'));
  if (today === old) return undefined;
  return DATA_CATEGORIES.includes(today) ? today : speltAlike(today);
}

/** Some names moved more than once: `user.account.contact.city` to `user.contact.city` and on. */
function renamed(name: string): string {
  const [longest] = Object.keys(RENAMED_CATEGORIES)
    .filter((old) => name === old || name.startsWith(`${old}.`))
    .sort((a, b) => b.length - a.length);
  return longest === undefined
    ? name
    : renamed(`${RENAMED_CATEGORIES[longest]}${name.slice(longest.length)}`);
}

/** Word by word from the root, so that one wrong word does not hide the right ones after it. */
function speltAlike(unknown: string): string | undefined {
  let found = '';
  for (const word of unknown.split('.')) {
    const words = wordsBelow(found);
    const meant = words.includes(word) ? word : (longerForm(word, words) ?? nearestWord(word, words));
    if (meant === undefined) return undefined;
    found = found === '' ? meant : `${found}.${meant}`;
  }
  return found;
}

function wordsBelow(parent: string): string[] {
  const start = parent === '' ? '' : `${parent}.`;
  const below = DATA_CATEGORIES.filter((category) => category.startsWith(start));
  return [...new Set(below.map((category) => category.slice(start.length).split('.')[0] ?? ''))];
}

/** `health` for `health_and_medical`, `biometrics` for `biometric`. */
function longerForm(word: string, words: readonly string[]): string | undefined {
  return words.find((known) => known.startsWith(`${word}_`) || word === `${known}s`);
}

function sameLastWord(unknown: string): string | undefined {
  const last = `.${unknown.split('.').at(-1)}`;
  const ending = DATA_CATEGORIES.filter((category) => category.endsWith(last));
  return ending.length === 1 ? ending[0] : undefined;
}
