/** Names and rules of a base type below a column's type, which may be a domain over a domain. */
const BASE_TYPE_SQL = `
  LATERAL (
    SELECT t.oid, t.typtype, a.atttypmod AS typmod, t.typnotnull AS strict, t.typname WHERE t.typtype <> 'd'
    UNION ALL (
      WITH RECURSIVE below AS (
        SELECT t.oid, t.typtype, t.typname, t.typbasetype, t.typtypmod AS typmod, t.typnotnull AS strict
        UNION ALL
        SELECT u.oid, u.typtype, u.typname, u.typbasetype, CASE WHEN u.typtype = 'd' THEN u.typtypmod ELSE below.typmod END,
          below.strict OR u.typnotnull
        FROM below JOIN pg_type u ON u.oid = below.typbasetype WHERE below.typtype = 'd'
      )
      SELECT b.oid, b.typtype, b.typmod, b.strict, b.typname FROM below b WHERE t.typtype = 'd' AND b.typtype <> 'd'
    )
  ) base`;

/** How values of a type that is not the server's own are compared: by the operator that came with it. */
const EQUALITY_SQL = `(
  SELECT 'OPERATOR(' || quote_ident(opn.nspname) || '.' || op.oprname || ')'
  FROM pg_opclass oc
  JOIN pg_amop am ON am.amopfamily = oc.opcfamily AND am.amopstrategy = 3
    AND am.amoplefttype = oc.opcintype AND am.amoprighttype = oc.opcintype
  JOIN pg_operator op ON op.oid = am.amopopr
  JOIN pg_namespace opn ON opn.oid = op.oprnamespace
  WHERE oc.opcmethod = 403 AND oc.opcdefault AND oc.opcintype = base.oid)`;

const COLUMNS_SQL = `(
  SELECT json_agg(json_build_object(
    'name', a.attname, 'type', format_type(a.atttypid, -1), 'sized', format_type(a.atttypid, a.atttypmod), 'category', t.typcategory,
    'sqlType', quote_ident(tn.nspname) || '.' || quote_ident(t.typname),
    'base', base.typname, 'kind', base.typtype, 'domain', t.typtype = 'd',
    'generated', a.attgenerated <> '' OR a.attidentity = 'a',
    'computed', CASE WHEN a.attgenerated <> '' THEN (
      SELECT pg_get_expr(f.adbin, f.adrelid) FROM pg_attrdef f WHERE f.adrelid = a.attrelid AND f.adnum = a.attnum) END,
    'notNull', a.attnotnull OR base.strict,
    'length', CASE WHEN base.typname IN ('varchar', 'bpchar') AND base.typmod > 4 THEN base.typmod - 4 END,
    'labels', CASE WHEN base.typtype = 'e' THEN (SELECT json_agg(e.enumlabel) FROM pg_enum e WHERE e.enumtypid = base.oid) END,
    'equality', coalesce(CASE WHEN base.oid >= 16384 THEN ${EQUALITY_SQL} END, 'OPERATOR(pg_catalog.=)'),
    'strictCollation', NOT EXISTS (SELECT 1 FROM pg_collation co WHERE co.oid = a.attcollation AND NOT co.collisdeterministic),
    'readable', has_column_privilege(c.oid, a.attnum, 'SELECT'),
    'writable', has_column_privilege(c.oid, a.attnum, 'UPDATE')
  ) ORDER BY a.attnum)
  FROM pg_attribute a
  JOIN pg_type t ON t.oid = a.atttypid
  JOIN pg_namespace tn ON tn.oid = t.typnamespace, ${BASE_TYPE_SQL}
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)`;

const UNIQUE_KEYS_SQL = `(
  SELECT json_agg(json_build_object(
    'columns', (SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum = ANY((i.indkey::int2[])[0:i.indnkeyatts - 1])),
    'name', ic.relname,
    'primary', i.indisprimary,
    'nullsEqual', coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)))
  FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
  WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL)`;

/** Columns that a unique index of another kind looks at: a partial one, or one over an expression. */
const LOOSELY_UNIQUE_SQL = `(
  SELECT json_agg((SELECT json_agg(DISTINCT a.attname) FROM pg_depend d
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
    WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid AND d.refobjid = c.oid AND d.refobjsubid > 0))
  FROM pg_index i
  WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL))`;

/**
 * The same indexes, by what they keep unique: plain columns as they are; of an expression, what it looks at.
 */
const LOOSE_KEYS_SQL = `(
  SELECT json_agg(json_build_object('name', ic.relname, 'width', i.indnkeyatts, 'columns',
    CASE WHEN i.indexprs IS NULL
      THEN (SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum = ANY((i.indkey::int2[])[0:i.indnkeyatts - 1]))
      ELSE (SELECT json_agg(DISTINCT a.attname) FROM pg_depend d
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid AND d.refobjid = c.oid AND d.refobjsubid > 0)
    END))
  FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
  WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL))`;

/** Foreign keys: what belongs together in the rows that refer. */
const REFERENCES_SQL = `(
  SELECT json_agg(json_build_object('constraint', k.conname, 'to', k.confrelid::text,
    'columns', (SELECT json_agg(json_build_object('own', own.attname, 'theirs', theirs.attname) ORDER BY at.place)
      FROM unnest(k.conkey, k.confkey) WITH ORDINALITY AS at(own, theirs, place)
      JOIN pg_attribute own ON own.attrelid = k.conrelid AND own.attnum = at.own
      JOIN pg_attribute theirs ON theirs.attrelid = k.confrelid AND theirs.attnum = at.theirs)))
  FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = c.oid)`;

/** Columns by whose ranges a table is parted: each of its keys has to hold them. */
const PARTITION_COLUMNS_SQL = `(
  SELECT json_agg(a.attname) FROM pg_partitioned_table pt JOIN pg_attribute a ON a.attrelid = c.oid
    AND a.attnum = ANY((pt.partattrs::int2[])[0:pt.partnatts - 1])
  WHERE pt.partrelid = c.oid AND pt.partstrat = 'r')`;

const INDEX_EXPRESSIONS_SQL = `(
  SELECT json_agg(pg_get_expr(i.indexprs, i.indrelid)) FROM pg_index i
  WHERE i.indrelid = c.oid AND i.indisvalid AND i.indexprs IS NOT NULL AND i.indpred IS NULL)`;

const SELECT_RELATION_SQL = `
  SELECT json_build_object(
    'oid', c.oid::text, 'schema', n.nspname, 'table', c.relname, 'kind', c.relkind, 'isPartition', c.relispartition,
    'parents', (SELECT json_agg(h.inhparent::text) FROM pg_inherits h WHERE h.inhrelid = c.oid),
    'columns', ${COLUMNS_SQL}, 'uniqueKeys', ${UNIQUE_KEYS_SQL}, 'looselyUnique', ${LOOSELY_UNIQUE_SQL}, 'indexExpressions', ${INDEX_EXPRESSIONS_SQL},
    'looseKeys', ${LOOSE_KEYS_SQL}, 'references', ${REFERENCES_SQL}, 'rangedBy', ${PARTITION_COLUMNS_SQL},
    'rowSecurity', CASE WHEN has_schema_privilege(n.oid, 'USAGE') THEN row_security_active(c.oid) ELSE false END,
    'usable', has_schema_privilege(n.oid, 'USAGE'),
    'deletable', has_table_privilege(c.oid, 'DELETE'), 'selectable', has_table_privilege(c.oid, 'SELECT'),
    'extension', (SELECT x.extname FROM pg_depend d JOIN pg_extension x ON x.oid = d.refobjid
      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e' LIMIT 1)
  )
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace`;

/** The relations named, with all that inherit from them: `$1` schemas, `$2` tables. */
export const NAMED_RELATIONS_SQL = `
  WITH RECURSIVE wanted AS (
    SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN unnest($1::text[], $2::text[]) AS w(s, t) ON w.s = n.nspname AND w.t = c.relname
    UNION SELECT h.inhrelid FROM pg_inherits h JOIN wanted ON h.inhparent = wanted.oid
  )
  ${SELECT_RELATION_SQL} WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND c.oid IN (SELECT oid FROM wanted)`;

/** Every relation outside the server's own schemas. */
export const ALL_RELATIONS_SQL = `
  ${SELECT_RELATION_SQL}
  WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
  ORDER BY n.nspname, c.relname`;

/**
 * What the database does by itself: `foreignKeys` of all tables (those that a partition has from its parent
 * are left out), `triggers` and `rules` that a DELETE or an UPDATE would set off, and `inherits`.
 */
export const RULES_SQL = `
  SELECT
  (SELECT json_agg(json_build_object(
    'constraint', k.conname, 'onDelete', k.confdeltype, 'onUpdate', k.confupdtype,
    'from', k.conrelid::text, 'fromKind', f.relkind, 'fromSchema', fn.nspname, 'fromTable', f.relname,
    'to', k.confrelid::text, 'toKind', t.relkind, 'toSchema', tn.nspname, 'toTable', t.relname,
    'readable', has_schema_privilege(fn.oid, 'USAGE') AND has_table_privilege(f.oid, 'SELECT') AND NOT row_security_active(f.oid),
    'columns', (SELECT json_agg(json_build_object('own', own.attname, 'theirs', theirs.attname,
        'operator', 'OPERATOR(' || quote_ident(opn.nspname) || '.' || op.oprname || ')') ORDER BY at.place)
      FROM unnest(k.conkey, k.confkey, k.conpfeqop) WITH ORDINALITY AS at(own, theirs, operator, place)
      JOIN pg_attribute own ON own.attrelid = k.conrelid AND own.attnum = at.own
      JOIN pg_attribute theirs ON theirs.attrelid = k.confrelid AND theirs.attnum = at.theirs
      JOIN pg_operator op ON op.oid = at.operator
      JOIN pg_namespace opn ON opn.oid = op.oprnamespace)))
    FROM pg_constraint k
    JOIN pg_class f ON f.oid = k.conrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
    JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
    WHERE k.contype = 'f' AND k.conparentid = 0),
  (SELECT json_agg(json_build_object('oid', g.tgrelid::text, 'name', g.tgname, 'kind', 'trigger',
      'onDelete', g.tgtype & 8 > 0, 'onUpdate', g.tgtype & 16 > 0, 'beforeRow', g.tgtype & 3 = 3,
      'language', l.lanname, 'source', p.prosrc))
    FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid JOIN pg_language l ON l.oid = p.prolang
    WHERE NOT g.tgisinternal AND g.tgenabled IN ('O', 'A') AND g.tgtype & 24 > 0),
  (SELECT json_agg(json_build_object('oid', r.ev_class::text, 'name', r.rulename, 'kind', 'rule',
      'onDelete', r.ev_type = '4', 'onUpdate', r.ev_type = '2'))
    FROM pg_rewrite r WHERE r.ev_enabled IN ('O', 'A') AND r.ev_type IN ('2', '4')),
  (SELECT json_agg(json_build_array(h.inhrelid::text, h.inhparent::text)) FROM pg_inherits h)`;

/** CHECK constraints of these tables, as SQL over their columns: `$1` oids. */
export const CHECKS_SQL = `
  SELECT k.conrelid::text, k.conname, pg_get_expr(k.conbin, k.conrelid),
    (SELECT json_agg(a.attname) FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY(k.conkey))
  FROM pg_constraint k WHERE k.contype = 'c' AND k.conrelid = ANY($1::oid[])`;

/** Materialized views that copy from these tables: `$1` oids. */
export const COPIES_SQL = `
  SELECT DISTINCT d.refobjid::text, n.nspname, v.relname
  FROM pg_depend d
  JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
  JOIN pg_class v ON v.oid = r.ev_class AND v.relkind = 'm'
  JOIN pg_namespace n ON n.oid = v.relnamespace
  WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ANY($1::oid[]) AND d.refobjid <> v.oid`;

/**
 * Tables of the shop's own (a lower oid is the server's) with at least as many columns, but those known: `$1`
 * how many, `$2` oids. Soon answered.
 */
export const WIDE_TABLES_SQL = `
  SELECT c.oid FROM pg_class c WHERE c.relnatts >= $1::int AND c.oid >= 16384 AND c.oid <> ALL($2::oid[])
    AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'`;

/**
 * Those of these tables that have all of these columns, or exactly these where they are few: `$1` names, `$2`
 * their types, `$3` oids.
 */
export const TWINS_SQL = `
  SELECT n.nspname, c.relname, has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
    AND NOT CASE WHEN has_schema_privilege(n.oid, 'USAGE') THEN row_security_active(c.oid) ELSE false END
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid = ANY($3::oid[]) AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
    AND NOT EXISTS (SELECT 1 FROM pg_depend d
      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    AND (SELECT count(*) FROM pg_attribute a JOIN unnest($1::text[], $2::text[]) AS w(name, type)
      ON a.attname = w.name AND format_type(a.atttypid, -1) = w.type
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) = cardinality($1::text[])
    AND (cardinality($1::text[]) > 2 OR cardinality($1::text[]) =
      (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))
  ORDER BY n.nspname, c.relname`;

/**
 * Those of these tables outside the map from which foreign keys lead, through any number of others, to rows
 * of people: `$1` oids, `$2` oids in the map, `$3` those of them that may hold people, `$4` names of tables
 * that hold nothing about people. A partition counts as its table.
 */
export const UNMAPPED_WAYS_SQL = `
  WITH RECURSIVE way(first, at) AS (
    SELECT o, coalesce(pg_partition_root(o), o)::oid FROM unnest($1::oid[]) AS o
    UNION SELECT way.first, coalesce(pg_partition_root(k.confrelid), k.confrelid)::oid
    FROM way JOIN pg_class c ON c.oid = way.at JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f'
    WHERE c.oid <> ALL($2::oid[]) AND n.nspname || '.' || c.relname <> ALL($4::text[])
      AND NOT (n.nspname = 'public' AND c.relname = ANY($4::text[]))
  )
  SELECT DISTINCT way.first::text, n.nspname, c.relname
  FROM way JOIN pg_class c ON c.oid = coalesce(pg_partition_root(way.first), way.first)
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE way.at = ANY($3::oid[]) AND c.oid <> ALL($2::oid[])`;
