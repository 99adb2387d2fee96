import type { FieldValue } from './connector';

/** Numbers with more digits than a double keeps, or with an exponent. */
const inexactNumber = /(?:^|[[,:\s])-?(?:\d[\d.]{15,}|\d[\d.]*[eE])/;

/** A JSON text as a value, or the text itself where reading it would change a number. */
export function exactJson(text: string): FieldValue {
  return inexactNumber.test(withoutStrings(text)) ? text : (JSON.parse(text) as FieldValue);
}

function withoutStrings(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
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
