import type { RunSql } from '../relational/run-sql';
import type { Column } from './relation';

/** Types of the extension pgvector for embeddings: https://github.com/pgvector/pgvector#reference */
const VECTOR_TYPES = new Set(['vector', 'halfvec', 'sparsevec']);

export function isVector({ base }: Pick<Column, 'base'>): boolean {
  return VECTOR_TYPES.has(base);
}

/** A column of embeddings anywhere in the database. */
export interface VectorColumn {
  readonly oid: string;
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  /** `vector`, `halfvec` or `sparsevec`. */
  readonly base: string;
  /** Of that type, and of its operators, quoted. */
  readonly typeSchema: string;
  readonly readable: boolean;
  /** Operators by which an index for approximate search orders: `<=>`, `<->`. */
  readonly indexedBy: readonly string[];
}

/**
 * Every table and materialized view with embeddings, with partitions behind their table. Domains over such a
 * type are found through it.
 */
const VECTOR_COLUMNS_SQL = `
  SELECT c.oid::text, n.nspname, c.relname, a.attname, b.typname, quote_ident(bn.nspname),
    has_schema_privilege(n.oid, 'USAGE') AND has_column_privilege(c.oid, a.attnum, 'SELECT')
      AND NOT row_security_active(c.oid),
    (SELECT coalesce(json_agg(DISTINCT op.oprname), '[]') FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
      JOIN pg_am m ON m.oid = ic.relam AND m.amname IN ('hnsw', 'ivfflat')
      JOIN pg_opclass oc ON oc.oid = ANY (i.indclass)
      JOIN pg_amop am ON am.amopfamily = oc.opcfamily AND am.amoppurpose = 'o'
      JOIN pg_operator op ON op.oid = am.amopopr
      WHERE i.indrelid = c.oid AND i.indisvalid AND i.indpred IS NULL AND a.attnum = ANY (i.indkey::int2[]))
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname !~ '^pg_'
  JOIN pg_type t ON t.oid = a.atttypid
  JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
  JOIN pg_namespace bn ON bn.oid = b.typnamespace
  WHERE a.attnum > 0 AND NOT a.attisdropped AND b.typname IN ('vector', 'halfvec', 'sparsevec')
    AND EXISTS (SELECT 1 FROM pg_depend d JOIN pg_extension x ON x.oid = d.refobjid
      WHERE d.classid = 'pg_type'::regclass AND d.objid = b.oid AND d.deptype = 'e' AND x.extname = 'vector')
  ORDER BY n.nspname, c.relname, a.attnum`;

export async function readVectorColumns(run: RunSql): Promise<VectorColumn[]> {
  const { rows } = await run(VECTOR_COLUMNS_SQL);
  return rows.map(([oid, schema, table, name, base, typeSchema, readable, indexedBy]) => ({
    oid: oid ?? '',
    schema: schema ?? '',
    table: table ?? '',
    name: name ?? '',
    base: base ?? '',
    typeSchema: typeSchema ?? '',
    readable: readable === 't',
    indexedBy: JSON.parse(indexedBy ?? '[]') as string[],
  }));
}
