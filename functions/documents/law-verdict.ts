import { type CitedLaw, isCategoryWithin, type LawView, shownByLaw } from '../domain/never-shown';
import type { FieldVerdict } from './field-verdict';
import { heldText } from './held-text';
import type { NamedKind } from './manual-answer';

/**
 * How the governing laws treat a field of these categories; undefined where all of them let it be shown.
 * Where the category is wider than what a law forbids, the exact kind is unknown: the field is named by its
 * title and by everything it may be.
 */
export function lawVerdict(
  laws: readonly LawView[],
  categories: readonly string[],
): FieldVerdict | undefined {
  const shown = shownByLaw(laws, categories);
  if (shown.kind === 'shown') return undefined;
  const { forbidden, owed } = shown;
  if (shown.kind === 'unclear') {
    return {
      because: 'unclear',
      ground: unclearWords(shown.words, forbidden),
      article: articlesOf(forbidden),
      between: { forbidden, owed: [], words: shown.words },
    };
  }
  const held = heldText(categories.filter((one) => isForbidden(laws, one))) ?? shown.words;
  if (shown.kind === 'described') {
    return {
      because: 'never-shown',
      held,
      ground: `${lawNames(forbidden)} ${lets(forbidden)} us tell you that we hold it, and not show it`,
      article: articlesOf(forbidden),
    };
  }
  return {
    because: 'conflict',
    held,
    ground: conflictWords(forbidden, owed),
    article: articlesOf([...forbidden, ...owed]),
    between: { forbidden, owed, words: shown.words },
  };
}

/** A field may have several categories, and only the forbidden ones are named and not shown. */
function isForbidden(laws: readonly LawView[], category: string): boolean {
  const kinds = laws.flatMap(({ forbids }) => forbids.flatMap(({ categories }) => categories));
  return kinds.some((one) => isCategoryWithin(category, one));
}

/**
 * Every kind of data that the governing laws let us only name, for staff who export by hand: each kind once,
 * in its own words.
 */
export function namedKinds(
  laws: readonly LawView[],
): { readonly words: string; readonly verdict: NamedKind }[] {
  const kinds = laws.flatMap(({ forbids }) => forbids);
  const listed = kinds.flatMap(({ words, categories }) => {
    const first = categories.slice(0, 1);
    const verdict = lawVerdict(laws, first);
    return verdict ? [{ words, verdict: { ...verdict, held: words, categories: first } }] : [];
  });
  return listed.filter((one, at) => listed.findIndex(({ words }) => words === one.words) === at);
}

function conflictWords(forbidden: readonly CitedLaw[], owed: readonly CitedLaw[]): string {
  return `${lawNames(forbidden)} ${lets(forbidden)} us only tell you that we hold it, while ${lawNames(owed)} ${owed.length > 1 ? 'give' : 'gives'} you a copy; we followed the one that shows less. If you want to see it, write to us`;
}

function unclearWords(what: string, forbidden: readonly CitedLaw[]): string {
  return `our records do not say exactly what it is; if it is what ${lawNames(forbidden)} ${lets(forbidden)} us only name (${what}), we may not show it. If you want to see it, write to us`;
}

function lets(laws: readonly CitedLaw[]): string {
  return laws.length > 1 ? 'let' : 'lets';
}

/** "the CCPA and the GDPR". */
export function lawNames(laws: readonly CitedLaw[]): string {
  return laws.map(({ law }) => `the ${law}`).join(' and ');
}

/** Each article once, as a citation. */
export function articlesOf(laws: readonly CitedLaw[]): string {
  return [...new Set(laws.map(({ article }) => article).filter((article) => article !== ''))].join('; ');
}
