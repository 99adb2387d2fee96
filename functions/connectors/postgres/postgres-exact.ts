import type { FieldChange } from '../../domain/correction';
import { StoreRefusedError } from '../connector';
import { storedType } from './postgres-blank';
import { columnOf, faultPlace } from './postgres-catalogue';
import { BoundValues } from './postgres-condition';
import type { RunSql } from './postgres-session';
import type { Column, Table } from './relation';

const DAY = String.raw`\d{4}-\d{1,2}-\d{1,2}`;
const TIME = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?`;
const OFFSET = String.raw` ?(?:Z|[+-]\d{2}(?::?\d{2})?)`;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/**
 * The forms that a value may be written in, by type. PostgreSQL takes more: `today`, `now`, `infinity` and `NaN`, days whose order depends on a setting, and an offset that a
 * `timestamp` drops (https://www.postgresql.org/docs/current/datatype-datetime.html). Staff approved a value, and not what the database makes of a word.
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
};

const ROUNDED = ['numeric', 'float4', 'float8'];

/** Throws {@link StoreRefusedError} when the database would read a value in a way of its own, or keep less of it: `value-unclear`, `value-rounded`. */
export async function assertExact(run: RunSql, table: Table, changes: readonly FieldChange[]): Promise<void> {
  for (const { field, to } of changes) {
    if (to === null) continue;
    const column = columnOf(table, field);
    if (FORMS[column.base]?.test(to) === false) throw refused(table, field, 'value-unclear');
    if (await isRounded(run, column, to)) throw refused(table, field, 'value-rounded');
  }
}

async function isRounded(run: RunSql, column: Column, to: string): Promise<boolean> {
  if (!ROUNDED.includes(column.base)) return false;
  const bound = new BoundValues();
  const place = `${bound.bind(to)}::pg_catalog.text`;
  const kept = `(${place})::${storedType(column)}::pg_catalog.numeric`;
  const { rows } = await run(
    `SELECT ((${place})::pg_catalog.numeric OPERATOR(pg_catalog.=) ${kept})::text`,
    bound.values,
  );
  return rows[0]?.[0] !== 'true';
}

function refused(table: Table, field: string, code: 'value-unclear' | 'value-rounded'): StoreRefusedError {
  const words = code === 'value-unclear' ? 'can be read in more than one way' : 'would be rounded';
  return new StoreRefusedError(`${table.collection.name}.${field}: the value ${words}`, {
    ...faultPlace(table.collection),
    field,
    code,
  });
}
