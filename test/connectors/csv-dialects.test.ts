import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvRecords } from '../../functions/connectors/s3/csv-records';
import { lineSieve } from '../../functions/connectors/s3/line-sieve';
import { BrokenContent } from '../../functions/connectors/s3/object-coding';
import { NoRecords, type StoredRecord } from '../../functions/connectors/s3/stored-record';
import { type Charset, inCharset, inUtf8 } from '../../functions/connectors/s3/text-coding';

jest.setTimeout(120_000);

interface Dialect {
  readonly delimiter: string;
  readonly end: string;
  readonly always: boolean;
  readonly mark: boolean;
  readonly charset: Charset;
}

const dialect: fc.Arbitrary<Dialect> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  end: fc.constantFrom('\n', '\r\n'),
  always: fc.boolean(),
  mark: fc.boolean(),
  charset: fc.constantFrom<Charset>('utf-8', 'utf-16le', 'utf-16be'),
});

/** What a cell may hold; a backslash before a quote is named, not read, and has a test of its own. */
const cell = fc
  .oneof(
    fc.constantFrom(
      '',
      ' ',
      '0',
      '=1+1',
      '"',
      '""',
      'a"b',
      ' "',
      '\r',
      '\n',
      '\r\n',
      ',;\t|',
      'ada@example.com',
    ),
    fc.constantFrom('\u00fc', '\u{1f600}', '\ue000', '\ufeff', '\u2028'),
    fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', '|', '\t') }),
    fc.string(),
  )
  .map((text) => text.replaceAll('\0', '').replaceAll('\\', '/'));

const row = fc.record({
  cells: fc.tuple(cell, cell, cell),
  blank: fc.constantFrom('', '', '', '\n', '\r\n'),
});

const columns = ['id', 'email', 'a note'];

function written({ delimiter, end, always }: Dialect, cells: readonly string[]): string {
  return `${cells.map((value) => quoted(value, { delimiter, always })).join(delimiter)}${end}`;
}

function quoted(value: string, { delimiter, always }: Pick<Dialect, 'delimiter' | 'always'>): string {
  const must = /["\r\n]/.test(value) || value.includes(delimiter) || value.trim() !== value;
  return must || always ? `"${value.replaceAll('"', '""')}"` : value;
}

async function* chunked(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (let nth = 0; at < bytes.length; nth += 1) {
    const size = sizes[nth % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function all(records: AsyncIterable<StoredRecord>): Promise<StoredRecord[]> {
  const read: StoredRecord[] = [];
  for await (const record of records) read.push(record);
  return read;
}

async function encodedIn(charset: Charset, text: string): Promise<Buffer> {
  const chunks = [];
  for await (const chunk of inCharset(chunked(Buffer.from(text), [1e9]), charset)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The same table, as an independent reader understands it. */
function judged(text: string, delimiter: string): Record<string, string | null>[] {
  const rows: string[][] = parse(text, {
    delimiter,
    bom: true,
    skip_empty_lines: true,
    record_delimiter: ['\n', '\r\n'],
  });
  return rows
    .slice(1)
    .filter((cells) => cells.some((value, at) => value !== columns[at]))
    .map((cells) => Object.fromEntries(columns.map((name, at) => [name, cells[at] || null])));
}

const form = { needs: ['email'] };
const made = fc.record({
  dialect,
  rows: fc.array(row, { maxLength: 8 }),
  isOpen: fc.boolean(),
  sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
});

function textOf({
  dialect: form,
  rows,
  isOpen,
}: {
  dialect: Dialect;
  rows: readonly { cells: readonly string[]; blank: string }[];
  isOpen: boolean;
}) {
  const body = [columns, ...rows.map(({ cells }) => cells)].map(
    (cells, at) => `${written(form, cells)}${rows[at - 1]?.blank ?? ''}`,
  );
  const text = body.join('');
  return `${form.mark || form.charset !== 'utf-8' ? '\ufeff' : ''}${isOpen ? text.replace(/(\r?\n)+$/, '') : text}`;
}

/**
 * Rows in which a line inside quotes looks like a row of its own: a program that knows no quotes may have
 * written them, so the desk calls them broken.
 */
const mayBeSeveral = ({
  dialect: { delimiter },
  rows,
}: {
  dialect: Dialect;
  rows: readonly { cells: readonly string[] }[];
}) =>
  rows.some(({ cells }) =>
    cells
      .join(delimiter)
      .split('\n')
      .slice(1)
      .some((line) => line.split(delimiter).length === columns.length),
  );

describe('a table in any dialect', () => {
  it('has the rows that another reader finds, and its pieces are its bytes, wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(made, async (one) => {
        fc.pre(!mayBeSeveral(one));
        const text = textOf(one);
        const bytes = await encodedIn(one.dialect.charset, text);
        const read = await all(csvRecords(inUtf8(chunked(bytes, one.sizes), one.dialect.charset), form));

        const records = read.flatMap(({ record }) => (record === undefined ? [] : [record]));
        expect(records).toEqual(judged(text, one.dialect.delimiter));
        expect(read.filter(({ unread }) => unread !== undefined)).toEqual([]);
        const again = await encodedIn(
          one.dialect.charset,
          Buffer.concat(read.map((piece) => piece.bytes)).toString(),
        );
        expect(again.equals(bytes)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('has all its other rows when one is taken out, and the new value where one is overwritten', async () => {
    await fc.assert(
      fc.asyncProperty(made, fc.nat(), cell, async (one, nth, value) => {
        fc.pre(!mayBeSeveral(one) && !value.includes('\n'));
        const text = textOf(one);
        const read = await all(csvRecords(chunked(Buffer.from(text), one.sizes), form));
        const at = read.findIndex((piece, n) => piece.record !== undefined && n > nth % (read.length + 1));
        const picked = read[at];
        if (picked?.withText === undefined) return;
        const { delimiter } = one.dialect;
        const nthRecord = read.slice(0, at).filter(({ record }) => record !== undefined).length;
        const wanted = judged(text, delimiter);

        const without = Buffer.concat(read.filter((piece) => piece !== picked).map((piece) => piece.bytes));
        expect(judged(without.toString(), delimiter)).toEqual(wanted.filter((_, n) => n !== nthRecord));
        const changed = picked.withText(JSON.stringify({ ...picked.record, 'a note': value || null }));
        const blanked = Buffer.concat(read.map((piece) => (piece === picked ? changed : piece.bytes)));
        const expected = wanted.map((cells, n) =>
          n === nthRecord ? { ...cells, 'a note': value || null } : cells,
        );
        expect(judged(blanked.toString(), delimiter)).toEqual(expected.filter(isNoHeader));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is read the same where bytes rule out most rows', async () => {
    const sieve = lineSieve({ fields: ['email'], whole: ['0'], addresses: ['ada@example.com'] });
    await fc.assert(
      fc.asyncProperty(made, async (one) => {
        const bytes = Buffer.from(textOf(one));
        const holds = ({ record }: StoredRecord) =>
          Object.values(record ?? {}).some((value) => value === '0' || value === 'ada@example.com');
        const few = await all(csvRecords(chunked(bytes, one.sizes), form, sieve));
        const every = await all(csvRecords(chunked(bytes, one.sizes), form));

        expect(few.filter(holds).map(({ text }) => text)).toEqual(
          every.filter(holds).map(({ text }) => text),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('is never read in part where its bytes are no table: each byte comes out once, or it is named', async () => {
    const noise = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '\\', '\0') });
    await fc.assert(
      fc.asyncProperty(
        noise,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        async (text, sizes) => {
          const bytes = Buffer.from(`id,email\n${text}`);
          const read = await all(csvRecords(chunked(bytes, sizes), form)).catch((error: unknown) => error);

          if (!Array.isArray(read)) {
            expect(read instanceof BrokenContent || read instanceof NoRecords).toBe(true);
            return;
          }
          const pieces: StoredRecord[] = read;
          expect(Buffer.concat(pieces.map((piece) => piece.bytes)).equals(bytes)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

/** A row that repeats the header is taken for one. */
function isNoHeader(cells: Readonly<Record<string, string | null>>): boolean {
  return columns.some((name) => cells[name] !== name);
}
