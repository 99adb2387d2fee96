import { type KeptVector, type NearVector, SAME_VECTOR, type VectorAnswer } from '../../domain/asked-vectors';
import type { Search } from '../../domain/finding';
import { StoreError, StoreUnavailableError } from '../connector';
import { groupBy } from '../group-by';
import { qualifiedTableName } from '../relational/fault-place';
import type { Reading } from '../relational/locate-page';
import type { RunSql } from '../relational/run-sql';
import { dimensionsOf } from '../vector-value';
import type { LocateContext } from './locate-context';
import { qualifiedName, quoteIdentifier } from './postgres-catalogue';
import { BoundValues } from './postgres-condition';
import { isBusy, postgresStoreError } from './postgres-errors';
import type { Relation } from './relation';
import { type RowOwner, rowOwners } from './row-owners';
import { readVectorColumns, type VectorColumn } from './vector-columns';

/** A column is searched for so long; one that takes longer is named as not searched. Milliseconds. */
const LONGEST_MS = 20_000;
/** So many rows of a column are named. */
const MOST_ROWS = 100;
/** What an application would show of the nearest. */
const NEAREST = 10;

/**
 * Searches every column of embeddings that the database has with erased vectors: row by row, without an index
 * and so exactly, and also through each index for approximate search, as an application does.
 */
export async function askWithVectors(
  reading: Reading<Relation>,
  vectors: readonly KeptVector[],
  searches: readonly Search[],
): Promise<VectorAnswer> {
  return reading(async (context) => {
    const near: NearVector[] = [];
    const unasked: string[] = [];
    const by = new Set<VectorAnswer['by'][number]>();
    for (const column of await readVectorColumns(context.run)) {
      const found = await askColumn(context, column, { vectors, searches });
      if (found === 'not-searched') unasked.push(placeOf(column));
      else {
        near.push(...found.near);
        for (const way of found.by) by.add(way);
      }
    }
    const inCollection = vectors[0]?.collection ?? '';
    return {
      asked: vectors.length,
      near: near.map((one) => ({ ...one, collection: one.collection || inCollection })),
      by: [...by],
      unasked,
    };
  });
}

interface Asked {
  readonly vectors: readonly KeptVector[];
  readonly searches: readonly Search[];
}

type Found = Pick<VectorAnswer, 'near' | 'by'>;

async function askColumn(
  context: LocateContext,
  column: VectorColumn,
  { vectors, searches }: Asked,
): Promise<Found | 'not-searched'> {
  if (!column.readable) return 'not-searched';
  const fitting = vectors.map(({ vector }) => vector).filter((vector) => isOfForm(column, vector));
  const owners = rowOwners(context, column, searches);
  const near: NearVector[] = [];
  const by = new Set<Found['by'][number]>();
  try {
    for (const [dimensions, same] of groupBy(fitting, (vector) => String(dimensionsOf(vector)))) {
      const asked = { dimensions: Number(dimensions), vectors: same, owners };
      const rows = await searchColumn(context.run, column, asked);
      for (const way of rows.by) by.add(way);
      near.push(...rows.near);
    }
  } catch (error) {
    const told = postgresStoreError(error);
    if (told instanceof StoreUnavailableError && !isBusy(told)) throw told;
    if (!(told instanceof StoreError)) throw told;
    return 'not-searched';
  }
  return { near, by: [...by] };
}

/** Dense vectors in full or half precision are compared with one another; sparse ones with sparse ones. */
function isOfForm({ base }: VectorColumn, vector: string): boolean {
  return vector.startsWith('{') === (base === 'sparsevec');
}

interface SameLength {
  readonly dimensions: number;
  readonly vectors: readonly string[];
  readonly owners: readonly RowOwner[];
}

async function searchColumn(run: RunSql, column: VectorColumn, asked: SameLength): Promise<Found> {
  const exact = await inSavepoint(run, ['SET LOCAL enable_indexscan = off'], () =>
    nearRows(run, column, asked, { from: `${qualifiedName(column)} t` }),
  );
  const indexed: NearVector[] = [];
  for (const operator of column.indexedBy)
    indexed.push(
      ...(await inSavepoint(run, ['SET LOCAL enable_seqscan = off'], () =>
        nearRows(run, column, asked, { nearest: operator }),
      )),
    );
  const all = new Map([...exact, ...indexed].map((one) => [JSON.stringify(one), one]));
  return { near: [...all.values()], by: column.indexedBy.length > 0 ? ['exact', 'index'] : ['exact'] };
}

/** A failure, and the settings, end with the savepoint: the transaction around it goes on. */
async function inSavepoint<T>(run: RunSql, settings: readonly string[], work: () => Promise<T>): Promise<T> {
  const limit = `SET LOCAL statement_timeout = '${LONGEST_MS}ms'`;
  await run(['SAVEPOINT vectors', limit, ...settings].join('; '));
  try {
    return await work();
  } finally {
    await run('ROLLBACK TO SAVEPOINT vectors; RELEASE SAVEPOINT vectors');
  }
}

type Way = { readonly from: string } | { readonly nearest: string };

async function nearRows(
  run: RunSql,
  column: VectorColumn,
  { dimensions, vectors, owners }: SameLength,
  way: Way,
): Promise<NearVector[]> {
  const bound = new BoundValues();
  const asked = bound.bind(vectors);
  const shown = ['1', ...owners.map((owner) => owner.sql(bound)), ...owners.flatMap(({ keys }) => keys)];
  const type = `${column.typeSchema}.${column.base}`;
  const is = sameSql(column, dimensions);
  const rows =
    'from' in way
      ? `SELECT ${shown.join(', ')} FROM ${way.from} WHERE EXISTS (SELECT 1 FROM v WHERE ${is})`
      : `SELECT n.* FROM v CROSS JOIN LATERAL (
          SELECT ${shown.join(', ')}, ${is} FROM ${qualifiedName(column)} t
          ORDER BY t.${quoteIdentifier(column.name)} OPERATOR(${column.typeSchema}.${operatorOf(way.nearest)}) v.vec
          LIMIT ${NEAREST}) AS n(${[...shown.map((_, at) => `c${at}`), 'same'].join(', ')}) WHERE n.same`;
  const sql = `WITH v AS MATERIALIZED (SELECT x::${type} AS vec FROM unnest(${asked}::text[]) AS x)
    ${rows} LIMIT ${MOST_ROWS}`;
  const found = await run(sql, bound.values);
  return found.rows.map((row) => nearVector(column, owners, row));
}

/** As pgvector names them; the catalogue is not repeated in a statement unseen. */
function operatorOf(name: string): string {
  return ['<->', '<=>', '<#>', '<+>'].includes(name) ? name : '<->';
}

/** Vectors of another length cannot be compared, and a zero vector has no direction. */
function sameSql({ name, base, typeSchema }: VectorColumn, dimensions: number): string {
  const own = `t.${quoteIdentifier(name)}`;
  const length =
    base === 'sparsevec' ? `split_part(${own}::text, '/', 2)::int` : `${typeSchema}.vector_dims(${own})`;
  const distance = `${own} OPERATOR(${typeSchema}.<=>) v.vec <= ${SAME_VECTOR}`;
  return `CASE WHEN ${length} = ${Number(dimensions)} THEN ${own} OPERATOR(${typeSchema}.=) v.vec OR ${distance} END`;
}

function nearVector(
  column: VectorColumn,
  owners: readonly RowOwner[],
  row: readonly (string | null)[],
): NearVector {
  const says = owners.map((owner, at) => ({ owner, whose: row[at + 1] }));
  const theirs = says.find(({ whose }) => whose === 'theirs');
  const told = theirs ?? says.find(({ whose }) => whose === 'others') ?? says[0];
  const place = placeOf(column);
  if (!told) return { collection: '', place, whose: 'nobody' };
  const { collection, keyAt, keyFields } = told.owner;
  const key = Object.fromEntries(
    keyFields.map((field, at) => [field, row[keyAt + at + 1 + owners.length] ?? '']),
  );
  const words = keyFields.map((field) => `${field} ${key[field]}`).join(', ');
  return {
    collection,
    place: words ? `${place} (${words})` : place,
    ...(words ? { key } : {}),
    whose: theirs ? 'theirs' : told.whose === 'others' ? 'others' : 'nobody',
  };
}

function placeOf({ schema, table, name }: VectorColumn): string {
  return `${qualifiedTableName(schema, table)}.${name}`;
}
