import type { FieldValue } from './connector';

/** Strings (to be stepped over) and numbers of a JSON text. */
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A JSON text as a value in which numbers that a double would round are text, digit by digit. */
export function exactJson(text: string): FieldValue {
  return JSON.parse(replaceInexact(text, (number) => `"${number}"`)) as FieldValue;
}

/** A private character before a number that only travels as text. */
const mark = '\uE000';
const marked = new RegExp(`"${mark}([^"]*)"`, 'g');

/** The JSON text of an object with some fields set; the numbers of all others stay digit by digit as they were. */
export function withFields(text: string, values: Readonly<Record<string, FieldValue>>): string {
  const record = JSON.parse(replaceInexact(text, (number) => `"${mark}${number}"`)) as object;
  return JSON.stringify({ ...record, ...values }).replaceAll(marked, '$1');
}

function replaceInexact(text: string, replace: (number: string) => string): string {
  return text.replaceAll(stringOrNumber, (token) =>
    token.startsWith('"') || isExact(token) ? token : replace(token),
  );
}

function isExact(number: string): boolean {
  const fewDigits = /^-?[\d.]+$/.test(number) && number.replaceAll(/\D/g, '').length <= 15;
  return fewDigits || String(Number(number)) === number;
}

/** The number, if a double holds it exactly as written; else the text. */
export function exactNumber(text: string): FieldValue {
  const number = Number(text);
  return Number.isFinite(number) && String(number) === text ? number : text;
}

/** A value as the text that searches and keys compare; undefined when there is nothing. */
export function fieldText(value: FieldValue | undefined): string | undefined {
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Whether a field holds anything worth classifying. */
export function isEmpty(value: FieldValue | undefined): boolean {
  if (value === undefined || value === null || value === '') {
    return true;
  }
  return typeof value === 'object' && Object.keys(value).length === 0;
}
