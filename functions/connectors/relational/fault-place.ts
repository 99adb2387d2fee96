import type { CollectionMap } from '../../domain/data-map';
import type { FaultPlace } from '../../domain/store-examination';

/** The table of a collection as errors and problems name it. */
export function faultPlace({ name, physical }: CollectionMap): FaultPlace {
  const { schema = '', table = name } = physical as { readonly schema?: string; readonly table?: string };
  return { collection: name, table: qualifiedTableName(schema, table) };
}

/** `table`, or `schema.table` outside `public` of PostgreSQL and the database that MySQL connects to. */
export function qualifiedTableName(schema: string, table: string): string {
  return schema === 'public' || schema === '' ? table : `${schema}.${table}`;
}
