import {
  collection,
  customer,
  customerIdentity,
  type Kind,
  made,
  plain,
  type Style,
  text,
} from './kind-parts';
import type { Draws } from './seeded-random';

/** The record by which a person is known; the overloaded index finds it by address. */
export function profiles(draws: Draws, style: Style): Kind {
  const { sep, person, gpk, gsk } = style;
  const own = draws.chance(50);
  const sk = (id: string) => (own ? `${person}${sep}${id}` : 'META');
  const mail = draws.one(['MAIL', person, 'E']);
  return {
    yaml: collection(style, {
      name: 'profiles',
      ownRecord: true,
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

/**
 * Orders in the person's partition followed by their lines, or in partitions of their own, found by the
 * overloaded index.
 */
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
      fields: [
        inside ? customer : customerIdentity,
        plain('order_id'),
        plain('placed_on'),
        plain('sum'),
        plain('tags'),
        plain('doc'),
      ],
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
          tags: { SS: [`tag of ${id}`, 'é\u0000'] },
          doc: {
            M: { deep: { L: [{ N: '9007199254740993.5' }, { BOOL: true }, { NULL: true }, { S: '' }] } },
          },
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

/** Anonymised: a part of a document is blanked, and a number beside it must stay. */
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

/** An item that the shop uses to keep addresses unique. */
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

/** Partitions shared by many people, searched from the other side; and an item of the organisation's own. */
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

/** One partition for all users, distinguished by the sort key; and an unmapped kind in it. */
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

/** In the person's partition: a kind that the map says holds no personal data, and an unmapped one. */
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

/** What a table may hold in addition to profiles. */
export const furtherKinds = [orders, notes, mails, members, settings, others];
