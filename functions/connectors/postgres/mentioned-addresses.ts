import type { UnreadPlace } from '../../domain/finding';
import { asciiLowerCase } from '../../domain/identity-values';
import { bareAddress, isBareAddress } from '../bare-address';
import type { CollectionSearch } from '../mapped-collection';
import { columnOf } from '../relational/catalogue';
import { faultPlace } from '../relational/fault-place';
import type { RawResult } from '../relational/run-sql';
import type { LocateContext } from './locate-context';
import { quoteIdentifier } from './postgres-catalogue';
import { andHeld, BoundValues, foldedSql, foldsCase, servesFoldedSearch } from './postgres-condition';
import type { Column, Table } from './relation';
import { withShortTimeout } from './with-short-timeout';

/**
 * Beyond this size, an address inside a longer text is not looked for where an index spares the search the
 * reading of the table.
 */
export const MAX_READ_BYTES = 512 * 1024 * 1024;
/** So many rows are named one by one. */
const MOST_NAMED = 100;

/**
 * Rows in which an address is among others, or next to a name: `Ida <ida@x.example>, zoe@x.example`. No rule
 * can say whose such a row is, and the search for the bare address does not find it, so each is reported for
 * a person to look at.
 */
export async function mentionedAddresses(
  context: LocateContext,
  table: Table,
  { conditions }: CollectionSearch,
): Promise<UnreadPlace[]> {
  const unread: UnreadPlace[] = [];
  for (const { field, values } of conditions) {
    const column = columnOf(table, field);
    const addresses = values.filter(isBareAddress);
    if (addresses.length === 0 || !foldsCase(table, column) || column.base === 'bpchar') continue;
    if (!(await isAffordable(context, table, column))) continue;
    unread.push(...(await mentionsIn(context, table, { column, addresses })));
  }
  return unread;
}

/** The search itself reads the whole table where no index serves it. */
export async function isAffordable(
  { run, catalogue }: Pick<LocateContext, 'run' | 'catalogue'>,
  table: Table,
  column: Column,
): Promise<boolean> {
  if (!servesFoldedSearch(table, column)) return true;
  const oids = catalogue.relationsWithin(table).map(({ oid }) => oid);
  const sql = 'SELECT coalesce(sum(pg_relation_size(o)), 0)::text FROM unnest($1::oid[]) AS o';
  return Number((await run(sql, [oids])).rows[0]?.[0]) <= MAX_READ_BYTES;
}

interface Asked {
  readonly column: Column;
  readonly addresses: readonly string[];
}

async function mentionsIn({ run }: LocateContext, table: Table, { column, addresses }: Asked) {
  const bound = new BoundValues();
  const low = foldedSql(column, 't');
  const lowered = addresses.map(asciiLowerCase);
  const among = lowered.map(
    (address) =>
      `(strpos(${low}, ${bound.bind(address)}) > 0 AND ${low} ~ ${bound.bind(bareAddress(address))})`,
  );
  const bare = `${low} = ANY(${bound.bind(lowered)}::text[])`;
  const keys = table.keyed === 'all' ? table.collection.primaryKey : [];
  const shown = keys.length > 0 ? keys.map((key) => `t.${quoteIdentifier(key)}`) : ['1'];
  const sql = `SELECT ${shown.join(', ')} FROM ${table.name} t
    WHERE (${among.join(' OR ')}) AND NOT ${bare}${andHeld(table, bound)} LIMIT ${MOST_NAMED + 1}`;
  try {
    return named(table, column, keys, await withShortTimeout(run, () => run(sql, bound.values)));
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== '57014') throw error;
    return [placed(table, column, 'too-large')];
  }
}

function named(table: Table, column: Column, keys: readonly string[], { rows }: RawResult): UnreadPlace[] {
  if (rows.length === 0) return [];
  if (keys.length === 0 || rows.length > MOST_NAMED) return [placed(table, column, 'mentioned')];
  return rows.map((row): UnreadPlace => {
    const key = Object.fromEntries(keys.map((name, at) => [name, row[at] ?? '']));
    const words = keys.map((name) => `${name} ${key[name]}`).join(', ');
    const unread = placed(table, column, 'mentioned');
    return { ...unread, place: `${unread.place} (${words})`, row: key };
  });
}

function placed({ collection }: Table, column: Column, reason: UnreadPlace['reason']): UnreadPlace {
  return {
    collection: collection.name,
    place: `${faultPlace(collection).table}.${column.name}`,
    reason,
  };
}
