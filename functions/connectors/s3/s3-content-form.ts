import type { S3Client } from '@aws-sdk/client-s3';
import type { UnreadReason } from '../../domain/finding';
import { parseJson } from '../../domain/parse-json';
import { isOfFieldWords } from '../field-words';
import { isFieldName } from '../telling-names';
import { cellsOf } from './csv-cells';
import { csvBeginning } from './csv-header';
import { BrokenContent, codingOf } from './object-coding';
import type { RecordFormat, S3Physical } from './s3-physical';
import { contentOf, openObject, Unreadable } from './s3-read';
import { NoRecords, strictText } from './stored-record';
import { inUtf8 } from './text-coding';

/** What an object holds, by its content; its name proves nothing. */
export type ContentForm =
  | {
      readonly kind: 'records';
      readonly physical: { readonly format: RecordFormat; readonly encoding?: S3Physical['encoding'] };
      readonly isOne: boolean;
    }
  | { readonly kind: 'headerless' }
  | { readonly kind: 'unreadable'; readonly reason: UnreadReason }
  | { readonly kind: 'file' };

/** So much of an object is looked at to tell its form, after unpacking. Bytes. */
const LOOKED_AT = 256 * 1024;

/** Undefined where the object is gone. */
export async function contentFormOf(
  client: S3Client,
  name: { readonly bucket: string; readonly key: string },
): Promise<ContentForm | undefined> {
  const opened = await openObject(client, name);
  if (opened === undefined) return undefined;
  if (opened instanceof Unreadable) return { kind: 'unreadable', reason: opened.reason };
  try {
    const coding = await codingOf(contentOf(opened, name.bucket), opened.ContentEncoding);
    if (coding.kind === 'unreadable') return coding;
    const isWide = coding.marked?.startsWith('utf-16');
    const { head, isAll } = await beginning(
      isWide ? inUtf8(coding.content, coding.marked ?? 'utf-8') : coding.content,
    );
    return formOfHead(head, isAll);
  } catch (error) {
    if (error instanceof BrokenContent) return { kind: 'unreadable', reason: 'broken' };
    if (error instanceof NoRecords) return { kind: 'unreadable', reason: error.reason };
    throw error;
  }
}

async function beginning(content: AsyncIterable<Uint8Array>): Promise<{ head: Buffer; isAll: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of content) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > LOOKED_AT) return { head: Buffer.concat(chunks), isAll: false };
  }
  return { head: Buffer.concat(chunks), isAll: true };
}

function formOfHead(head: Buffer, isAll: boolean): ContentForm {
  if (head.includes(0)) return { kind: 'file' };
  const whole = isAll ? head : head.subarray(0, head.lastIndexOf(0x0a) + 1);
  const utf8 = strictText(whole);
  if (utf8 === undefined) {
    const table = tableForm(Buffer.from(whole.toString('latin1')), isAll);
    return table?.kind === 'records'
      ? { ...table, physical: { format: 'csv', encoding: 'windows-1252' } }
      : { kind: 'file' };
  }
  const text = utf8.replace(/^\ufeff/, '').trimStart();
  if (text.startsWith('[')) return /^\[\s*\{/.test(text) ? records('json') : { kind: 'file' };
  if (text.startsWith('{') || (whole.length === 0 && head.toString('latin1').trimStart().startsWith('{')))
    return linesForm(text, isAll);
  return tableForm(whole, isAll) ?? { kind: 'file' };
}

function records(format: RecordFormat, isOne = false): ContentForm {
  return { kind: 'records', physical: { format }, isOne };
}

/** A record on each line, or one record over one or several lines. */
function linesForm(text: string, isAll: boolean): ContentForm {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isRecord = (line: string) => {
    const value = parseJson(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  };
  const [first = '', second] = lines;
  if (isRecord(first))
    return second === undefined
      ? records('json', true)
      : isRecord(second)
        ? records('jsonl')
        : { kind: 'file' };
  return !isAll || isRecord(text) ? records('json', true) : { kind: 'file' };
}

const MOST_ROWS = 20;

/** Text in which some rows have as many cells as the first; undefined where it is no table. */
function tableForm(head: Buffer, isAll: boolean): ContentForm | undefined {
  const begun = tableBeginning(head, isAll);
  if (begun === undefined || begun.dialect.columns.length < 2) return undefined;
  const { columns, delimiter } = begun.dialect;
  const rows = head
    .subarray(begun.length)
    .toString('utf8')
    .split(/\r?\n/)
    .filter((row) => row.trim() !== '' && (row.match(/"/g) ?? []).length % 2 === 0)
    .slice(0, MOST_ROWS);
  const fitting = rows.flatMap((row) => {
    const cells = cellsOf(row, delimiter);
    return cells?.length === columns.length ? [cells.map(({ value }) => value)] : [];
  });
  if (fitting.length === 0 || fitting.length * 2 < rows.length) return undefined;
  return isHeader(columns, fitting) ? records('csv') : { kind: 'headerless' };
}

function tableBeginning(head: Buffer, isAll: boolean) {
  try {
    return csvBeginning(head, isAll, { needs: [] });
  } catch (error) {
    if (error instanceof NoRecords) return undefined;
    throw error;
  }
}

/**
 * Whether the first row names columns. A table without a header begins with the values of a person, which no
 * map may hold: at least two names, and half of them, have to consist of words of headers, none may be like
 * `High Street 5`, and none may come again in its column.
 */
function isHeader(columns: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const isName = (name: string) =>
    /^[\p{L}_]/u.test(name) &&
    name.length <= 60 &&
    isFieldName(name) &&
    !(/\s/.test(name) && /\d/.test(name));
  const comesAgain = (name: string, at: number) => rows.some((row) => row[at]?.trim() === name.trim());
  const named = columns.filter(isOfFieldWords).length;
  return columns.every(isName) && !columns.some(comesAgain) && named >= 2 && named * 2 >= columns.length;
}
