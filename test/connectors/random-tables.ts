import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { RawItem, TableDesign } from './single-table';

/** Draws that one seed fixes. */
export class Draws {
  constructor(private state: number) {}

  /** From 0 up to, and without, `below`. Mulberry32. */
  number(below: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }

  one<T>(of: readonly T[]): T {
    return of[this.number(of.length)] as T;
  }

  chance(percent: number): boolean {
    return this.number(100) < percent;
  }

  some<T>(of: readonly T[], least: number): T[] {
    const left = [...of];
    const taken: T[] = [];
    while (left.length > 0 && (taken.length < least || this.chance(60)))
      taken.push(...left.splice(this.number(left.length), 1));
    return taken;
  }
}

/** An item, whose it is, and what must become of it when that person asks for erasure. */
export interface KnownItem {
  readonly item: RawItem;
  readonly person: string;
  /** The collection that describes it; `named`: none does, and it lies in the person's partition; `hidden`: nothing is said of it. */
  readonly as: string;
  readonly fate: 'erased' | 'kept' | { readonly blanked: readonly string[] };
}

export interface RandomTable {
  readonly design: TableDesign;
  readonly yaml: string;
  readonly people: readonly { readonly id: string; readonly email: string }[];
  readonly items: readonly KnownItem[];
}

/** Names that begin alike, so that a prefix of one is never taken for the other. */
const ids = ['ada', 'adam', 'ad', 'ada-1', 'a_da', '12', '123', '1', 'Ada'];

interface Style {
  readonly sep: string;
  readonly pk: string;
  readonly sk: string;
  readonly gpk: string;
  readonly gsk: string;
  readonly person: string;
  /** Attribute that holds the kind, beside the form of the keys. */
  readonly type: string | undefined;
}

/** A kind of item: its part of the map, and its items for one person. */
interface Kind {
  readonly yaml: string;
  make(person: { id: string; email: string }, nth: number): KnownItem;
  readonly crowded?: boolean;
}

const text = (S: string): AttributeValue => ({ S });

export function randomTable(seed: number): RandomTable {
  const draws = new Draws(seed);
  const style: Style = {
    sep: draws.one(['#', '|', '/', ':', '~', '##']),
    ...draws.one([
      { pk: 'pk', sk: 'sk', gpk: 'gsi1pk', gsk: 'gsi1sk' },
      { pk: 'PK', sk: 'SK', gpk: 'GSI1PK', gsk: 'GSI1SK' },
      { pk: 'name', sk: 'range', gpk: 'data', gsk: 'time' },
    ]),
    person: draws.one(['CUSTOMER', 'USER', 'C', 'u']),
    type: draws.chance(50) ? draws.one(['type', 'entity', '_et']) : undefined,
  };
  const people = draws
    .some(ids, 3)
    .map((id) => ({ id, email: `${id === 'Ada' ? 'ada.h' : id}@example.com` }));
  const kinds = [
    profiles(draws, style),
    ...draws.some(furtherKinds, 3).flatMap((make) => make(draws, style)),
  ];
  const items = people.flatMap((person) =>
    kinds.flatMap((kind) =>
      Array.from({ length: kind.crowded && draws.chance(3) ? 230 : draws.number(3) }, (_, nth) =>
        kind.make(person, nth),
      ),
    ),
  );
  const name = `table-${seed}`;
  return {
    design: {
      name,
      key: [style.pk, style.sk],
      indexes: { overloaded: [style.gpk, style.gsk], inverted: [style.sk, style.pk] },
    },
    yaml: yamlOf(name, kinds),
    people,
    items: [
      ...new Map(
        items.map((one) => [JSON.stringify([one.item[style.pk], one.item[style.sk]]), one]),
      ).values(),
    ],
  };
}

function yamlOf(table: string, kinds: readonly Kind[]): string {
  return `
dataset:
  - fides_key: store
    rightsdesk_meta:
      store: { kind: dynamodb }
      physical: { table: ${table} }
    collections:${[...new Set(kinds.map(({ yaml }) => yaml))].join('')}
`;
}

interface Described {
  readonly name: string;
  readonly keys: readonly [string, string];
  /** Of the overloaded index. */
  readonly overloaded?: readonly [string, string];
  readonly inverted?: boolean;
  readonly fields: readonly string[];
  readonly treatment?: string;
  readonly skipped?: boolean;
}

function collection({ pk, sk, gpk, gsk, type }: Style, kind: Described): string {
  const indexes = [
    ...(kind.overloaded
      ? [`{ name: overloaded, keys: { ${gpk}: "${kind.overloaded[0]}", ${gsk}: "${kind.overloaded[1]}" } }`]
      : []),
    ...(kind.inverted
      ? [`{ name: inverted, keys: { ${sk}: "${kind.keys[1]}", ${pk}: "${kind.keys[0]}" } }`]
      : []),
  ];
  return `
      - name: ${kind.name}
        ${kind.skipped ? 'fides_meta: { skip_processing: true }' : ''}
        rightsdesk_meta:
          on_erasure: ${kind.treatment ?? 'erase'}
          physical:
            keys: { ${pk}: "${kind.keys[0]}", ${sk}: "${kind.keys[1]}" }
            ${type ? `kind: { field: ${type}, value: ${kind.name} }` : ''}
            ${indexes.length > 0 ? `indexes: [${indexes.join(', ')}]` : ''}
        fields: [${kind.fields.map((field) => `{ ${field} }`).join(', ')}]`;
}

const customer = 'name: customer_id, data_categories: [user.unique_id]';
const customerIdentity = `${customer}, fides_meta: { identity: customer_number }`;
const plain = (name: string) => `name: ${name}, data_categories: [user]`;

interface Made {
  readonly style: Style;
  readonly name: string;
  readonly keys: readonly [string, string];
  readonly more?: RawItem;
}

function made({ style, name, keys, more = {} }: Made): RawItem {
  return {
    [style.pk]: text(keys[0]),
    [style.sk]: text(keys[1]),
    ...(style.type ? { [style.type]: text(name) } : {}),
    ...more,
  };
}

function profiles(draws: Draws, style: Style): Kind {
  const { sep, person, gpk, gsk } = style;
  const own = draws.chance(50);
  const sk = (id: string) => (own ? `${person}${sep}${id}` : 'META');
  const mail = draws.one(['MAIL', person, 'E']);
  return {
    yaml: collection(style, {
      name: 'profiles',
      keys: [`${person}${sep}{customer_id}`, sk('{customer_id}')],
      overloaded: [`${mail}${sep}{email}`, 'PROFILE'],
      fields: [customerIdentity, 'name: email, data_categories: [user], fides_meta: { identity: email }'],
    }),
    make: ({ id, email }) => ({
      item: made({
        style,
        name: 'profiles',
        keys: [`${person}${sep}${id}`, sk(id)],
        more: { [gpk]: text(`${mail}${sep}${email}`), [gsk]: text('PROFILE') },
      }),
      person: id,
      as: 'profiles',
      fate: 'erased',
    }),
  };
}

/** Orders in the person's partition with their lines behind them, or in partitions of their own, found by the overloaded index. */
function orders(draws: Draws, style: Style): Kind[] {
  const { sep, person, gpk, gsk } = style;
  const inside = draws.chance(50);
  const kept = draws.chance(50);
  const owner = `${person}${sep}`;
  const keys = (id: string, order: string): [string, string] =>
    inside ? [owner + id, `ORDER${sep}${order}`] : [`ORDER${sep}${order}`, `ORDER${sep}${order}`];
  const lineKeys = (id: string, order: string, line: string): [string, string] =>
    inside
      ? [owner + id, `ORDER${sep}${order}${sep}LINE${sep}${line}`]
      : [`ORDER${sep}${order}`, `LINE${sep}${line}`];
  const order: Kind = {
    yaml: collection(style, {
      name: 'orders',
      keys: keys('{customer_id}', '{order_id}'),
      ...(inside ? {} : { overloaded: [`${owner}{customer_id}`, `ORDER${sep}{order_id}`] as const }),
      fields: [inside ? customer : customerIdentity, plain('order_id'), plain('placed_on'), plain('sum')],
      treatment: kept
        ? '{ retain: { ground: tax, article: x, period: P8Y, counted_from: placed_on } }'
        : 'erase',
    }),
    make: ({ id }, nth) => ({
      item: made({
        style,
        name: 'orders',
        keys: keys(id, `o${id}${nth}`),
        more: {
          placed_on: text('2026-01-02'),
          sum: { N: `900719925474099${nth}` },
          ...(inside ? {} : { [gpk]: text(owner + id), [gsk]: text(`ORDER${sep}o${id}${nth}`) }),
        },
      }),
      person: id,
      as: 'orders',
      fate: kept ? 'kept' : 'erased',
    }),
  };
  const reference =
    ', fides_meta: { references: [{ dataset: store, field: orders.order_id, direction: from }] }';
  const lines: Kind = {
    crowded: true,
    yaml: collection(style, {
      name: 'lines',
      keys: lineKeys('{customer_id}', '{order_id}', '{line}'),
      fields: [
        ...(inside ? [customer] : []),
        `${plain('order_id')}${inside ? '' : reference}`,
        plain('line'),
      ],
    }),
    make: ({ id }, nth) => ({
      item: made({ style, name: 'lines', keys: lineKeys(id, `o${id}0`, String(nth)) }),
      person: id,
      as: 'lines',
      fate: 'erased',
    }),
  };
  return draws.chance(60) && inside ? [order, lines] : [order];
}

/** Anonymised: a part of a document, a number set beside it that must stay. */
function notes(_draws: Draws, style: Style): Kind[] {
  const { sep, person } = style;
  const keys = (id: string, at: string): [string, string] => [`${person}${sep}${id}`, `NOTE${sep}${at}`];
  return [
    {
      crowded: true,
      yaml: collection(style, {
        name: 'notes',
        keys: keys('{customer_id}', '{at...}'),
        fields: [
          customer,
          plain('at'),
          `${plain('content')}, rightsdesk_meta: { blank_with: null }`,
          plain('numbers'),
        ],
        treatment: 'anonymise',
      }),
      make: ({ id }, nth) => ({
        item: made({
          style,
          name: 'notes',
          keys: keys(id, `2026-01-02T10:00:${nth}${sep}Z`),
          more: { content: text(`by ${id}`), numbers: { NS: ['9007199254740993', '1'] } },
        }),
        person: id,
        as: 'notes',
        fate: { blanked: ['content'] },
      }),
    },
  ];
}

/** An item by which the shop keeps addresses unique. */
function mails(_draws: Draws, style: Style): Kind[] {
  const { sep, person } = style;
  const key = (email: string) => `${person}MAIL${sep}${email}`;
  return [
    {
      yaml: collection(style, {
        name: 'mails',
        keys: [key('{email}'), key('{email}')],
        fields: [
          'name: email, data_categories: [user], fides_meta: { identity: email }',
          'name: customer_id, data_categories: [user], fides_meta: { identity: customer_number }, rightsdesk_meta: { identity: none }',
        ],
      }),
      make: ({ id, email }) => ({
        item: made({ style, name: 'mails', keys: [key(email), key(email)], more: { customer_id: text(id) } }),
        person: id,
        as: 'mails',
        fate: 'erased',
      }),
    },
  ];
}

/** Partitions that many people share, searched the other way round; beside them something of the organisation's own. */
function members(draws: Draws, style: Style): Kind[] {
  const { sep } = style;
  const keys = (org: string, id: string): [string, string] => [`ORG${sep}${org}`, `MEMBER${sep}${id}`];
  const names = ['acme', 'acme2', 'ac'];
  return [
    {
      yaml: collection(style, {
        name: 'members',
        keys: keys('{org}', '{customer_id}'),
        inverted: true,
        fields: [customerIdentity, plain('org')],
      }),
      make: ({ id }, nth) => ({
        item: made({ style, name: 'members', keys: keys(names[nth % 3] ?? '', id) }),
        person: id,
        as: 'members',
        fate: 'erased',
      }),
    },
    {
      yaml: '',
      make: (_, nth) => ({
        item: made({ style, name: 'org', keys: [`ORG${sep}${draws.one(names)}`, `META${sep}${nth}`] }),
        person: '',
        as: 'hidden',
        fate: 'kept',
      }),
    },
  ];
}

/** One partition for all users, told apart by the sort key; and a kind in it that nobody mapped. */
function settings(draws: Draws, style: Style): Kind[] {
  const { sep } = style;
  const user = (id: string) => `U${sep}${id}`;
  const kinds: Kind[] = [
    {
      yaml: collection(style, {
        name: 'users',
        keys: ['ALL', user('{customer_id}')],
        fields: [customerIdentity],
      }),
      make: ({ id }) => ({
        item: made({ style, name: 'users', keys: ['ALL', user(id)] }),
        person: id,
        as: 'users',
        fate: 'erased',
      }),
    },
    {
      yaml: collection(style, {
        name: 'settings',
        keys: ['ALL', `${user('{customer_id}')}${sep}SET${sep}{key}`],
        fields: [customerIdentity, plain('key')],
      }),
      make: ({ id }, nth) => ({
        item: made({ style, name: 'settings', keys: ['ALL', `${user(id)}${sep}SET${sep}${nth}`] }),
        person: id,
        as: 'settings',
        fate: 'erased',
      }),
    },
    {
      yaml: '',
      make: ({ id }, nth) => ({
        item: made({ style, name: 'token', keys: ['ALL', `${user(id)}${sep}TOKEN${sep}${nth}`] }),
        person: id,
        as: 'named',
        fate: 'kept',
      }),
    },
  ];
  return draws.chance(50) ? kinds : kinds.slice(0, 2);
}

/** In the person's partition: a kind that the map says holds nothing about people, and one that nobody mapped. */
function others(draws: Draws, style: Style): Kind[] {
  const { sep, person } = style;
  const keys = (id: string, sk: string): [string, string] => [`${person}${sep}${id}`, sk];
  const carts: Kind = {
    yaml: collection(style, {
      name: 'carts',
      keys: keys('{customer_id}', `CART${sep}{n}`),
      fields: [],
      skipped: true,
    }),
    make: ({ id }, nth) => ({
      item: made({ style, name: 'carts', keys: keys(id, `CART${sep}${nth}`) }),
      person: id,
      as: 'hidden',
      fate: 'kept',
    }),
  };
  const gifts: Kind = {
    crowded: true,
    yaml: '',
    make: ({ id }, nth) => ({
      item: made({
        style,
        name: 'gift',
        keys: keys(id, `GIFT${sep}${nth}`),
        more: { note: text(`for ${id}`) },
      }),
      person: id,
      as: 'named',
      fate: 'kept',
    }),
  };
  return draws.some([carts, gifts], 1);
}

const furtherKinds = [orders, notes, mails, members, settings, others];
