import { type LawSays, type LawView, shownByLaw } from '../domain/never-shown';
import type { Verdict } from './disclosure-rules';
import { heldWords } from './held-words';

/** What the governing laws make of showing a field of these categories; undefined where all of them let it be shown. */
export function lawVerdict(laws: readonly LawView[], categories: readonly string[]): Verdict | undefined {
  const shown = shownByLaw(laws, categories);
  if (shown.kind === 'shown') return undefined;
  // What it may be is not what it is: only its own category says that.
  const held = heldWords(categories) ?? (shown.kind === 'unclear' ? undefined : shown.words);
  const named = held === undefined ? {} : { held };
  const { forbidden, owed } = shown;
  if (shown.kind === 'described') {
    return {
      because: 'never-shown',
      ...named,
      ground: `${lawNames(forbidden)} ${lets(forbidden)} us tell you that we hold it, and not show it`,
      article: articlesOf(forbidden),
    };
  }
  return {
    because: shown.kind,
    ...named,
    ...(shown.kind === 'conflict'
      ? { ground: conflictWords(forbidden, owed), article: articlesOf([...forbidden, ...owed]) }
      : { ground: unclearWords(shown.words, forbidden), article: articlesOf(forbidden) }),
    between: { forbidden, owed: shown.kind === 'conflict' ? owed : [], words: shown.words },
  };
}

/** Every kind that the governing laws let us only name, as a list for whoever exports by hand: each kind once, by its own words. */
export function namedKinds(
  laws: readonly LawView[],
): { readonly words: string; readonly verdict: Verdict }[] {
  const kinds = laws.flatMap(({ forbids }) => forbids);
  const listed = kinds.flatMap(({ words, categories }) => {
    const verdict = lawVerdict(laws, categories.slice(0, 1));
    return verdict ? [{ words, verdict: { ...verdict, held: words } }] : [];
  });
  return listed.filter((one, at) => listed.findIndex(({ words }) => words === one.words) === at);
}

function conflictWords(forbidden: readonly LawSays[], owed: readonly LawSays[]): string {
  return `${lawNames(forbidden)} ${lets(forbidden)} us only tell you that we hold it, while ${lawNames(owed)} ${owed.length > 1 ? 'give' : 'gives'} you a copy; we followed the one that shows less. If you want to see it, write to us`;
}

function unclearWords(what: string, forbidden: readonly LawSays[]): string {
  return `our records do not say exactly what it is; if it is what ${lawNames(forbidden)} ${lets(forbidden)} us only name (${what}), we may not show it. If you want to see it, write to us`;
}

function lets(laws: readonly LawSays[]): string {
  return laws.length > 1 ? 'let' : 'lets';
}

/** "the CCPA and the GDPR". */
export function lawNames(laws: readonly LawSays[]): string {
  return laws.map(({ law }) => `the ${law}`).join(' and ');
}

/** Each article once, as a citation. */
export function articlesOf(laws: readonly LawSays[]): string {
  return [...new Set(laws.map(({ article }) => article).filter((article) => article !== ''))].join('; ');
}
