import type { CollectionMap, StoreMap } from '../../domain/data-map';
import type { FaultPlace } from '../../domain/store-examination';
import { StoreForbiddenError, StoreShapeError } from '../connector';
import { RelationalCatalogue } from '../relational/catalogue';
import type { RunSql } from '../relational/run-sql';
import { ALL_RELATIONS_SQL, NAMED_RELATIONS_SQL } from './catalogue-sql';
import { postgresPlace } from './postgres-place';
import { type Column, type Relation, readRelation } from './relation';

/**
 * Types that hold several values, or none that is written one way: comparing them with one value finds
 * nothing.
 */
const UNSEARCHABLE_TYPES = new Set(['json', 'jsonb', 'xml', 'hstore', 'tsvector']);

/** What PostgreSQL says it holds. */
export class Catalogue extends RelationalCatalogue<Relation> {
  /** The tables of the map, with those that inherit from them. */
  static async read(run: RunSql, store: StoreMap): Promise<Catalogue> {
    const places = store.collections.map(schemaAndTable);
    const { rows } = await run(NAMED_RELATIONS_SQL, [
      places.map(({ schema }) => schema),
      places.map(({ table }) => table),
    ]);
    return new Catalogue(store, relationsOf(rows));
  }

  /** All tables and views of all schemas. */
  static async readAll(run: RunSql, store: StoreMap): Promise<Catalogue> {
    return new Catalogue(store, relationsOf((await run(ALL_RELATIONS_SQL)).rows));
  }

  protected override isIn(collection: CollectionMap, relation: Pick<Relation, 'schema' | 'table'>): boolean {
    const { schema, table } = schemaAndTable(collection);
    return relation.schema === schema && relation.table === table;
  }

  protected override quoted(relation: Relation): string {
    return qualifiedName(relation);
  }

  protected override assertReadable(relation: Relation, name: string, place: FaultPlace): void {
    if (relation.rowSecurity) {
      const words = 'has row security that applies to the desk: give its user BYPASSRLS';
      throw new StoreForbiddenError(`${name} ${words}`, { ...place, code: 'row-security' });
    }
    if (!relation.usable || relation.columns.some((column) => !column.readable))
      throw new StoreForbiddenError(`${name} may not be read whole: grant SELECT on it`, {
        ...place,
        code: '42501',
      });
  }

  override isSearchable({ base, category, kind }: Column): boolean {
    const several = category === 'A' || category === 'C' || kind === 'r' || kind === 'm';
    return !several && !UNSEARCHABLE_TYPES.has(base);
  }

  override isBytes({ base }: Column): boolean {
    return base === 'bytea';
  }
}

function relationsOf(rows: readonly (readonly (string | null)[])[]): Relation[] {
  return rows.map(([json]) => readRelation(json ?? '{}'));
}

/**
 * The schema and table of a collection: `physical.schema` and `physical.table`, else `public` and its own
 * name.
 */
export function schemaAndTable(collection: CollectionMap): {
  readonly schema: string;
  readonly table: string;
} {
  const { schema = 'public', table = collection.name } = postgresPlace(collection);
  return { schema, table };
}

/** A relation for SQL, quoted, with its schema. */
export function qualifiedName({ schema, table }: Pick<Relation, 'schema' | 'table'>): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
}

/**
 * An identifier for SQL. Names come from map and catalogue, never from a request; quoting makes odd ones
 * harmless.
 */
export function quoteIdentifier(identifier: string): string {
  if (identifier.includes('\0')) throw new StoreShapeError('a name in the map holds a NUL character');
  return `"${identifier.replaceAll('"', '""')}"`;
}
