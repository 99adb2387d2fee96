import type { SurveyedCollection, SurveyedField } from '../../connectors/survey';
import { usualForm, type ValueForm } from '../../connectors/value-forms';
import { CATEGORY_RULES, OTHER_PERSON, SECRET_RULES, SOMEBODY_ELSE } from './category-rules';
import { plainName, singularWords } from './name-words';
import { ADDRESS_WORDS } from './table-words';

export interface CategoryGuess {
  readonly category: string;
  /** `key`: it stands in a table of keys and values, so only its key says what it is. */
  readonly by: 'name' | 'form' | 'key' | 'map';
  /** The name says that the value is somebody else's than the person's whose row it is in. */
  readonly isSomebodyElses: boolean;
}

const CATEGORY_BY_FORM: Readonly<Partial<Record<ValueForm, string>>> = {
  email: 'user.contact.email',
  iban: 'user.financial.bank_account',
  ip: 'user.device.ip_address',
  phone: 'user.contact.phone_number',
  secret: 'user.authorization.credentials',
};

/** Kinds of data that somebody else in a row may have as well. */
export const OF_SOMEBODY = /^user\.(?:contact|name|demographic|location)/;

/**
 * The category of one field by its name, or by the form of most of its values where that tells more.
 * Undefined where neither says anything.
 */
export function guessCategory(field: SurveyedField, table: string): CategoryGuess | undefined {
  if (field.told) return { category: field.told.category, by: 'map', isSomebodyElses: false };
  const guess = guessAlone(field);
  if (!TABLES_OF_OTHERS.test(plainName(table))) return guess;
  if (guess !== undefined) return { ...guess, isSomebodyElses: OF_SOMEBODY.test(guess.category) };
  const isName = field.kind === 'text' && plainName(field.name) === 'name';
  return isName ? { category: 'user.name', by: 'name', isSomebodyElses: true } : undefined;
}

/** Rows of such a table hang on one person and name another. */
const TABLES_OF_OTHERS =
  /(?:^|_)(?:emergency|next_of_kin|kin|guardians?|beneficiar(?:y|ies)|referees?|invitations?|invites?|referrals?|relatives?|dependants?|dependents?|companions?|recipients?|fellows?|travell?ers|passengers?|children|kids|siblings?|spouses?|family_members?|kinder)(?:_|$)/;

function guessAlone(field: SurveyedField): CategoryGuess | undefined {
  const name = plainName(field.name);
  const form = usualForm(field.forms);
  const byForm = form && CATEGORY_BY_FORM[form];
  const secret = SECRET_RULES.find((one) => one.kinds.includes(field.kind) && one.name.test(name));
  if (secret) return guessed(secret.category, 'name', name);
  if (byForm === 'user.authorization.credentials' || byForm === 'user.contact.email')
    return guessed(byForm, 'form', name);
  if (field.kind === 'address') return guessed('user.device.ip_address', 'form', name);
  const named = CATEGORY_RULES.find((one) => one.kinds.includes(field.kind) && one.name.test(name));
  if (named) return guessed(named.category, 'name', name);
  if (OTHER_PERSON.test(name) && field.kind === 'text') return guessed('user.name', 'name', name);
  return byForm ? guessed(byForm, 'form', name) : undefined;
}

function guessed(category: string, by: CategoryGuess['by'], name: string): CategoryGuess {
  const isElse = SOMEBODY_ELSE.test(name) || OTHER_PERSON.test(name);
  return { category, by, isSomebodyElses: OF_SOMEBODY.test(category) && isElse };
}

export type Guesses = ReadonlyMap<string, CategoryGuess>;

export function guessCategories({ name: table, fields }: SurveyedCollection): Guesses {
  const guesses = new Map(
    fields.flatMap((field): [string, CategoryGuess][] => {
      const guess = guessCategory(field, table);
      return guess ? [[field.name, guess]] : [];
    }),
  );
  const state = fields.find(({ name, kind }) => plainName(name) === 'state' && kind === 'text');
  const hasTown = [...guesses.values()].some(({ category }) => category === 'user.contact.address.city');
  return state && hasTown
    ? guesses.set(state.name, guessed('user.contact.address.state', 'name', table))
    : guesses;
}

const PLAIN_ADDRESS =
  /^(?:(?:primary|main|login|billing|user|customer|client|member|patient|subscriber|contact|student|employee|person|account|private|work|kunden)_)?(?:e_?mails?|mail|e_?mail_address|mail_address|mailadresse)$/;

/**
 * The field by which a person is found: the one plain address of a row. A second one may be unconfirmed, or
 * somebody else's, and is no identity; so may be that beside a postal address, to which something is sent.
 */
export function addressField(
  { name: table, fields }: SurveyedCollection,
  guesses: Guesses,
): string | undefined {
  if (ADDRESS_WORDS.has(singularWords(table).at(-1) ?? '')) return undefined;
  const plain = fields.filter(({ name, kind }) => {
    const guess = guesses.get(name);
    const isAddress = guess?.category === 'user.contact.email' && !guess.isSomebodyElses;
    return isAddress && kind === 'text' && (PLAIN_ADDRESS.test(plainName(name)) || isLogin(name));
  });
  const exact = plain.filter(({ name }) => /^e_?mail(?:_address)?$/.test(plainName(name)));
  const [only, ...others] = exact.length > 0 ? exact : plain;
  return others.length === 0 ? only?.name : undefined;
}

function isLogin(name: string): boolean {
  return /^(?:user_?name|login|user)$/.test(plainName(name));
}
