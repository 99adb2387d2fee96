import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { AnswerKey } from './answer-key';

interface ReadyMap {
  readonly ready_map: { readonly about_nobody: readonly { readonly tables: readonly string[] }[] };
  readonly dataset: readonly [{ readonly collections: readonly Collection[] }];
}

interface Collection {
  readonly name: string;
  readonly rightsdesk_meta: {
    readonly own_record?: boolean;
    readonly owner?: string;
    readonly on_erasure?: unknown;
    readonly physical: { readonly table: string };
    readonly also?: readonly {
      readonly data_categories: readonly string[];
      readonly fields: readonly string[];
    }[];
  };
  readonly fields: readonly Field[];
}

interface Field {
  readonly name: string;
  readonly data_categories: readonly string[];
  readonly fides_meta?: {
    readonly identity?: string;
    readonly references?: readonly { readonly field: string; readonly direction: string }[];
  };
  readonly rightsdesk_meta?: { readonly third_party?: boolean };
}

/**
 * The ready map of WooCommerce as an answer key. A draft cannot tell apart what the map divides a table into:
 * such a table may be left to a person, a field leads to people or names somebody else only if all parts say
 * so, and a secret in one part is one everywhere. No key asks what an id says.
 */
export function wooCommerceKey(prefix = 'wp_'): AnswerKey {
  const text = readFileSync(join(__dirname, '../../ready-maps/woocommerce.yaml'), 'utf8');
  const { ready_map, dataset } = parse(text.replaceAll('{prefix}', prefix)) as ReadyMap;
  const { collections } = dataset[0];
  const tables = [...new Set(collections.map(tableOf))];
  const parts = (table: string) => collections.filter((one) => tableOf(one) === table);
  const where = (is: (one: Collection) => boolean | undefined) =>
    tables.filter((table) => parts(table).some(is));
  const everywhere = (is: (field: Field) => boolean | undefined) =>
    tables.flatMap((table) => {
      const names = parts(table).map(({ fields }) => fields.filter(is).map(({ name }) => name));
      return (names[0] ?? [])
        .filter((name) => names.every((other) => other.includes(name)))
        .map((name) => `${table}.${name}`);
    });
  return {
    own: where(({ rightsdesk_meta }) => rightsdesk_meta.own_record),
    shared: where(({ rightsdesk_meta }) => rightsdesk_meta.owner === 'shared'),
    theirs: where(({ rightsdesk_meta: { own_record, owner } }) => !own_record && owner !== 'shared'),
    nobody: ready_map.about_nobody.flatMap(({ tables: names }) => names.map((name) => prefix + name)),
    open: tables.filter((table) => parts(table).length > 1),
    references: referencesIn(collections),
    // Leads to a part of the same order.
    actors: [
      `${prefix}wc_order_product_lookup.order_item_id > ${prefix}woocommerce_order_items.order_item_id`,
    ],
    identities: everywhere(({ fides_meta }) => fides_meta?.identity !== undefined),
    mayDestroy: tables.filter((table) =>
      parts(table).every(({ rightsdesk_meta }) => rightsdesk_meta.on_erasure === 'erase'),
    ),
    somebodyElses: everywhere(({ rightsdesk_meta }) => rightsdesk_meta?.third_party),
    secrets: secretsIn(collections),
    categories: categoriesIn(collections),
  };
}

function tableOf({ rightsdesk_meta }: Collection): string {
  return rightsdesk_meta.physical.table;
}

function distinct(all: readonly string[]): string[] {
  return [...new Set(all)];
}

function referencesIn(collections: readonly Collection[]): string[] {
  const tables = new Map(collections.map((one) => [one.name, tableOf(one)]));
  return distinct(
    collections.flatMap((one) =>
      one.fields.flatMap(({ name, fides_meta }) =>
        (fides_meta?.references ?? []).map(({ field, direction }) => {
          const [collection = '', theirs] = field.split('.');
          return `${tableOf(one)}.${name} ${direction === 'from' ? '>' : '<'} ${tables.get(collection)}.${theirs}`;
        }),
      ),
    ),
  );
}

function written(one: Collection): { readonly name: string; readonly categories: readonly string[] }[] {
  return [
    ...one.fields.map(({ name, data_categories }) => ({ name, categories: data_categories })),
    ...(one.rightsdesk_meta.also ?? []).flatMap(({ data_categories, fields }) =>
      fields.map((name) => ({ name, categories: data_categories })),
    ),
  ];
}

function secretsIn(collections: readonly Collection[]): string[] {
  const isSecret = (category: string) => category.startsWith('user.authorization');
  return distinct(
    collections.flatMap((one) =>
      written(one)
        .filter(({ categories }) => categories.some(isSecret))
        .map(({ name }) => `${tableOf(one)}.${name}`),
    ),
  );
}

/** All that the map says of a field that tells something about people; any of them is right. */
function categoriesIn(collections: readonly Collection[]): AnswerKey['categories'] {
  const all: Record<string, Record<string, string[]>> = {};
  for (const one of collections)
    for (const { name, categories } of written(one)) {
      const telling = categories.filter((category) => /^user\.(?!unique_id)/.test(category));
      if (telling.length === 0 || /(?:^|_)ID$/i.test(name)) continue;
      const fields = all[tableOf(one)] ?? {};
      all[tableOf(one)] = { ...fields, [name]: distinct([...(fields[name] ?? []), ...telling]) };
    }
  return all;
}
