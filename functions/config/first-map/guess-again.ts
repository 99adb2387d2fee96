import type { SurveyedCollection } from '../../connectors/survey';
import { type Guesses, OF_SOMEBODY } from './guess-category';
import { plainName } from './name-words';
import type { Link } from './table-links';

interface Guessed {
  readonly collection: SurveyedCollection;
  readonly guesses: Guesses;
  readonly address: string | undefined;
}

/**
 * What fields of rows that hang on people are once more, now that it is known what they hang on.
 *
 * @param isOfAccount - the rows hang on people's own records, with nothing between
 */
export function guessAgain(table: Guessed, up: readonly Link[], isOfAccount: boolean): Guesses {
  const guesses = new Map(table.guesses);
  if (namesOthers(table, up))
    for (const [name, guess] of guesses)
      if (OF_SOMEBODY.test(guess.category)) guesses.set(name, { ...guess, isSomebodyElses: true });
  for (const [name, guess] of guesses)
    if (isContactOfSomebody(name, guess.category) && name !== table.address)
      guesses.set(name, { ...guess, isSomebodyElses: true });
  const value = isOfAccount ? valueBesideKey(table.collection) : undefined;
  if (value !== undefined)
    guesses.set(value, { category: 'user.authorization.credentials', by: 'key', isSomebodyElses: false });
  return guesses;
}

/**
 * Whole names in rows of which the same person may have several, without an address by which that person is
 * found or a place where they live: travelling companions, children, members of a party.
 */
function namesOthers({ collection, guesses, address }: Guessed, up: readonly Link[]): boolean {
  const has = (category: RegExp) => [...guesses.values()].some((guess) => category.test(guess.category));
  const isOneEach = up.some(({ fields }) =>
    collection.keys.some((key) => key.fields.join() === fields.join()),
  );
  const isWhole = has(/^user\.name\.first$/) && has(/^user\.name\.last$/);
  const hasBirth = has(/^user\.name/) && has(/^user\.demographic\.date_of_birth$/);
  return (
    up.length > 0 &&
    address === undefined &&
    !isOneEach &&
    (isWhole || hasBirth) &&
    !has(/^user\.contact\.address/) &&
    !has(/password$/)
  );
}

/** A second address, or a number whose name says more than that it is one: nobody can tell whose. */
function isContactOfSomebody(name: string, category: string): boolean {
  if (category !== 'user.contact.email' && category !== 'user.contact.phone_number') return false;
  return !plainName(name)
    .split('_')
    .every((word) => OWN_CONTACT_WORDS.has(word));
}

const OWN_CONTACT_WORDS: ReadonlySet<string> = new Set(
  `email e mail mails emails phone phones telephone tel telefon mobile cell handy whatsapp fax address adresse mailadresse number no nr nummer
   home work private business office day evening primary main contact billing shipping delivery invoice order customer client user member
   patient guest subscriber author from 1 2 3 4`.split(/\s+/),
);

/** `meta_value` beside `meta_key`: of an account, that may be a session or a password for programs. */
function valueBesideKey({ fields }: SurveyedCollection): string | undefined {
  const names = new Set(fields.map(({ name }) => plainName(name)));
  return fields.find(({ name, kind }) => {
    const stem = /^(|.+_)value$/.exec(plainName(name))?.[1];
    if (stem === undefined || (kind !== 'text' && kind !== 'nested' && kind !== 'binary')) return false;
    return names.has(`${stem}key`) || names.has(`${stem}name`);
  })?.name;
}
