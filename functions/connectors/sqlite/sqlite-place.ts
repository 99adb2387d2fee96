import type { CollectionMap } from '../../domain/data-map';
import type { FaultPlace } from '../../domain/store-examination';

/** What `physical` says of a table; the build checked it (`sqlite.kind.ts`). */
export interface SqlitePlace {
  /** Default: the name of the collection. */
  readonly table?: string | undefined;
  /** Tables that the triggers of this table are known to write. */
  readonly triggers_write?: string[] | undefined;
}

export function sqlitePlace({ physical }: Pick<CollectionMap, 'physical'>): SqlitePlace {
  return physical;
}

/** The table of a collection, as the map names it. */
export function tableName(collection: Pick<CollectionMap, 'name' | 'physical'>): string {
  return sqlitePlace(collection).table ?? collection.name;
}

export function faultPlace(collection: Pick<CollectionMap, 'name' | 'physical'>): FaultPlace {
  return { collection: collection.name, table: tableName(collection) };
}
