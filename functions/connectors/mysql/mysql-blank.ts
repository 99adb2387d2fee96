import { randomBytes } from 'node:crypto';
import { type Blank, isConstant } from '../../domain/blank';
import { StoreShapeError } from '../connector';
import { columnOf } from '../relational/catalogue';
import { faultPlace } from '../relational/fault-place';
import { jsonPaths } from './json-path';
import { decimalType } from './mysql-condition';
import { type Column, isBinary, isText, isTruth, isWhole, type Table } from './relation';
import { type BoundValues, bytesSql, castSql, columnSql } from './sql-text';

type Constant = string | number | boolean | null;

/** What {@link blankMismatch} lets through. */
type Writable = Exclude<Blank, { readonly messages: unknown }>;

/** How one field is overwritten. Each part binds its values where it is written. */
export interface FieldWrite {
  readonly column: Column;
  /** The new value, from the row `t`; `random`, where the field wants one, is a text made for this row. */
  readonly value: (bound: BoundValues, random: string) => string;
  /** Whether the row `t` still holds something else: what is blank already needs no second time. */
  readonly differs: (bound: BoundValues) => string;
  /** Makes the text for a row. */
  readonly random?: () => string;
  /**
   * Paths into a JSON value, each with whether the row `t` holds something on the way that has no such part.
   */
  readonly strange?: readonly { readonly path: string; readonly holds: (bound: BoundValues) => string }[];
}

/**
 * What an anonymisation or an opt-out writes. Throws {@link StoreShapeError} for a field that cannot take it.
 */
export function fieldWrites(table: Table, blank: Readonly<Record<string, Blank>>): FieldWrite[] {
  const fields = Object.entries(blank);
  if (fields.length === 0)
    throw new StoreShapeError(`nothing says what to overwrite in ${table.collection.name}`, {
      ...faultPlace(table.collection),
      code: 'no-blank',
    });
  return fields.map(([field, value]) => {
    const column = columnOf<Column>(table, field);
    const fault = blankMismatch(table, column, value);
    if (fault)
      throw new StoreShapeError(`${table.collection.name}.${field} ${fault}`, {
        ...faultPlace(table.collection),
        field,
        code: 'no-blank',
      });
    return { column, ...written(column, value as Writable) };
  });
}

/** Why a field cannot be overwritten so, whatever its rows hold; undefined when it can. */
export function blankMismatch(table: Table, column: Column, value: Blank): string | undefined {
  if (column.generated) return 'is computed by the database and cannot be overwritten';
  if (table.collection.primaryKey.includes(column.name))
    return 'is part of the key and cannot be overwritten';
  if (isConstant(value)) return undefined;
  if ('now' in value) {
    const takesTime = ['date', 'datetime', 'timestamp'].includes(column.base);
    return takesTime ? undefined : 'is no date, so the time of the erasure cannot stand in it';
  }
  if ('messages' in value) return 'holds messages, which are told apart in PostgreSQL and DynamoDB only';
  if ('inside' in value)
    return column.base === 'json' ? undefined : 'is no JSON, so there is nothing inside it to blank';
  return randomFault(column, value.random);
}

function randomFault(column: Column, kind: 'text' | 'email' | 'uuid'): string | undefined {
  if (kind === 'uuid' && column.base === 'uuid') return undefined;
  if (!isText(column)) return 'cannot hold a random text';
  const least = { text: 10, email: 20, uuid: 36 }[kind];
  return column.length !== null && column.length < least
    ? `holds ${column.length} characters, a random value needs ${least}`
    : undefined;
}

function written(column: Column, value: Writable): Omit<FieldWrite, 'column'> {
  if (isConstant(value)) return constant(column, value);
  if ('now' in value) return instant(column);
  if ('inside' in value) return insideJson(column, value.inside);
  return randomText(column, value.random);
}

function constant(column: Column, value: Constant): Omit<FieldWrite, 'column'> {
  const text = value === null ? null : writtenText(column, value);
  return {
    value: (bound) => (column.base === 'bit' ? castSql(bound.bind(text), 'UNSIGNED') : bound.bind(text)),
    differs: (bound) => {
      if (text === null) return `${columnSql(column)} IS NOT NULL`;
      // What the server cannot read, it reads as NULL: no row holds that.
      const [held, wanted] = comparable(column, bound.bind(text));
      return `NOT IFNULL(${held} = ${wanted}, FALSE)`;
    },
  };
}

/** A truth value is a number in MySQL; a `char` loses the spaces at its end. */
export function writtenText(column: Column, value: string | number | boolean): string {
  const text = String(value);
  if (isTruth(column) || isWhole(column)) return { true: '1', false: '0' }[text] ?? text;
  if (column.base === 'bit') return /^[01]+$/.test(text) ? String(BigInt(`0b${text}`)) : text;
  return column.base === 'char' ? text.replace(/ +$/, '') : text;
}

/** What the row `t` holds, and what it would hold, in a form in which only the same is equal. */
export function comparable(column: Column, place: string): [held: string, wanted: string] {
  const name = columnSql(column);
  if (column.base === 'json') return [documentSql(name), documentSql(`CAST(${place} AS CHAR)`)];
  if (column.charset) return [bytesSql(name), bytesSql(place)];
  if (isBinary(column)) return [name, castSql(place, 'BINARY')];
  if (isWhole(column)) return [name, castSql(place, 'DECIMAL(20)')];
  const type = COMPARED[column.base];
  if (type !== undefined) return [name, castSql(place, type(column))];
  if (column.base === 'bit') return [`(${name} + 0)`, castSql(place, 'UNSIGNED')];
  return [`CAST(${name} AS CHAR)`, `CAST(${place} AS CHAR)`];
}

/** A document in the form that the server's own functions write, by a path that no document has. */
function documentSql(document: string): string {
  return `CAST(JSON_REPLACE(${document}, '$."~"."~"', 1) AS CHAR)`;
}

const COMPARED: Readonly<Record<string, (column: Column) => string>> = {
  decimal: decimalType,
  double: () => 'DOUBLE',
  float: () => 'FLOAT',
  date: () => 'DATE',
  datetime: ({ sized }) => `DATETIME(${secondsDigits(sized)})`,
  timestamp: ({ sized }) => `DATETIME(${secondsDigits(sized)})`,
  time: ({ sized }) => `TIME(${secondsDigits(sized)})`,
};

function secondsDigits(sized: string): number {
  return Number(/\((\d)\)/.exec(sized)?.[1] ?? 0);
}

/** `0000-00-00` counts as no date: software that knows no empty one writes it. */
function instant(column: Column): Omit<FieldWrite, 'column'> {
  const name = columnSql(column);
  const empty = `(${name} IS NULL OR CAST(${name} AS CHAR) LIKE '0000-00-00%')`;
  const now = column.base === 'date' ? 'UTC_DATE()' : `UTC_TIMESTAMP(${secondsDigits(column.sized)})`;
  return { value: () => `CASE WHEN ${empty} THEN ${now} ELSE ${name} END`, differs: () => empty };
}

/** Paths that a document does not have are left alone. */
function insideJson(column: Column, inside: Readonly<Record<string, Constant>>): Omit<FieldWrite, 'column'> {
  const name = columnSql(column);
  const replaced = (bound: BoundValues) => {
    const parts = Object.entries(inside).flatMap(([path, value]) =>
      jsonPaths(path.split('.')).map((one) => ({ one, value: JSON.stringify(value) })),
    );
    const pairs = parts.map(
      ({ one, value }) => `${bound.bind(one)}, JSON_EXTRACT(${bound.bind(value)}, '$')`,
    );
    return `JSON_REPLACE(${name}, ${pairs.join(', ')})`;
  };
  const strange = Object.keys(inside).map((path) => ({
    path,
    holds: (bound: BoundValues) => leavesPath(name, path, bound),
  }));
  const differs = (bound: BoundValues) => `NOT (CAST(${replaced(bound)} AS CHAR) <=> ${documentSql(name)})`;
  return {
    value: replaced,
    differs,
    strange,
  };
}

/**
 * Whether a step of the path meets a text, a number or a list: the value at its end may then be there in
 * another form. A missing key is fine.
 */
function leavesPath(name: string, path: string, bound: BoundValues): string {
  const steps = path.split('.');
  const met = steps.flatMap((step, at) =>
    jsonPaths(steps.slice(0, at)).map((before) => {
      const holders = /^\d+$/.test(step) ? "'OBJECT', 'NULL', 'ARRAY'" : "'OBJECT', 'NULL'";
      return `IFNULL(JSON_TYPE(JSON_EXTRACT(${name}, ${bound.bind(before)})) NOT IN (${holders}), FALSE)`;
    }),
  );
  return `(${met.join(' OR ')})`;
}

/**
 * Of ours, so that a second call knows it: the domains cannot be reached (RFC 6761), and the uuid begins like
 * no other.
 */
const PLACEHOLDER_PATTERNS = {
  text: '^(erased|x)-[0-9a-f]{8,16}$',
  email: '^(erased|x)-[0-9a-f]{8,16}@[a-z]+[.]invalid$',
  uuid: '^e7a5ed00-0000-4000-8000-[0-9a-f]{12}$',
} as const;

function randomText(column: Column, kind: keyof typeof PLACEHOLDER_PATTERNS): Omit<FieldWrite, 'column'> {
  const name = columnSql(column);
  const text = `CONVERT(${name} USING utf8mb4) COLLATE utf8mb4_bin`;
  const kept = `(${name} IS NULL OR ${text} REGEXP '${PLACEHOLDER_PATTERNS[kind]}')`;
  return {
    value: (_, random) => `CASE WHEN ${kept} THEN ${name} ELSE ${random} END`,
    differs: () => `NOT ${kept}`,
    random: () => placeholder(kind, column.length ?? Number.POSITIVE_INFINITY),
  };
}

function placeholder(kind: keyof typeof PLACEHOLDER_PATTERNS, length: number): string {
  const hex = (digits: number) => randomBytes(digits / 2).toString('hex');
  if (kind === 'uuid') return `e7a5ed00-0000-4000-8000-${hex(12)}`;
  if (kind === 'email')
    return length >= 42 ? `erased-${hex(16)}@rightsdesk.invalid` : `x-${hex(8)}@x.invalid`;
  return length >= 23 ? `erased-${hex(16)}` : `x-${hex(8)}`;
}
