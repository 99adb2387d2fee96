import type { CollectionMap, IdentityKind } from '../domain/data-map';
import type { GroundText } from './answer-facts';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** `2026-12-24` as "24 December 2026". */
export function longDate(date: string): string {
  return dateParts(date, (month) => month);
}

function dateParts(date: string, monthWord: (month: string) => string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)} ${monthWord(MONTHS[Number(month) - 1] ?? month)} ${year}`;
}

const isoDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])/;
const isoInstant = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/**
 * A stored date or instant in words, in the offset it was stored with; undefined when the text is neither.
 */
export function storedDateWords(text: string): string | undefined {
  if (!isoDate.test(text)) return undefined;
  if (text.length === 10) return shortDate(text);
  const [, date, time, offset] = isoInstant.exec(text) ?? [];
  if (date === undefined) return undefined;
  const where =
    offset === 'Z' || offset === '+00' || offset === '+00:00' ? ' UTC' : offset && ` UTC${offset}`;
  return `${shortDate(date)}, ${time}${where ?? ''}`;
}

function shortDate(date: string): string {
  return dateParts(date, (month) => month.slice(0, 3));
}

/** Identifier kinds in the words of a form; answers name only the kinds that every desk knows. */
export const identifierWords: Readonly<Record<IdentityKind, string>> = {
  email: 'E-mail address',
  phone: 'Phone number',
  'customer-number': 'Customer number',
};

/**
 * The top of fideslang's tree of data categories, in plain words; a category that is not here is shown by its
 * own name.
 */
const categoryWords: Readonly<Record<string, string>> = {
  account: 'account details',
  authorization: 'log-in details',
  behavior: 'what you did with us',
  biometric: 'biometric data',
  childrens: 'data on children',
  contact: 'contact details',
  content: 'what you wrote or sent',
  criminal_history: 'criminal record',
  demographic: 'data about you as a person',
  device: 'data on your devices',
  financial: 'money matters',
  government_id: 'official identity documents',
  health_and_medical: 'health',
  location: 'where you are or were',
  name: 'name',
  payment: 'payment details',
  privacy_preferences: 'your privacy choices',
  sensor: 'measurements of devices',
  social: 'your social contacts',
  telemetry: 'technical usage data',
  unique_id: 'numbers that stand for you',
  user_sensor: 'measurements of devices',
  workplace: 'work',
};

/** The kinds of personal data in a collection, each once (Art. 15(1)(b) GDPR). */
export function kindsOfData(collection: CollectionMap): string[] {
  return dataKinds(collection.fields.flatMap((field) => field.categories));
}

/** Categories in plain words, each once. */
export function dataKinds(categories: readonly string[]): string[] {
  return [...new Set(categories.map(categoryInWords))];
}

function categoryInWords(category: string): string {
  const [root, top, ...rest] = category.split('.');
  if (root !== 'user') return 'technical data';
  return categoryWords[top ?? ''] ?? [top ?? 'data about you', ...rest].join(' ').replaceAll('_', ' ');
}

/** Title of a field: the map's, else its name made readable. */
export function fieldTitle(collection: CollectionMap, path: string): string {
  const mapped = collection.fields.find((field) => field.name === path);
  const part = collection.fields.flatMap((field) => field.parts ?? []).find((one) => one.path === path);
  return mapped?.title ?? part?.title ?? readableName(path.split('.').at(-1) ?? path);
}

function readableName(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Text with a capital first letter, however the map or law writes it. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Text as a whole sentence, with a full stop. */
export function asSentence(text: string): string {
  return /[.!?:]$/.test(text) ? capitalised(text) : `${capitalised(text)}.`;
}

/** A ground with the article it rests on, where there is one. */
export function groundWithArticle({ ground, article }: GroundText): string {
  return article === '' ? ground : `${ground} (${article})`;
}
