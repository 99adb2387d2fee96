import type { FieldValue } from '../connectors/connector';

/**
 * Where a spreadsheet may begin to read a formula: at the start of a cell or, since a spreadsheet with
 * another separator splits cells there, after a semicolon, tab or line break. Preceding spaces, invisible
 * characters and quotes do not protect.
 */
const formulaStart = /(^|[;\t\r\n])(?=[\p{Z}\p{Cf}"]*[=+\-@＝＋－＠])/gu;

/** Some spreadsheets drop a leading control character and then read on. */
const controlStart = /^(?=[\p{Z}\p{Cf}]*\p{Cc})/u;

/**
 * A number as a whole cell, as JSON writes it: a spreadsheet reads `-49.90` or `-1e-7` as a number, never as
 * a formula.
 */
const plainNumber = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Byte order mark: tells spreadsheets that the file is UTF-8. */
export const csvStart = '\ufeff';

/**
 * Text with a `'` before anything that a spreadsheet could take for a formula (ASVS 1.2.10); a plain number
 * and other text are unchanged.
 */
export function withoutFormula(text: string): string {
  if (plainNumber.test(text)) return text;
  return text.replace(controlStart, "'").replace(formulaStart, "$1'");
}

/**
 * One line of RFC 4180, every cell quoted, CRLF at its end. Nothing becomes an empty cell, lists and objects
 * their JSON text.
 */
export function csvLine(values: readonly (FieldValue | undefined)[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: FieldValue | undefined): string {
  return `"${withoutFormula(cellText(value)).replaceAll('"', '""')}"`;
}

function cellText(value: FieldValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
