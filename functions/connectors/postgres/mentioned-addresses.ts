import type { Unread } from '../../domain/finding';
import { asciiLowerCase } from '../../domain/identity-values';
import { addressAlone, isBareAddress } from '../address-alone';
import type { CollectionSearch } from '../mapped-collection';
import type { LocateContext } from './locate-context';
import { columnOf, faultPlace, quoted } from './postgres-catalogue';
import { BoundValues, folded, foldsCase, servesFolded } from './postgres-condition';
import type { RawResult } from './postgres-session';
import type { Column, Table } from './relation';
import { withinMoment } from './within-moment';

/**
 * Beyond this size, an address inside a longer text is not looked for where an index spares the search the
 * reading of the table.
 */
export const LARGEST_BYTES = 512 * 1024 * 1024;
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
): Promise<Unread[]> {
  const unread: Unread[] = [];
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
  if (!servesFolded(table, column)) return true;
  const oids = catalogue.relations.filter((one) => isWithin(catalogue, one, table.oid)).map(({ oid }) => oid);
  const sql = 'SELECT coalesce(sum(pg_relation_size(o)), 0)::text FROM unnest($1::oid[]) AS o';
  return Number((await run(sql, [oids])).rows[0]?.[0]) <= LARGEST_BYTES;
}

function isWithin(
  catalogue: LocateContext['catalogue'],
  { oid, parents }: { readonly oid: string; readonly parents: readonly string[] },
  root: string,
): boolean {
  const above = catalogue.relations.filter((one) => parents.includes(one.oid));
  return oid === root || above.some((one) => isWithin(catalogue, one, root));
}

interface Asked {
  readonly column: Column;
  readonly addresses: readonly string[];
}

async function mentionsIn({ run }: LocateContext, table: Table, { column, addresses }: Asked) {
  const bound = new BoundValues();
  const low = folded(column, 't.');
  const lowered = addresses.map(asciiLowerCase);
  const among = lowered.map(
    (address) =>
      `(strpos(${low}, ${bound.bind(address)}) > 0 AND ${low} ~ ${bound.bind(addressAlone(address))})`,
  );
  const bare = `${low} = ANY(${bound.bind(lowered)}::text[])`;
  const keys = table.keyed === 'all' ? table.collection.primaryKey : [];
  const shown = keys.length > 0 ? keys.map((key) => `t.${quoted(key)}`) : ['1'];
  const sql = `SELECT ${shown.join(', ')} FROM ${table.name} t
    WHERE (${among.join(' OR ')}) AND NOT ${bare} LIMIT ${MOST_NAMED + 1}`;
  try {
    return named(table, column, keys, await withinMoment(run, () => run(sql, bound.values)));
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== '57014') throw error;
    return [placed(table, column, 'too-large')];
  }
}

function named(table: Table, column: Column, keys: readonly string[], { rows }: RawResult): Unread[] {
  if (rows.length === 0) return [];
  if (keys.length === 0 || rows.length > MOST_NAMED) return [placed(table, column, 'mentioned')];
  return rows.map((row): Unread => {
    const key = Object.fromEntries(keys.map((name, at) => [name, row[at] ?? '']));
    const words = keys.map((name) => `${name} ${key[name]}`).join(', ');
    const unread = placed(table, column, 'mentioned');
    return { ...unread, place: `${unread.place} (${words})`, row: key };
  });
}

function placed({ collection }: Table, column: Column, reason: Unread['reason']): Unread {
  return {
    collection: collection.name,
    place: `${faultPlace(collection).table}.${column.name}`,
    reason,
  };
}
