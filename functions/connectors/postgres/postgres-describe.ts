import type { StoreMap } from '../../domain/data-map';
import type { StoreShape } from '../connector';
import { qualifiedTableName } from '../relational/fault-place';
import { keysInOrder } from '../relational/relation';
import type { RunSql } from '../relational/run-sql';
import { Catalogue } from './postgres-catalogue';
import type { Relation } from './relation';

/**
 * Every table of every schema that the role can see, and in words what was not looked at. Views only show
 * what other tables hold.
 */
export async function describeDatabase(run: RunSql, store: StoreMap): Promise<StoreShape> {
  const catalogue = await Catalogue.readAll(run, store);
  const looked: StoreShape['collections'][number][] = [];
  const notLookedAt: string[] = [];
  for (const relation of catalogue.relations) {
    const mapped = catalogue.collectionsIn(relation);
    const reason = mapped.length > 0 ? undefined : passedOver(relation);
    if (reason !== undefined) notLookedAt.push(reason);
    // A partition is its table, seen in part.
    else if (mapped.length > 0 || !relation.isPartition) looked.push(...shapesOf(catalogue, relation));
  }
  return { collections: looked, ...(notLookedAt.length > 0 ? { notLookedAt } : {}) };
}

function shapesOf(catalogue: Catalogue, relation: Relation): StoreShape['collections'] {
  const { schema, table } = relation;
  const fields = [...relation.columns, ...inheritedColumns(catalogue, relation)].map(({ name, type }) => ({
    name,
    type,
  }));
  const names = catalogue.collectionsIn(relation).map(({ name }) => name);
  return (names.length > 0 ? names : [qualifiedTableName(schema, table)]).map((name) => ({
    name,
    schema,
    table,
    fields,
    keys: keysInOrder(relation).map(({ columns }) => columns),
  }));
}

/**
 * Columns that only a table inheriting from this one has: its rows are this one's too. One that is mapped by
 * itself tells its own.
 */
function inheritedColumns(catalogue: Catalogue, relation: Relation): Relation['columns'] {
  const mapped = catalogue.collectionsIn(relation)[0];
  if (mapped === undefined || relation.kind !== 'r') return [];
  return catalogue.relations
    .filter((one) => one.parents.includes(relation.oid) && catalogue.collectionsIn(one).length === 0)
    .flatMap((one) => one.columns)
    .filter(({ name }) => !relation.columns.some((own) => own.name === name));
}

function passedOver({ schema, table, kind, extension, usable }: Relation): string | undefined {
  const name = qualifiedTableName(schema, table);
  if (kind === 'v') return `${name}: a view, which shows what other tables hold`;
  if (extension !== null) return `${name}: belongs to the extension ${extension}`;
  if (!usable) return `${name}: the desk's user may not use the schema ${schema} (grant USAGE on it)`;
  return undefined;
}
