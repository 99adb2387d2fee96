import type { Random } from '../random';
import { addressOf, type LineWish, numbers, texts } from './lines';
import type { Line, Resident, Shelf } from './model';

/** Of each collection of tables; the desk has to see it in the header. */
const delimiters: Readonly<Record<string, string>> = { orders: ',', calls: ';', claims: '|' };

function columnsOf({ second }: Shelf): string[] {
  return [
    'id',
    'mark',
    'email',
    'customer_number',
    ...(second ? ['second_email'] : []),
    'text',
    'n',
    'more',
    'made_on',
  ];
}

function delimiterOf({ name }: Shelf): string {
  return delimiters[name] ?? ',';
}

export function headerRow(shelf: Shelf): Line {
  return {
    bytes: Buffer.from(`${columnsOf(shelf).join(delimiterOf(shelf))}\n`),
    isReadable: true,
    isHeader: true,
  };
}

type Values = Readonly<Record<string, string | null>>;

/** A row of a table, with the variety of real writers: quotes where nobody needs them, either line ending. */
export function rowOf(r: Random, shelf: Shelf, { owner, other, mark, id }: LineWish): Line {
  // A backslash before a quote is read by some programs as a part of the text; that is another test.
  const text = r.pick(texts.filter((one) => !one.includes('\\')));
  const all: Values = {
    id,
    mark,
    email: addressOf(r, owner),
    customer_number: owner.number,
    ...(shelf.second ? { second_email: other?.spelled ?? null } : {}),
    text: text || null,
    n: r.pick(numbers),
    more: r.pick([null, '[]', '{"a":[1,{"b":null}]}', ' x ', '=1+1']),
    made_on: '2026-01-02',
  };
  const quotes = r.pick([0, 0.3, 1]);
  const inQuotes = Object.fromEntries(columnsOf(shelf).map((name) => [name, r.chance(quotes)]));
  const end = r.pick(['\n', '\n', '\r\n']);
  const render = (values: Values) =>
    `${columnsOf(shelf)
      .map((name) => cell(shelf, values[name] ?? '', inQuotes[name] || mustQuote(shelf, all[name] ?? '')))
      .join(delimiterOf(shelf))}${end}`;
  return {
    bytes: Buffer.from(render(all)),
    owner: owner.n,
    ...(other && other.n !== owner.n ? { other: other.n } : {}),
    mark,
    id,
    isReadable: true,
    values: all,
    isBlankedAs: blankedAs(shelf, all, render),
  };
}

function mustQuote(shelf: Shelf, value: string): boolean {
  return /["\r\n]/.test(value) || value.includes(delimiterOf(shelf)) || value.trim() !== value;
}

function cell(shelf: Shelf, value: string, inQuotes: boolean): string {
  return inQuotes || mustQuote(shelf, value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Whether the bytes are the row with the map's blanks in place and everything else unchanged. */
function blankedAs(shelf: Shelf, all: Values, render: (values: Values) => string) {
  const gap = '\u0001';
  const blanks = { text: null, customer_number: null, ...(shelf.second ? { second_email: null } : {}) };
  const email = shelf.blank === null ? null : gap;
  const [start = '', rest] = render({ ...all, ...blanks, email }).split(gap);
  return (bytes: Buffer) => {
    const text = bytes.toString('utf8');
    if (rest === undefined) return text === start;
    const middle = text.slice(start.length, text.length - rest.length);
    return text.startsWith(start) && text.endsWith(rest) && /^[0-9a-z-]{20,}@[a-z.]+invalid$/.test(middle);
  };
}

/** A row that is no record, with or without the requester in it; it must stay and be reported. */
export function brokenRow(r: Random, shelf: Shelf, { email, number }: Resident): Line {
  const delimiter = delimiterOf(shelf);
  const cells = columnsOf(shelf).map((name) => ({ email, customer_number: number })[name] ?? 'x');
  const whole = cells.join(delimiter);
  const latin = Buffer.from(`${whole.replace(/x$/, 'J\u00f6rg')}\n`, 'latin1');
  const texts = [
    `${email}\n`,
    `${cells.slice(1).join(delimiter)}\n`,
    `${whole}${delimiter}x\n`,
    `${whole}\rx\n`,
  ];
  return { bytes: r.chance(0.3) ? latin : Buffer.from(r.pick(texts)), isReadable: false };
}

/** A row about no one: without address and number. */
export function nobodysRow(shelf: Shelf, mark: string): Line {
  const values: Readonly<Record<string, string>> = { id: `x${mark}`, mark, text: 'ida.falk@example.com' };
  const row = columnsOf(shelf).map((name) => values[name] ?? '');
  return { bytes: Buffer.from(`${row.join(delimiterOf(shelf))}\n`), mark, isReadable: true };
}
