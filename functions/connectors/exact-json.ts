import type { FieldValue } from './connector';
import { applyEdits, type JsonMember, membersAt, type TextEdit } from './json-spans';

/** Strings (to be stepped over) and numbers of a JSON text. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A JSON text as a value in which numbers that a double would round are text, digit by digit. */
export function exactJson(text: string): FieldValue {
  return JSON.parse(replaceInexact(text, (number) => `"${number}"`)) as FieldValue;
}

/**
 * The JSON text of an object with some fields set, each wherever it occurs; a field that is not there is
 * added at the end, unless it is to be null. Every other character stays as it was: spaces, escapes,
 * digits.
 */
export function withFields(text: string, values: Readonly<Record<string, FieldValue>>): string {
  const members = membersAt(text);
  const set = members.flatMap(({ name, start, end }) =>
    Object.hasOwn(values, name) ? [{ start, end, text: JSON.stringify(values[name]) }] : [],
  );
  const missing = Object.entries(values).filter(
    ([name, value]) => value !== null && !members.some((member) => member.name === name),
  );
  return applyEdits(text, [...set, ...added(text, members, missing)]);
}

function added(
  text: string,
  members: readonly JsonMember[],
  fields: readonly (readonly [string, FieldValue])[],
): TextEdit[] {
  if (fields.length === 0) return [];
  const at = members.at(-1)?.end ?? text.indexOf('{') + 1;
  const written = fields.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return [{ start: at, end: at, text: `${members.length > 0 ? ',' : ''}${written.join(',')}` }];
}

function replaceInexact(text: string, replace: (number: string) => string): string {
  return text.replaceAll(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') || isExact(token) ? token : replace(token),
  );
}

function isExact(number: string): boolean {
  const fewDigits = /^-?[\d.]+$/.test(number) && number.replaceAll(/\D/g, '').length <= 15;
  const held = fewDigits ? number : String(Number(number));
  return held === number || (!held.includes('e') && normal(held) === normal(number));
}

/** One form for all ways to write a number: its digits, and where its point is. */
function normal(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const short = digits.replace(/0+$/, '');
  return `${sign}${short}e${Number(exponent) - fraction.length + digits.length - short.length}`;
}

/** The number, if a double holds it exactly as written; else the text. */
export function exactNumber(text: string): FieldValue {
  const number = Number(text);
  return Number.isFinite(number) && String(number) === text ? number : text;
}

/** A value as the text that searches and keys compare; undefined when there is nothing. */
export function fieldText(value: FieldValue | undefined): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Whether a field holds anything worth classifying. */
export function isEmptyJson(value: FieldValue | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
