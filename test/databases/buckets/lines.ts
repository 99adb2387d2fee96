import type { Random } from '../random';
import type { Line, Resident, Shelf } from './model';

export const texts = [
  'hello',
  '',
  'Grüße, schöne Straße',
  '\ue000 icon',
  '😀 }{ [',
  'a "quoted" word\\',
  '{"email":"ida.falk@example.com"}',
  'ida.falk@example.com',
  'line\nbreak\u2028and more',
];
export const numbers = ['1', '9007199254740993', '1.50', '-0.0', '12345678901234567890123', '1e400'];

export interface LineWish {
  readonly owner: Resident;
  readonly other?: Resident | undefined;
  readonly mark: string;
  readonly id: string;
}

type Members = (readonly [name: string, value: string])[];

/**
 * A record of the collection, with the variety of real writers: escapes, spaces, capitals, numbers of any
 * length.
 */
export function lineOf(r: Random, shelf: Shelf, { owner, other, mark, id }: LineWish): Line {
  const address = addressOf(r, owner);
  const list = r.chance(0.06) && !shelf.ownRecord;
  const email = list ? `[${quoted(r, address)}]` : quoted(r, address);
  const members: Members = [
    ['id', r.chance(0.2) && /^\d+$/.test(id) ? id : JSON.stringify(id)],
    ['mark', JSON.stringify(mark)],
    ['email', email],
    ['customer_number', JSON.stringify(owner.number)],
    ...(shelf.ownRecord ? ([['tenant', JSON.stringify(owner.tenant)]] as const) : []),
    ...(shelf.second ? ([['second_email', other ? quoted(r, other.spelled) : 'null']] as const) : []),
    ['text', JSON.stringify(r.pick(texts))],
    ['n', r.pick(numbers)],
    ['more', r.pick(['null', '[]', '{"a":[1,{"b":null}]}', '["x","x"]'])],
    ['made_on', '"2026-01-02"'],
  ];
  const space = r.pick(['', '', ' ', '\t']);
  const names = members.map(([name]) =>
    name === shelf.by && r.chance(0.08) ? `${name.slice(0, -1)}${unicode(name.slice(-1))}` : name,
  );
  const render = (values: readonly string[]) =>
    `${space}{${names.map((name, at) => `${space}"${name}":${space}${values[at]}`).join(',')}}`;
  const end = r.pick(['\n', '\n', '\n', '\r\n']);
  return {
    bytes: Buffer.from(`${render(members.map(([, value]) => value))}${end}`),
    owner: owner.n,
    ...(other && other.n !== owner.n ? { other: other.n } : {}),
    mark,
    id,
    isReadable: true,
    isBlankedAs: blankedAs(shelf, members, (values) => `${render(values)}${end}`),
  };
}

/** Whether the bytes are the record with the map's blanks in place and everything else unchanged. */
function blankedAs(shelf: Shelf, members: Members, render: (values: readonly string[]) => string) {
  const gap = '\u0000';
  const values = members.map(([name, value]) => {
    if (name === 'text') return 'null';
    if (name === 'customer_number' || name === 'second_email') return 'null';
    if (name !== 'email') return value;
    return shelf.blank === null ? 'null' : gap;
  });
  const [start = '', rest] = render(values).split(gap);
  return (bytes: Buffer) => {
    const text = bytes.toString('utf8');
    if (rest === undefined) return text === start;
    const middle = text.slice(start.length, text.length - rest.length);
    const isRandom = /^"[0-9a-z-]{20,}@[a-z.]+invalid"$/.test(middle);
    return text.startsWith(start) && text.endsWith(rest) && isRandom;
  };
}

/**
 * The person's address as typed, as spelled in the account, or in capitals, sometimes with escaped letters.
 */
export function addressOf(r: Random, { email, spelled }: Resident): string {
  return r.weighed({ [spelled]: 6, [email]: 2, [email.toUpperCase()]: 1 });
}

function quoted(r: Random, text: string): string {
  const every = r.pick([0, 0, 0, 1, 4]);
  if (every === 0) return JSON.stringify(text);
  return `"${[...text].map((sign, at) => (at % every === 0 ? unicode(sign) : sign)).join('')}"`;
}

function unicode(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Text that is not a record, with or without the requester in it; it must stay and be reported. */
export function brokenLine(r: Random, { email }: Resident, other: Resident): Line {
  const one = `{"email":"${email}","customer_number":"N-1"}`;
  const text = r.pick([
    `{"email":"${email}"\n`,
    `${one}{"email":"${other.email}"}\n`,
    `${one} ${one}\n`,
    `"${email}"\n`,
    `${email};hello\n`,
    `["${email}"]\n`,
    `{"email":["${email}","${other.email}"],"customer_number":["N-1","N-2"]}\n`,
    `{"email":"${email}","email":"${other.email}","customer_number":"N-1","customer_number":"N-2"}\n`,
    `{"email":{"home":"${email}"},"customer_number":{"old":"N-1"}}\n`,
  ]);
  return { bytes: Buffer.from(text), isReadable: false };
}

export function latinLine(): Line {
  const text = '{"email":"ida.falk@example.com","customer_number":"N-1","text":"J\u00f6rg"}\n';
  return { bytes: Buffer.from(text, 'latin1'), isReadable: false };
}

/** A line about no one: without address and number. */
export function nobodysLine(mark: string): Line {
  const text = `{"id":"x${mark}","mark":"${mark}","email":null,"customer_number":"","text":"ida.falk@example.com"}\n`;
  return { bytes: Buffer.from(text), mark, isReadable: true };
}
