import type { SurveyedCollection } from '../../connectors/survey';
import { addressField, type Guesses } from './guess-category';
import { singularWords } from './name-words';
import { CATCHALL_WORDS, hasWord, KEPT_WORDS, PERSON_WORDS, REPEATED_PERSON_WORDS } from './table-words';

/**
 * Whether each row is one person and nobody else. Only the last word of a name counts: `user_groups` are no
 * users. Where the same person may have several rows, the store itself has to keep their addresses apart.
 */
export function isOwnRecord(collection: SurveyedCollection, guesses: Guesses): boolean {
  if (collection.told) return collection.told.isOwnRecord;
  if (collection.holdsParts) return false;
  const words = singularWords(collection.name);
  const last = words.at(-1) ?? '';
  if (hasWord(words.slice(0, -1), KEPT_WORDS) || hasWord(words, CATCHALL_WORDS)) return false;
  const isUnique = hasUniqueAddress(collection, guesses);
  if (REPEATED_PERSON_WORDS.has(last)) return isUnique && has(guesses, /^user\.name|password$/);
  return PERSON_WORDS.has(last) && (isUnique || has(guesses, /password$/) || hasBothNames(guesses));
}

/** By itself, or together with the tenant or list that the row belongs to. */
function hasUniqueAddress(collection: SurveyedCollection, guesses: Guesses): boolean {
  const address = addressField(collection, guesses);
  return (
    address !== undefined &&
    collection.keys.some(({ fields }) => fields.length <= 2 && fields.includes(address))
  );
}

function has(guesses: Guesses, category: RegExp): boolean {
  return [...guesses.values()].some((guess) => category.test(guess.category));
}

function hasBothNames(guesses: Guesses): boolean {
  return has(guesses, /^user\.name\.first$/) && has(guesses, /^user\.name\.last$/);
}
