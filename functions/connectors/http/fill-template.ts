import type { FieldValue } from '../connector';
import { StoreRefusedError } from '../connector';
import type { NamedText } from './vendor';

/** Values of placeholders, by name. A list only ever stands alone in a body. */
export type Values = Readonly<Record<string, string | readonly string[]>>;

const PLACEHOLDER = /<([a-z][a-z0-9_]*)(\|quoted)?>/gi;

/** Names of the placeholders in a text. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].flatMap(([, name]) => name ?? []);
}

/** A text with its placeholders filled in as they are: for headers and the values of a query. */
export function filledText(text: string, values: Values): string {
  return fill(text, values, (value) => value);
}

/**
 * A path in which each value stays one segment.
 *
 * @throws StoreRefusedError for a value that would lead elsewhere: nothing, or dots alone
 */
export function filledPath(path: string, values: Values): string {
  return fill(path, values, (value) => {
    if (/^\.*$|\p{Surrogate}/u.test(value))
      throw new StoreRefusedError('a key cannot stand in a path', { code: 'no-path' });
    return encodeURIComponent(value);
  });
}

/** `?a=b`, each part encoded; empty without parameters. */
export function encodedQuery(query: readonly NamedText[]): string {
  const parts = query.map(
    ({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(wellFormed(value))}`,
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** Half a character, which no address can hold, becomes the sign for an unknown one. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}

/** A JSON text whose placeholders are filled in inside texts, so that no value can end one. */
export function filledJson(body: string, values: Values, members = ''): string {
  return fill(body, values, (value) => JSON.stringify(value).slice(1, -1), members);
}

/** Placeholders of Fides for the members that a call writes, which are JSON already. */
const MEMBERS = ['masked_object_fields', 'all_object_fields'];

/** The same content as a form with brackets, as Stripe wants it. */
export function formOf(json: string): string {
  const parts = formParts(JSON.parse(json) as FieldValue, '');
  return parts.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}

function formParts(value: FieldValue, name: string): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((one, at) => formParts(one, `${name}[${at}]`));
  if (value === null || typeof value !== 'object') return [[name, value === null ? '' : String(value)]];
  return Object.entries(value).flatMap(([key, one]) => formParts(one, name === '' ? key : `${name}[${key}]`));
}

/** Everything in one pass: no value is read as a placeholder. */
function fill(text: string, values: Values, encode: (value: string) => string, members?: string): string {
  return text.replaceAll(PLACEHOLDER, (_whole, name: string, quoted?: string) => {
    if (members !== undefined && MEMBERS.includes(name)) return members;
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined)
      throw new StoreRefusedError('a call lacks one of its values', { code: 'no-value' });
    if (typeof value !== 'string') return JSON.stringify(value);
    return encode(quoted ? value.replaceAll(/[\\"']/g, (sign) => `\\${sign}`) : value);
  });
}
