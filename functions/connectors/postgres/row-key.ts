import { columnOf } from '../relational/catalogue';
import { readContentMark } from '../relational/content-mark';
import type { RunSql } from '../relational/run-sql';
import { quoteIdentifier } from './postgres-catalogue';
import { andHeld, BoundValues } from './postgres-condition';
import type { Table } from './relation';

/** The physical place of a row: valid for one transaction. */
export interface RowPlace {
  /** Which of the keys asked for; counted from 0. */
  readonly key: number;
  readonly oid: string;
  readonly ctid: string;
}

/** SHA-256 of the whole row `t` as PostgreSQL writes it, under the session's fixed settings. */
export const CONTENT_HASH_SQL = "encode(sha256(convert_to((t.*)::text, 'UTF8')), 'hex')";

/** Whether a row `t` is identified by its content. */
export function lacksKey(table: Table): string {
  if (table.keyed === 'none') return 'true';
  const empty = table.collection.primaryKey.map((field) => `t.${quoteIdentifier(field)} IS NULL`);
  return `(${empty.join(' OR ')})`;
}

/**
 * The places of the rows of these keys; a row that is gone has none. With `lock`, no other transaction
 * changes them until this one ends, and rows of the same content are taken in any order: an earlier call may
 * have erased some of them, so that their numbers have moved up.
 */
export async function placesOf(
  run: RunSql,
  table: Table,
  keys: readonly (readonly string[])[],
  lock = false,
): Promise<RowPlace[]> {
  const numbered = keys.map((key, index) => ({ key, index, content: readContentMark(key) }));
  const byKey = numbered.filter(({ content }) => content === undefined);
  const byContent = numbered.flatMap(({ content, index }) => (content ? [{ ...content, index }] : []));
  const locks = lock && table.columns.some((column) => column.writable);
  return [
    ...(byKey.length > 0 ? await byKeyValues(run, table, byKey, locks) : []),
    ...(byContent.length > 0 ? await byContents(run, table, lock ? renumbered(byContent) : byContent) : []),
  ];
}

type Keyed = readonly { readonly key: readonly string[]; readonly index: number }[];

async function byKeyValues(run: RunSql, table: Table, keys: Keyed, lock: boolean): Promise<RowPlace[]> {
  const bound = new BoundValues();
  const from = keyJoin(
    table,
    keys.map(({ key }) => key),
    bound,
    lock,
  );
  const sql = `SELECT p.place, t.tableoid, t.ctid FROM ${from}${lock ? ' FOR UPDATE OF t' : ''}`;
  const { rows } = await run(sql, bound.values);
  return rows.map(([place, oid, ctid]) => ({
    key: keys[Number(place) - 1]?.index ?? -1,
    oid: oid ?? '',
    ctid: ctid ?? '',
  }));
}

/**
 * The keys as a table `p`, with their `place` from 1, joined to their rows `t`. Each key is looked up in the
 * index that keeps it unique; by its own estimate PostgreSQL would rather read the whole table for every few
 * thousand of them. A table that inherits may lack the index, and rows to be locked are joined directly.
 */
export function keyJoin(
  table: Table,
  keys: readonly (readonly string[])[],
  bound: BoundValues,
  lock = false,
): string {
  const fields = table.collection.primaryKey;
  const values = fields.map((_, at) => `${bound.bind(keys.map((key) => key[at]))}::text[]`);
  const names = fields.map((_, at) => `k${at}`);
  const equal = fields.map((field, at) => {
    const { equality, sqlType } = columnOf(table, field);
    return `t.${quoteIdentifier(field)} ${equality} p.k${at}::${sqlType}`;
  });
  const from = `unnest(${values.join(', ')}) WITH ORDINALITY AS p(${names.join(', ')}, place)`;
  const is = equal.join(' AND ') + andHeld(table, bound);
  if (lock || table.keyed === 'none' || table.heirs.length > 0)
    return `${from} JOIN ${table.name} t ON ${is}`;
  return `${from} CROSS JOIN LATERAL (SELECT t.*, t.tableoid, t.ctid FROM ${table.name} t WHERE ${is} OFFSET 0) t`;
}

interface Content {
  readonly hash: string;
  readonly nth: string;
  readonly index: number;
}

function renumbered(contents: readonly Content[]): Content[] {
  const seen = new Map<string, number>();
  return contents.map((one) => {
    const nth = (seen.get(one.hash) ?? 0) + 1;
    seen.set(one.hash, nth);
    return { ...one, nth: `${nth}` };
  });
}

async function byContents(run: RunSql, table: Table, contents: readonly Content[]): Promise<RowPlace[]> {
  const bound = new BoundValues();
  const hashes = bound.bind([...new Set(contents.map(({ hash }) => hash))]);
  const sql = `SELECT h, row_number() OVER (PARTITION BY h ORDER BY o, c), o, c
    FROM (SELECT ${CONTENT_HASH_SQL} AS h, t.tableoid AS o, t.ctid AS c FROM ${table.name} t
      WHERE ${lacksKey(table)}${andHeld(table, bound)}) found WHERE h = ANY(${hashes}::text[])`;
  const { rows } = await run(sql, bound.values);
  const wanted = new Map(contents.map(({ hash, nth, index }) => [`${hash} ${nth}`, index]));
  return rows.flatMap(([hash, nth, oid, ctid]) => {
    const key = wanted.get(`${hash} ${nth}`);
    return key === undefined ? [] : [{ key, oid: oid ?? '', ctid: ctid ?? '' }];
  });
}

/**
 * Which of these places still hold a row. One that is known by its content is never looked up again after
 * others of the same content went.
 */
export async function filledPlaces(
  run: RunSql,
  table: Table,
  places: readonly RowPlace[],
): Promise<RowPlace[]> {
  if (places.length === 0) return [];
  const bound = new BoundValues();
  const at = atPlaces(places, bound);
  const { rows } = await run(
    `SELECT p.place FROM ${at.from} JOIN ${table.name} t ON ${at.is('t')}`,
    bound.values,
  );
  return rows.flatMap(([place]) => places[Number(place) - 1] ?? []);
}

/**
 * `unnest` of OIDs and places as a table `p(o, c)`, and the condition that a row `t` is at one of them. It
 * means the same under any search path.
 */
export function atPlaces(places: readonly RowPlace[], bound: BoundValues, alias = 'p') {
  const oids = `${bound.bind(places.map(({ oid }) => oid))}::pg_catalog.oid[]`;
  const ctids = `${bound.bind(places.map(({ ctid }) => ctid))}::pg_catalog.tid[]`;
  return {
    from: `ROWS FROM (pg_catalog.unnest(${oids}), pg_catalog.unnest(${ctids})) WITH ORDINALITY AS ${alias}(o, c, place)`,
    is: (row: string) =>
      `${row}.ctid OPERATOR(pg_catalog.=) ${alias}.c AND ${row}.tableoid OPERATOR(pg_catalog.=) ${alias}.o`,
  };
}
