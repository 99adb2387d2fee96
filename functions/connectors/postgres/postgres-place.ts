import type { CollectionMap } from '../../domain/data-map';
import type { RowsWritten } from '../divided-table';

/** What `physical` says of a table; the build checked it (`postgres.kind.ts`). */
export interface PostgresPlace {
  /** Default: `public`. */
  readonly schema?: string | undefined;
  /** Default: the name of the collection. */
  readonly table?: string | undefined;
  /** A rollback undoes all that the triggers and rules of this table do. */
  readonly rollback_safe?: boolean | undefined;
  /**
   * Tables that the triggers and rules of this table are known to write; outside `public` with their schema.
   */
  readonly triggers_write?: string[] | undefined;
  /** Which model made the vectors of a field. */
  readonly embedding_models?: Record<string, string> | undefined;
  /** Fields that are values inside a JSON column: `{ customer_id: metadata.customer_id }`. */
  readonly inside?: Record<string, string> | undefined;
  /** Default: all rows of the table. */
  readonly rows?: RowsWritten | undefined;
}

export function postgresPlace({ physical }: Pick<CollectionMap, 'physical'>): PostgresPlace {
  return physical;
}
