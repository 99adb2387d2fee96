import { isDeepStrictEqual } from 'node:util';
import type { FieldChange } from '../../domain/correction';
import { StoreRefusedError } from '../connector';
import { exactJson } from '../exact-json';
import { columnOf } from '../relational/catalogue';
import { faultPlace } from '../relational/fault-place';
import type { RunSql } from '../relational/run-sql';
import { storedType } from './postgres-blank';
import { BoundValues } from './postgres-condition';
import type { Column, Table } from './relation';

const DAY = String.raw`\d{4}-\d{1,2}-\d{1,2}`;
const TIME = String.raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?`;
const OFFSET = String.raw` ?(?:Z|[+-]\d{2}(?::?\d{2})?)`;
const UNIT = '(?:year|mon|month|week|day|hour|min|minute|sec|second)s?';
const PERIOD = String.raw`P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?`;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/**
 * The forms that a value may be written in, by type. PostgreSQL takes more: `today`, `now`, `infinity` and
 * `NaN`, days whose order depends on a setting, an offset that a
 * `timestamp` drops, 24 o'clock, which is the next day, and `of` for false
 * (https://www.postgresql.org/docs/current/datatype-datetime.html, .../datatype-boolean.html). Staff
 * approved a value, and not what the database makes of a word.
 */
const FORMS: Readonly<Record<string, RegExp>> = {
  date: new RegExp(`^${DAY}$`),
  timestamp: new RegExp(`^${DAY}(?:[ T]${TIME})?$`),
  timestamptz: new RegExp(`^${DAY}[ T]${TIME}${OFFSET}$`),
  time: new RegExp(`^${TIME}$`),
  timetz: new RegExp(`^${TIME}${OFFSET}$`),
  int2: NUMBER,
  int4: NUMBER,
  int8: NUMBER,
  numeric: NUMBER,
  float4: NUMBER,
  float8: NUMBER,
  money: NUMBER,
  bool: /^(?:true|false)$/,
  uuid: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
  interval: new RegExp(
    `^(?:${PERIOD}|\\d+ ${UNIT}(?: \\d+ ${UNIT})*(?: \\d+:[0-5]\\d:[0-5]\\d)?|\\d+:[0-5]\\d:[0-5]\\d)$`,
  ),
  bytea: /^\\x(?:[\da-f]{2})*$/i,
};

/** Types whose values are compared by their sense, each with the type in which both are. */
const COMPARED: Readonly<Record<string, string>> = {
  numeric: 'numeric',
  float4: 'numeric',
  float8: 'numeric',
  money: 'numeric',
  date: 'date',
  timestamp: 'timestamp',
  timestamptz: 'timestamptz',
  time: 'time',
  timetz: 'timetz',
};

/** What their form leaves no doubt about. */
const CLEAR = ['int2', 'int4', 'int8', 'bool', 'uuid', 'bytea', 'interval'];

/**
 * Throws {@link StoreRefusedError} when the database would read a value in a way of its own, or keep less of
 * it: `value-unclear`, `value-rounded`. What it would hold has to read
 * back as what was asked for.
 */
export async function assertExact(run: RunSql, table: Table, changes: readonly FieldChange[]): Promise<void> {
  for (const { field, to } of changes) {
    if (to === null) continue;
    const column = columnOf(table, field);
    if (column.generated) continue;
    if (FORMS[column.base]?.test(to) === false) throw refused(table, field, 'value-unclear');
    const kept = await keptOf(run, column, to);
    if (kept !== undefined) throw refused(table, field, kept);
  }
}

type Code = 'value-unclear' | 'value-rounded';

async function keptOf(run: RunSql, column: Column, to: string): Promise<Code | undefined> {
  if (CLEAR.includes(column.base)) return undefined;
  const sense = COMPARED[column.base];
  if (sense !== undefined) return (await isSame(run, column, sense, to)) ? undefined : 'value-rounded';
  const read = await readBack(run, column, to);
  const isKept = column.base === 'jsonb' ? isSameJson(to, read) : read === to;
  return isKept ? undefined : 'value-unclear';
}

async function isSame(run: RunSql, column: Column, sense: string, to: string): Promise<boolean> {
  const bound = new BoundValues();
  const place = `${bound.bind(to)}::pg_catalog.text`;
  const kept = `(${place})::${storedType(column)}::pg_catalog.${sense}`;
  const { rows } = await run(
    `SELECT ((${place})::pg_catalog.${sense} OPERATOR(pg_catalog.=) ${kept})::text`,
    bound.values,
  );
  return rows[0]?.[0] === 'true';
}

async function readBack(run: RunSql, column: Column, to: string): Promise<string | null | undefined> {
  const bound = new BoundValues();
  const kept = `(${bound.bind(to)}::pg_catalog.text)::${storedType(column)}`;
  const { rows } = await run(`SELECT (${kept})::pg_catalog.text`, bound.values);
  return rows[0]?.[0];
}

/**
 * `jsonb` orders the members anew, and keeps the last of those with one name
 * (https://www.postgresql.org/docs/current/datatype-json.html).
 */
function isSameJson(asked: string, read: string | null | undefined): boolean {
  if (!read || membersIn(asked) !== membersIn(read)) return false;
  return isDeepStrictEqual(exactJson(asked), exactJson(read));
}

function membersIn(json: string): number {
  return json.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '').split(':').length;
}

function refused(table: Table, field: string, code: Code): StoreRefusedError {
  const words = code === 'value-unclear' ? 'can be read in more than one way' : 'would be rounded';
  return new StoreRefusedError(`${table.collection.name}.${field}: the value ${words}`, {
    ...faultPlace(table.collection),
    field,
    code,
  });
}
