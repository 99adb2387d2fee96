import { isMap, isScalar, isSeq, type Node, parseDocument, visit, type YAMLMap, type YAMLSeq } from 'yaml';
import * as z from 'zod';
import { qualifiedTableName } from '../../connectors/relational/fault-place';

const text = z.string().min(1);

const retention = z.strictObject({
  country: text.regex(/^[A-Z]{2}$/),
  ground: text,
  article: text,
  period: text.regex(/^P\d+Y$/),
  year_end: z.boolean(),
  source: text,
  /** Where the words of the law were read: `official`, or somewhere else with its name. */
  read: text,
  note: text.optional(),
});

const head = z.strictObject({
  title: text,
  kind: text,
  /** A table that only this software has: whole, or its end where a prefix comes before it. */
  told_by: text,
  /** What the names of tables begin with, unless the shop chose otherwise. Without it they have no prefix. */
  usual_prefix: text.optional(),
  /** Where the tables lie, if not where the store looks by itself. */
  schema: text.optional(),
  fits: z.array(text),
  sources: z.array(z.url()),
  own_tables: z.array(text).default([]),
  optional: z.strictObject({ collections: z.array(text), fields: z.record(z.string(), z.array(text)) }),
  newer: z.record(z.string(), z.array(text)),
  about_nobody: z.array(z.strictObject({ because: text, tables: z.array(text) })),
  questions: z.array(text),
  retention: z.array(retention).default([]),
});

/** What a ready map says of itself, under `ready_map`. */
export type ReadyMapHead = z.output<typeof head>;
export type Retention = ReadyMapHead['retention'][number];

/** What the shop has and wants. */
export interface ReadyMapChoices {
  /** Of its tables: `wp_`. */
  readonly prefix: string;
  /** `posts`: the shop has no tables of its own for orders. */
  readonly orders: 'tables' | 'posts';
  readonly retention?: Retention | undefined;
  /** Its tables with their columns, where the database was asked. */
  readonly tables?: ReadonlyMap<string, readonly string[]> | undefined;
}

export interface FilledMap {
  readonly text: string;
  /** Tables and columns of the ready map that this map does not have. */
  readonly leftOut: readonly string[];
}

/** @throws z.ZodError for a ready map whose head is not as it must be */
export function readyMapHead(template: string): ReadyMapHead {
  const { ready_map } = parseDocument(template).toJS() as { readonly ready_map: unknown };
  return head.parse(ready_map);
}

/**
 * The data map of one shop, made of a ready map: a file like any other from then on, with the comments that
 * say why. Without `tables`, what only some versions have is left out, and `map check` names it.
 */
export function fillReadyMap(template: string, choices: ReadyMapChoices): FilledMap {
  const { title, schema, own_tables, optional, newer, about_nobody } = readyMapHead(template);
  const doc = parseDocument(template.replaceAll('{prefix}', choices.prefix));
  withoutAliases(doc);
  const collections = doc.getIn(['dataset', 0, 'collections']) as YAMLSeq<YAMLMap>;
  const leftOut: string[] = [];
  const isHere = (collection: YAMLMap) => {
    const name = String(collection.get('name'));
    const table = tableOf(collection);
    const isOwn = choices.orders === 'posts' && own_tables.includes(name);
    if (choices.tables) return !isOwn && choices.tables.has(table);
    return !isOwn && !optional.collections.includes(name);
  };
  for (const gone of collections.items.filter((one) => !isHere(one))) leftOut.push(tableOf(gone));
  collections.items = collections.items.filter(isHere);
  const names = new Set(collections.items.map((one) => String(one.get('name'))));
  for (const collection of collections.items) {
    const name = String(collection.get('name'));
    const doubtful = { optional: optional.fields[name] ?? [], newer: newer[name] ?? [] };
    leftOut.push(...withoutFields(collection, doubtful, choices));
    withoutReferences(collection, names);
    if (choices.retention) keepAs(doc, collection, choices.retention);
  }
  for (const { because, tables } of about_nobody) {
    const skipped = tables.map((table) => skippedTable(`${choices.prefix}${table}`, schema));
    addSkipped(doc, collections, because, skipped);
  }
  doc.delete('ready_map');
  doc.commentBefore = ` ${title}, written by npx rightsdesk map use. What it covers, and what not: docs/ready-maps.md`;
  return { text: doc.toString({ lineWidth: 0 }), leftOut: [...new Set(leftOut)] };
}

type Doc = ReturnType<typeof parseDocument>;

/** Written out, so that each place can be changed by itself. */
function withoutAliases(doc: Doc): void {
  visit(doc, { Alias: (_, alias) => alias.resolve(doc)?.clone() as Node });
  visit(doc, {
    Collection: (_, node) => {
      delete node.anchor;
    },
  });
}

interface DoubtfulFields {
  readonly optional: readonly string[];
  readonly newer: readonly string[];
}

function withoutFields(
  collection: YAMLMap,
  { optional, newer }: DoubtfulFields,
  { tables }: ReadyMapChoices,
): string[] {
  const table = tableOf(collection);
  const there = tables?.get(table);
  const gone = there ? [...optional, ...newer].filter((name) => !there.includes(name)) : optional;
  const isGone = (node: unknown) =>
    gone.includes(String(isMap(node) ? node.get('name') : isScalar(node) ? node.value : ''));
  const also = collection.getIn(['rightsdesk_meta', 'also']);
  const groups = isSeq<YAMLMap>(also) ? also.items : [];
  for (const list of [collection.get('fields'), ...groups.map((group) => group.get('fields'))])
    if (isSeq(list)) list.items = list.items.filter((one) => !isGone(one));
  if (isSeq<YAMLMap>(also)) also.items = groups.filter((group) => namesSomething(group.get('fields')));
  return gone.map((name) => `${table}.${name}`);
}

function namesSomething(fields: unknown): boolean {
  return isSeq(fields) && fields.items.length > 0;
}

/** References to what the map does not have would lead nowhere. */
function withoutReferences(collection: YAMLMap, names: ReadonlySet<string>): void {
  const fields = collection.get('fields') as YAMLSeq<YAMLMap>;
  for (const field of fields.items) {
    const references = field.getIn(['fides_meta', 'references']);
    if (!isSeq<YAMLMap>(references)) continue;
    references.items = references.items.filter((one) =>
      names.has(String(one.get('field')).split('.')[0] ?? ''),
    );
    if (references.items.length === 0) field.deleteIn(['fides_meta', 'references']);
  }
}

function keepAs(doc: Doc, collection: YAMLMap, retention: Retention): void {
  const retain = collection.getIn(['rightsdesk_meta', 'on_erasure', 'retain']);
  if (!isMap(retain)) return;
  const { ground, article, period, year_end, source, read, note } = retention;
  for (const [key, value] of Object.entries({ ground, article, period, year_end }))
    retain.set(key, doc.createNode(value));
  const words = [`Law: ${source}, read ${read}. Have it confirmed.`, ...(note ? [note] : [])];
  const meta = collection.get('rightsdesk_meta') as YAMLMap;
  const pair = meta.items.find(({ key }) => isScalar(key) && key.value === 'on_erasure');
  if (pair && isScalar(pair.key)) pair.key.commentBefore = words.map((line) => ` ${line}`).join('\n');
}

interface SkippedTable {
  readonly name: string;
  readonly fides_meta: { readonly skip_processing: true };
  readonly rightsdesk_meta?: { readonly physical: { readonly schema: string; readonly table: string } };
  readonly fields: readonly [];
}

function skippedTable(table: string, schema: string | undefined): SkippedTable {
  const skipped = { name: table, fides_meta: { skip_processing: true }, fields: [] } as const;
  return schema === undefined ? skipped : { ...skipped, rightsdesk_meta: { physical: { schema, table } } };
}

function addSkipped(
  doc: Doc,
  collections: YAMLSeq<YAMLMap>,
  because: string,
  skipped: readonly SkippedTable[],
): void {
  for (const [at, one] of skipped.entries()) {
    const node = doc.createNode(one, { flow: true }) as YAMLMap;
    if (at === 0) node.commentBefore = ` ${because}: not searched`;
    collections.items.push(node);
  }
}

/** As the store names it: with its schema, if that is not where the store looks by itself. */
function tableOf(collection: YAMLMap): string {
  const at = (key: string) => collection.getIn(['rightsdesk_meta', 'physical', key]);
  return qualifiedTableName(String(at('schema') ?? ''), String(at('table')));
}
