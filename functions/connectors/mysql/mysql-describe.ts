import type { StoreMap } from '../../domain/data-map';
import type { StoreShape } from '../connector';
import { qualifiedTableName } from '../relational/fault-place';
import { keysInOrder } from '../relational/relation';
import type { RunSql } from '../relational/run-sql';
import { Catalogue } from './mysql-catalogue';
import type { Relation } from './relation';

/**
 * Every table of every database that the user can see, and in words what was not looked at. Views only show
 * what other tables hold.
 */
export async function describeDatabase(run: RunSql, store: StoreMap): Promise<StoreShape> {
  const catalogue = await Catalogue.readAll(run, store);
  const looked: StoreShape['collections'][number][] = [];
  const notLookedAt: string[] = [];
  for (const relation of catalogue.relations) {
    const mapped = catalogue.collectionsIn(relation);
    if (mapped.length === 0 && relation.kind === 'v')
      notLookedAt.push(
        `${qualifiedTableName(relation.schema, relation.table)}: a view, which shows what other tables hold`,
      );
    else looked.push(...shapesOf(catalogue, relation));
  }
  return { collections: looked, ...(notLookedAt.length > 0 ? { notLookedAt } : {}) };
}

function shapesOf(catalogue: Catalogue, relation: Relation): StoreShape['collections'] {
  const { schema, table } = relation;
  const fields = relation.columns.map(({ name, type }) => ({ name, type }));
  const names = catalogue.collectionsIn(relation).map(({ name }) => name);
  return (names.length > 0 ? names : [qualifiedTableName(schema, table)]).map((name) => ({
    name,
    ...(schema === '' ? {} : { schema }),
    table,
    fields,
    keys: keysInOrder(relation).map(({ columns }) => columns),
  }));
}
