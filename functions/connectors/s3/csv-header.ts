import { bareName, type CsvDialect, cellsOf, headerName } from './csv-cells';
import { NoRecords } from './stored-record';

/** What the map says of the tables under a prefix. */
export interface CsvForm {
  /** Absent: the first row shows it. */
  readonly delimiter?: string;
  /** Names of the columns of tables without a header; then the delimiter is named as well. */
  readonly columns?: readonly string[];
  /** The fields by which people are found: without one of them a table cannot be searched. */
  readonly needs: readonly string[];
}

/** What stands before the rows of a table. */
export interface CsvBeginning {
  readonly dialect: CsvDialect;
  /** Bytes of the mark, of empty lines and of the header: the rows begin behind them. */
  readonly length: number;
}

const DELIMITERS = [',', ';', '\t', '|'];
/** Spreadsheets read the delimiter from such a first line. */
const SEPARATOR_LINE = /^sep=([^\r\n])\r?\n/i;

/**
 * Reads the first row of a table. Undefined when that row has not wholly arrived, or there is none. Throws
 * {@link NoRecords} where it is not that of a table as the map describes it.
 *
 * @param isAll whether nothing follows.
 */
export function csvBeginning(head: Buffer, isAll: boolean, form: CsvForm): CsvBeginning | undefined {
  const text = head.toString('utf8');
  const marked = text.startsWith('\ufeff') ? 1 : 0;
  const [line = '', told] = SEPARATOR_LINE.exec(text.slice(marked)) ?? [];
  const rest = text.slice(marked + line.length);
  const start = marked + line.length + (/^(?:[ \t]*\r?\n)*/.exec(rest)?.[0].length ?? 0);
  const end = rowEnd(text, start, isAll);
  if (end === undefined || (isAll && text.slice(start).trim() === '')) return undefined;
  if (text.slice(0, end).includes('\ufffd')) throw new NoRecords('encoding');
  const row = text.slice(start, end).replace(/\r?\n$/, '');
  if (/^\s*[{[<]/.test(row)) throw new NoRecords('not-records');
  const dialect = dialectOf(row, { ...form, ...(told === undefined ? {} : { delimiter: told }) });
  return { dialect, length: Buffer.byteLength(text.slice(0, dialect.hasHeader ? end : start)) };
}

/** Behind the line ending that is outside of quotes. */
function rowEnd(text: string, start: number, isAll: boolean): number | undefined {
  let inQuotes = false;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '"') inQuotes = !inQuotes;
    else if (text[at] === '\n' && !inQuotes) return at + 1;
  }
  return isAll ? text.length : undefined;
}

function dialectOf(row: string, form: CsvForm): CsvDialect {
  const read = (form.delimiter === undefined ? DELIMITERS : [form.delimiter]).map((delimiter) => ({
    delimiter,
    names: cellsOf(row, delimiter)?.map(({ value }, at) => headerName(value, at)) ?? [],
  }));
  const fitting = read.filter(({ names }) => isHeader(names, form));
  const most = Math.max(...fitting.map(({ names }) => names.length));
  const [header, ...others] = fitting.filter(({ names }) => names.length === most);
  if (header !== undefined && (others.length === 0 || most === 1)) {
    // A draft of a map finds nobody yet: it tells such a table as one without a header.
    if (form.needs.length > 0 && header.names.some(isNoName)) throw new NoRecords('not-records');
    return { ...namesOf(header.names, form), delimiter: header.delimiter, hasHeader: true };
  }
  const { columns, delimiter = ',' } = form;
  if (columns === undefined) throw new NoRecords('other-columns');
  return { ...namesOf(columns, form), delimiter, hasHeader: false };
}

/** A longer text names no column. */
const MAX_NAME = 1_000;
/** Line ends that no reader of tables knows, and addresses: rows that were joined to the header. */
const OF_ROWS = /[\v\f\u0085\u2028\u2029]|[^\s@]@[^\s@]+\.[^\s@]/;

function isNoName(name: string): boolean {
  return name.length > MAX_NAME || OF_ROWS.test(name);
}

function namesOf(columns: readonly string[], { needs }: CsvForm) {
  return { columns, needs, bare: { columns: columns.map(bareName), needs: needs.map(bareName) } };
}

/** Names that occur twice would leave open which column is meant. */
function isHeader(names: readonly string[], { columns, needs }: CsvForm): boolean {
  if (new Set(names).size !== names.length) return false;
  if (columns !== undefined) return columns.every((name) => names.includes(name));
  return needs.every((name) => names.includes(name));
}
