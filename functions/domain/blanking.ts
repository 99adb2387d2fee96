import { isConstant } from './blank';
import type { CollectionMap } from './data-map';

/**
 * What an anonymisation does to a record of one collection, with the titles that its fields have for people.
 */
export interface Blanking {
  readonly blanked: readonly string[];
  /** Fields of which only parts are blanked. */
  readonly inPart: readonly string[];
  readonly stay: readonly string[];
  /**
   * Every field about people is blanked as a whole; only then may an answer say that the record is no longer
   * linked to the person.
   */
  readonly unlinked: boolean;
  /** The record is marked as deleted; the fields of the mark are in no list. */
  readonly marked?: true;
}

/** What an anonymisation blanks here and what it leaves, according to the map. */
export function blankingOf({ fields, marks = [] }: Pick<CollectionMap, 'fields' | 'marks'>): Blanking {
  const told = fields.filter(({ name }) => !marks.includes(name));
  const titles = (fate: Fate) => told.filter((field) => fateOf(field) === fate).map(({ title }) => title);
  return {
    blanked: titles('blanked'),
    inPart: titles('in-part'),
    stay: titles('stays'),
    unlinked: told.filter(isAboutPeople).every((field) => fateOf(field) === 'blanked'),
    ...(marks.length > 0 ? { marked: true } : {}),
  };
}

type Field = CollectionMap['fields'][number];
type Fate = 'blanked' | 'in-part' | 'stays';

function fateOf({ blankWith }: Field): Fate {
  if (blankWith === undefined) return 'stays';
  if (isConstant(blankWith)) return 'blanked';
  return 'inside' in blankWith || 'messages' in blankWith ? 'in-part' : 'blanked';
}

/** By its fideslang category. A field without one may be about people. */
export function isAboutPeople({ categories, identity }: Pick<Field, 'categories' | 'identity'>): boolean {
  const about = categories.some((category) => /^user(\.|$)/.test(category));
  return identity !== undefined || categories.length === 0 || about;
}
