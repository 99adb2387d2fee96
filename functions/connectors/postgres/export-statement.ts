import { qualifiedName, quoteIdentifier } from './postgres-catalogue';
import { BoundValues, isText } from './postgres-condition';
import { postgresPlace } from './postgres-place';
import type { Column, Table } from './relation';
import { atPlaces, keyJoin, type RowPlace } from './row-key';
import { extraColumns } from './unmapped-columns';
import { isVector } from './vector-columns';

/** Types whose values are short, whatever they hold. */
const SHORT_TYPES = new Set(
  'bool int2 int4 int8 oid float4 float8 numeric date time timetz timestamp timestamptz interval uuid inet'.split(
    ' ',
  ),
);

/** A value of another type that takes no more bytes as it is stored, perhaps compressed, counts as that. */
const STORED_BYTES = 1_000;

/** Names of rows: by keys, or by the places where they lie in this transaction. */
export type NamedRows =
  | { readonly keys: readonly (readonly string[])[] }
  | { readonly places: readonly RowPlace[] };

export interface ExportStatement {
  readonly sql: string;
  readonly values: readonly unknown[];
  /** Names of the columns behind the first two. */
  readonly columns: readonly string[];
  /** Columns of vectors, with the model that made them where the map names it. */
  readonly vectors: ReadonlyMap<string, string | undefined>;
  /** How many of the last are only in a table that inherits. */
  readonly extras: number;
}

/**
 * A statement for the whole content of the rows, in the order given. Each begins with its number among those
 * named, from 1, and with whether all rows up to it have reached the limit of bytes: there the result ends,
 * so that no wide row is read together with others.
 */
export function exportStatement(table: Table, named: NamedRows, mostBytes: number): ExportStatement {
  const bound = new BoundValues();
  const heirs = table.heirs.map((heir, index) => {
    const own = extraColumns(table, heir);
    const columns = heir.columns.filter(({ name }) => own.includes(name));
    const alias = `x${index}`;
    const join = `LEFT JOIN ONLY ${qualifiedName(heir)} ${alias} ON ${alias}.ctid = t.ctid AND t.tableoid = '${Number(heir.oid)}'::oid`;
    return { join, columns: columns.map((column) => ({ alias, column })) };
  });
  const own = table.columns.map((column) => ({ alias: 't', column }));
  const extra = heirs.flatMap(({ columns }) => columns);
  const all = [...own, ...extra];
  const bytes = all.map(({ alias, column }) => bytesSql(`${alias}.${quoteIdentifier(column.name)}`, column));
  const joins = heirs.map(({ join }) => join).join(' ');
  const names = all.map((_, index) => `c${index}`);
  const limit = Number(mostBytes);
  const sql = `SELECT place, upto >= ${limit}, ${names.join(', ')}
    FROM (SELECT *, sum(bytes) OVER (ORDER BY place ROWS UNBOUNDED PRECEDING) AS upto
      FROM (SELECT p.place, ${all.map(({ alias, column }, index) => `${shown(alias, column)} AS c${index}`).join(', ')},
          ${bytes.join(' + ')} AS bytes
        FROM ${rowsSql(table, named, bound)} ${joins}) sized) counted
    WHERE upto - bytes < ${limit} ORDER BY place`;
  const models = postgresPlace(table.collection).embedding_models ?? {};
  const vectors = own.map(({ column }) => column).filter(isVector);
  return {
    sql,
    values: bound.values,
    columns: all.map(({ column }) => column.name),
    vectors: new Map(vectors.map(({ name }) => [name, models[name]])),
    extras: extra.length,
  };
}

function rowsSql(table: Table, named: NamedRows, bound: BoundValues): string {
  if ('keys' in named) return keyJoin(table, named.keys, bound);
  const at = atPlaces(named.places, bound);
  return `${at.from} JOIN ${table.name} t ON ${at.is('t')}`;
}

/** Arrays and composites as JSON, everything else as it is. */
function shown(alias: string, { name, category }: Column): string {
  const column = `${alias}.${quoteIdentifier(name)}`;
  return category === 'A' || category === 'C' ? `to_json(${column})` : column;
}

/** The length of a text is known without reading it; other long values are written out to be measured. */
function bytesSql(name: string, column: Column): string {
  if (SHORT_TYPES.has(column.base) || column.labels) return '20';
  if (isText(column)) return `coalesce(octet_length(${name}::text), 0)`;
  if (column.base === 'bytea') return `coalesce(2 * octet_length(${name}::bytea), 0)`;
  const stored = `pg_column_size(${name})`;
  return `coalesce(CASE WHEN ${stored} > ${STORED_BYTES} THEN octet_length(${name}::text) ELSE ${stored} END, 0)`;
}
