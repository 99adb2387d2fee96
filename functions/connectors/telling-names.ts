import { hasFieldWord, isOfFieldWords } from './field-words';
import { formOf } from './value-forms';

/**
 * Names of folders, files and collections are made by programs, and may hold whom they are about. What may
 * identify a person is never shown: `{id}` stands in its place.
 */

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;
/** A day, month or year, with the time behind it. */
const DATE =
  /(?<![0-9])(?:199\d|20[0-3]\d)(?:[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?(?:0[1-9]|[12]\d|3[01])(?:[T_-]?\d{2}[-:_]?\d{2}(?:[-:_]?\d{2})?Z?)?)?)?(?![0-9])/g;

/** Whether a name is one e-mail address, also where its sign is encoded. */
export function isAddressName(name: string): boolean {
  return formOf(name.replaceAll(/%40/gi, '@')) === 'email';
}

/** Whether a name holds something that may identify a person: an address, a number, an id. */
export function mayIdentify(name: string): boolean {
  if (/@|%40/i.test(name) || UUID.test(name)) return true;
  const words = name.replaceAll(DATE, ' ').split(/[^\p{L}\p{N}]+/u);
  return words.some((word) => /^\d+$/.test(word) || isMixed(word));
}

/** Whether a name of letters may be of a person or a domain: `j.smith`, `Anna Schmidt`; not `order.items`. */
export function mayBeSomebodys(name: string): boolean {
  return /\p{L}\.+\p{L}/u.test(name)
    ? !isOfFieldWords(name)
    : /\p{L}\s+\p{L}/u.test(name) && !hasFieldWord(name);
}

/** Whether a name says a date and nothing else: `2024`, `2024-05`, `year=2024`, `month=05`. */
export function isDateName(name: string): boolean {
  if (/^(?:year|month|day|hour)=\d{1,4}$/i.test(name)) return true;
  return /\d/.test(name) && /^(?:(?:dt|date)=)?$/i.test(name.replaceAll(DATE, ''));
}

/** The name with `{id}` for whatever may identify a person. */
export function shownName(name: string): string {
  if (!mayIdentify(name)) return name;
  if (/@|%40/i.test(name)) return '{address}';
  const dated = name.replaceAll(new RegExp(UUID, 'gi'), '{id}');
  return dated.replaceAll(/[\p{L}\p{N}]*\p{N}[\p{L}\p{N}]*/gu, (word) => (mayIdentify(word) ? '{id}' : word));
}

/**
 * Whether a program may have chosen the name of a field. Some keep records under what tells people apart:
 * addresses, telephone numbers, dates, ids.
 */
export function isFieldName(name: string): boolean {
  const digits = name.replaceAll(/\D/g, '').length;
  const isId = digits >= 3 || name.split(/[^\p{L}\p{N}]+/u).some(isMixed);
  if (name.length > 100 || /@|%40/i.test(name) || UUID.test(name)) return false;
  return /\p{L}/u.test(name) && digits < 4 && (!isId || hasFieldWord(name));
}

/** Letters and several digits, as in an id. */
function isMixed(word: string): boolean {
  return word.length >= 6 && /\d.*\d/.test(word);
}

export interface FieldNames {
  /** Each once. */
  readonly shown: readonly string[];
  /** How many other names there are. */
  readonly left: number;
}

/** Several words with a space, a comma or a dot between them, or each with a capital: `Zelda_Bonn`. */
const SEVERAL_WORDS = /\p{L}[^\p{L}\p{N}_:/$-]+\p{L}|^\p{Lu}\p{Ll}+(?:[-_]\p{Lu}\p{Ll}+)+$/u;

/**
 * The names of fields among those in records, without those that may be of people. Records are taken for kept
 * under the names of people where a name cannot be that of a field, or fewer than half hold a word of fields:
 * then only names are shown that consist of such words. So is, always, a name of several words.
 *
 * @param known names that the store itself, or the file of a vendor, gives to fields
 */
export function fieldNamesAmong(names: readonly string[], known: readonly string[] = []): FieldNames {
  const all = [...new Set(names)];
  const others = all.filter((name) => !known.includes(name));
  const mayBeField = (name: string) => isFieldName(name) && (hasFieldWord(name) || !SEVERAL_WORDS.test(name));
  const areFields = others.every(mayBeField) && others.filter(hasFieldWord).length * 2 >= others.length;
  const isShown = (name: string) =>
    mayBeField(name) && (isOfFieldWords(name) || (areFields && !SEVERAL_WORDS.test(name)));
  const shown = all.filter((name) => known.includes(name) || isShown(name));
  return { shown, left: all.length - shown.length };
}

/** In place of names that are not shown. */
export function leftOutWords(left: number): string {
  return left === 1
    ? '1 field whose name may be that of a person'
    : `${left} fields whose names may be those of people`;
}
