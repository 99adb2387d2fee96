import type { CollectionMap } from '../../domain/data-map';
import { postgresPlace } from './postgres-place';
import type { Column, Relation } from './relation';

/** Columns in which PostgreSQL keeps JSON. */
const JSON_TYPES = new Set(['json', 'jsonb']);

/**
 * The fields that the map places inside a JSON column, as text columns that are read and searched and never
 * written. A field whose column is missing, or holds no JSON, is left out: then it is missing like any other.
 */
export function innerColumns(collection: Pick<CollectionMap, 'physical'>, { columns }: Relation): Column[] {
  return Object.entries(postgresPlace(collection).inside ?? {}).flatMap(([name, written]): Column[] => {
    const [holder = '', ...path] = written.split('.');
    const column = columns.find((one) => one.name === holder);
    if (!column || path.length === 0 || !JSON_TYPES.has(column.base)) return [];
    return [
      {
        name,
        type: 'text',
        sized: 'text',
        sqlType: 'pg_catalog.text',
        category: 'S',
        base: 'text',
        kind: 'b',
        domain: false,
        generated: true,
        computed: null,
        notNull: false,
        length: null,
        labels: null,
        equality: 'OPERATOR(pg_catalog.=)',
        strictCollation: true,
        readable: column.readable,
        writable: false,
        inside: { column: holder, path },
      },
    ];
  });
}
