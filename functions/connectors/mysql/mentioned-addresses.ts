import type { UnreadPlace } from '../../domain/finding';
import { bareAddress, isBareAddress } from '../bare-address';
import type { CollectionSearch } from '../mapped-collection';
import { columnOf } from '../relational/catalogue';
import { faultPlace } from '../relational/fault-place';
import type { LocateContext } from '../relational/locate-context';
import type { RawResult, RunSql } from '../relational/run-sql';
import { runLimited } from './limited-run';
import { andHeld, foldsCase, lowered, searchCondition, servesFoldedSearch } from './mysql-condition';
import type { Column, Relation, Table } from './relation';
import { BoundValues, columnSql } from './sql-text';
import { leadingIndexes, sizeOf } from './table-size';

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
  { run }: LocateContext<Relation>,
  table: Table,
  { conditions }: CollectionSearch,
): Promise<UnreadPlace[]> {
  const unread: UnreadPlace[] = [];
  for (const { field, values } of conditions) {
    const column = columnOf<Column>(table, field);
    const addresses = values.filter(isBareAddress);
    if (addresses.length === 0 || !foldsCase(table, column)) continue;
    if (!(await isAffordable(run, table, column))) continue;
    unread.push(...(await mentionsIn(run, table, { column, addresses })));
  }
  return unread;
}

/** The search itself reads the whole table where no index serves it. */
export async function isAffordable(run: RunSql, table: Table, column: Column): Promise<boolean> {
  if (!servesFoldedSearch(column)) return true;
  if (!(await leadingIndexes(run, table)).has(column.name)) return true;
  return (await sizeOf(run, table)).bytes <= MAX_READ_BYTES;
}

interface Asked {
  readonly column: Column;
  readonly addresses: readonly string[];
}

async function mentionsIn(run: RunSql, table: Table, { column, addresses }: Asked): Promise<UnreadPlace[]> {
  const bound = new BoundValues();
  const low = (expression: string) => `LOWER(CONVERT(${expression} USING utf8mb4)) COLLATE utf8mb4_bin`;
  const text = low(columnSql(column));
  const among = addresses.map(lowered).map((address) => {
    const holds = `INSTR(${text}, ${low(bound.bind(address))}) > 0`;
    return `(${holds} AND ${text} REGEXP ${low(bound.bind(bareAddress(address)))})`;
  });
  const keys = table.keyed === 'all' ? table.collection.primaryKey : [];
  const shown = keys.length > 0 ? keys.map((key) => columnSql(columnOf(table, key))) : ['1'];
  const conditions = [{ field: column.name, values: addresses }];
  const bare = searchCondition(table, { collection: table.collection, conditions }, bound);
  const result = await runLimited(
    run,
    `${shown.join(', ')} FROM ${table.name} t WHERE (${among.join(' OR ')}) AND NOT ${bare}${andHeld(table, bound)} LIMIT ${MOST_NAMED + 1}`,
    bound.values,
  );
  return result ? named(table, column, keys, result) : [placed(table, column, 'too-large')];
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
  return { collection: collection.name, place: `${faultPlace(collection).table}.${column.name}`, reason };
}
