import type { SurveyedField } from '../../connectors/survey';
import { plainName, singularWords } from './name-words';
import type { SortedTable } from './sort-tables';
import { hasWord, KEPT_WORDS } from './table-words';

const HEALTH = 'user.health_and_medical';

/** What all rows of a table are about, by a word of its name. */
const SUBJECTS: readonly (readonly [ReadonlySet<string>, string])[] = [
  [
    new Set(
      'diagnosis prescription vaccination allergy medication therapy symptom medical health anamnesis lab'.split(
        ' ',
      ),
    ),
    HEALTH,
  ],
  [new Set('consent optout'.split(' ')), 'user.privacy_preferences'],
  [new Set('preference setting'.split(' ')), 'user.account.settings'],
];

/** The category of a field; free text in a table about health is about health. */
export function categoryFor(field: SurveyedField, table: SortedTable): string {
  const guess = table.guesses.get(field.name)?.category;
  if (guess === undefined) return fallbackCategory(field, table);
  const subject = subjectOf(table);
  return guess === 'user.content' && subject === HEALTH ? subject : guess;
}

function subjectOf({ collection, role }: SortedTable): string | undefined {
  const words = singularWords(collection.name);
  return role === 'theirs' ? SUBJECTS.find(([known]) => hasWord(words, known))?.[1] : undefined;
}

/**
 * The category of a field of which neither name nor values say anything. In rows of people nothing is
 * nobody's: it is told as well. In a table of which nobody knows whose it is, it stays as wide as can be.
 */
function fallbackCategory(field: SurveyedField, table: SortedTable): string {
  const { role, guesses, collection } = table;
  const isName = /^(?:full_?)?name$/.test(plainName(field.name)) && field.kind === 'text';
  if (role === 'own') return isName ? 'user.name' : isKeyLike(field) ? 'user.unique_id' : 'user.account';
  if (role === 'shared') return isName ? 'user.contact.organization' : 'user.account';
  if (role !== 'theirs') return 'user';
  if (isKeyLike(field) || field.name === table.number) return 'user.unique_id';
  if (collection.holdsParts && isContent(field)) return 'user.content';
  const subject = subjectOf(table);
  if (subject !== undefined) return subject;
  if (isName) return namesPerson(guesses) ? 'user.name' : 'user.content';
  if (field.kind === 'nested' || field.kind === 'binary') return 'user.content';
  return hasWord(singularWords(collection.name), KEPT_WORDS)
    ? 'user.behavior.purchase_history'
    : 'user.behavior';
}

/** A text that was cut into parts, and what was computed from it. */
function isContent({ name, kind }: SurveyedField): boolean {
  return kind === 'other' || name === 'document';
}

function namesPerson(guesses: SortedTable['guesses']): boolean {
  const tells = /^user\.(?:contact\.(?:email|phone|address)|financial\.bank)/;
  return [...guesses.values()].some(({ category }) => tells.test(category));
}

function isKeyLike({ name, kind }: SurveyedField): boolean {
  return kind === 'id' || /(?:^|_)(?:id|uuid|guid)$/.test(plainName(name));
}
