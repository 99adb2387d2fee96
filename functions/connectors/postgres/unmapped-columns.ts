import type { RelationalCatalogue } from '../relational/catalogue';
import { qualifiedName, quoteIdentifier } from './postgres-catalogue';
import type { Relation, Table } from './relation';

/**
 * A column that the map does not know, and the condition under which a row `t`, lying at a place, holds
 * something in it.
 */
export interface UnmappedColumn {
  readonly field: string;
  readonly holds: (oid: string, ctid: string) => string;
}

/**
 * Columns of the table, and those that only a table inheriting from it has: its rows are found, exported and
 * erased with the others.
 */
export function unmappedColumns(table: Table, catalogue: RelationalCatalogue<Relation>): UnmappedColumn[] {
  const known = namesIn(asMapped(table, catalogue));
  const own = table.columns
    .filter(({ name }) => !known.has(name))
    .map(({ name }) => ({ field: name, holds: () => isFilled(`t.${quoteIdentifier(name)}`) }));
  return [...own, ...table.heirs.flatMap((heir) => inheritedExtras(table, heir, catalogue))];
}

function inheritedExtras(
  table: Table,
  heir: Relation,
  catalogue: RelationalCatalogue<Relation>,
): UnmappedColumn[] {
  const known = new Set(
    [table.collection, ...catalogue.collectionsIn(heir)].flatMap((collection) => [...namesIn(collection)]),
  );
  return extraColumns(table, heir)
    .filter((name) => !known.has(name))
    .map((name) => ({
      field: name,
      holds: (oid, ctid) => `EXISTS (SELECT 1 FROM ONLY ${qualifiedName(heir)} x
        WHERE x.ctid = ${ctid} AND ${oid} = '${Number(heir.oid)}'::oid AND ${isFilled(`x.${quoteIdentifier(name)}`)})`,
    }));
}

/** What a table that inherits has beyond its parent. */
export function extraColumns(table: Table, heir: Relation): string[] {
  return heir.columns
    .map(({ name }) => name)
    .filter((name) => !table.columns.some((column) => column.name === name));
}

/** Without a key that only the catalogue knows: its columns are unmapped like others. */
function asMapped({ collection }: Table, { store }: RelationalCatalogue<Relation>): Table['collection'] {
  return store.collections.find(({ name }) => name === collection.name) ?? collection;
}

function namesIn({ fields, primaryKey }: Table['collection']): Set<string> {
  return new Set([...fields.map(({ name }) => name), ...primaryKey]);
}

function isFilled(column: string): string {
  return `coalesce(${column}::text NOT IN ('', '{}', '[]'), false)`;
}
