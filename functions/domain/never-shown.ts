import type { Regime } from './deadlines/law';

/**
 * What one governing law says about showing people their own data: which kinds it forbids, while it requires
 * a copy of all others.
 */
export interface LawView {
  /** Name for people: "CCPA". */
  readonly law: string;
  /** The article that gives the right to the copy; empty where the law does not give it. */
  readonly article: string;
  /** The law binds the desk; a law that is followed voluntarily never narrows one that binds. */
  readonly binds: boolean;
  /** Empty for a law without such a list. */
  readonly forbids: readonly ForbiddenKind[];
}

interface ForbiddenKind {
  /** "financial account number". */
  readonly words: string;
  readonly article: string;
  readonly categories: readonly string[];
}

/** A law with the article in question. */
export interface CitedLaw {
  readonly law: string;
  readonly article: string;
}

/**
 * - `shown`: no law forbids it, or only one that may not narrow another.
 * - `described`: the answer says that it is held, and not its value.
 * - `conflict`: one law forbids it and another of the same weight requires the copy. Described, until staff
 *   decide.
 * - `unclear`: the category is too wide to tell whether a law forbids it. Described, until staff decide.
 */
type ShownByLaw =
  | { readonly kind: 'shown' }
  | {
      readonly kind: 'described' | 'conflict' | 'unclear';
      /** What the law calls it; for `unclear`, all that it may be. */
      readonly words: string;
      readonly forbidden: readonly CitedLaw[];
      readonly owed: readonly CitedLaw[];
    };

/**
 * Whether a field of these categories may be shown to the data subject, by all laws that govern the request.
 * 11 CCR 7024(d) and the state laws after it forbid disclosing some numbers in answer to a request to know;
 * Art. 15(3) GDPR requires a copy of all of them.
 *
 * @param categories with those that a custom category was declared to be like
 */
export function shownByLaw(laws: readonly LawView[], categories: readonly string[]): ShownByLaw {
  const sure = verdictOf(laws, categories);
  if (sure.kind !== 'shown') return sure;
  const wide = verdictOf(laws, belowOf(laws, categories));
  return wide.kind === 'shown' ? sure : { ...wide, kind: 'unclear', words: mayBe(laws, categories, wide) };
}

/** All that the laws forbid and such a wide category may hold, in their own words. */
function mayBe(
  laws: readonly LawView[],
  categories: readonly string[],
  { forbidden }: { readonly forbidden: readonly CitedLaw[] },
): string {
  const heard = laws.filter(({ law }) => forbidden.some((one) => one.law === law));
  const kinds = heard.flatMap(({ forbids }) =>
    forbids.filter((kind) => covers(kind, belowOf(laws, categories))),
  );
  const words = [...new Set(kinds.map((kind) => kind.words))];
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/**
 * What a law forbids below one of these categories: `user.financial` may be the number of an account, or a
 * sum.
 */
function belowOf(laws: readonly LawView[], categories: readonly string[]): string[] {
  const forbidden = laws.flatMap(({ forbids }) => forbids.flatMap((kind) => kind.categories));
  return forbidden.filter((one) => categories.some((category) => one.startsWith(`${category}.`)));
}

function verdictOf(laws: readonly LawView[], categories: readonly string[]): ShownByLaw {
  const says = laws.map((view) => ({ view, kind: view.forbids.find((one) => covers(one, categories)) }));
  const concerned = says.filter(({ view, kind }) => kind || view.article !== '');
  const binding = concerned.filter(({ view }) => view.binds);
  const heard = binding.length > 0 ? binding : concerned;
  const forbidden = heard.flatMap(({ view, kind }) =>
    kind ? [{ law: view.law, article: kind.article, words: kind.words }] : [],
  );
  const owed = heard.flatMap(({ view, kind }) => (kind ? [] : [{ law: view.law, article: view.article }]));
  const [first] = forbidden;
  if (!first) return { kind: 'shown' };
  return {
    kind: owed.length > 0 ? 'conflict' : 'described',
    words: first.words,
    forbidden: forbidden.map(({ law, article }) => ({ law, article })),
    owed,
  };
}

function covers({ categories }: ForbiddenKind, of: readonly string[]): boolean {
  return of.some((category) => categories.some((one) => isCategoryWithin(category, one)));
}

/** Whether a category is another one, or below it. */
export function isCategoryWithin(category: string, parent: string): boolean {
  return category === parent || category.startsWith(`${parent}.`);
}

/** The kinds that a law forbids to show in answer to a request received on this plain date. */
export function forbiddenKinds(regime: Regime, receivedOn: string): ForbiddenKind[] {
  const article = regime.sources[regime.neverDiscloseSource ?? '']?.article ?? '';
  return regime.neverDisclose
    .filter(({ effective = '' }) => effective <= receivedOn)
    .map(({ words, categories = [] }) => ({ words, categories, article }));
}
