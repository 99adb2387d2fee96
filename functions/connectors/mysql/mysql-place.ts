import type { CollectionMap } from '../../domain/data-map';
import type { RowsWritten } from '../divided-table';

/** What `physical` says of a table; the build checked it (`mysql.kind.ts`). */
export interface MysqlPlace {
  /** The database of the table. Default: the one that the connection names. */
  readonly schema?: string | undefined;
  /** Default: the name of the collection. */
  readonly table?: string | undefined;
  /** A rollback undoes all that the triggers of this table do. */
  readonly rollback_safe?: boolean | undefined;
  /**
   * Tables that the triggers of this table are known to write, in another database with its name; an empty
   * list says that they write none.
   */
  readonly triggers_write?: string[] | undefined;
  /** Default: all rows of the table. */
  readonly rows?: RowsWritten | undefined;
}

export function mysqlPlace({ physical }: Pick<CollectionMap, 'physical'>): MysqlPlace {
  return physical;
}
