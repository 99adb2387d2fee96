import { randomBytes } from 'node:crypto';
import { type Blank, isConstant } from '../../domain/blank';
import { StoreShapeError } from '../connector';
import { columnOf } from '../relational/catalogue';
import { faultPlace } from '../relational/fault-place';
import type { FieldWrite } from './field-write';
import { withoutMessages } from './own-messages';
import { quoteIdentifier } from './postgres-catalogue';
import { type BoundValues, isText } from './postgres-condition';
import type { Column, Table } from './relation';

type Constant = string | number | boolean | null;

/**
 * What an anonymisation or an opt-out writes. Throws {@link StoreShapeError} for a field that cannot take it.
 */
export function fieldWrites(
  table: Table,
  blank: Readonly<Record<string, Blank>>,
  bound: BoundValues,
): FieldWrite[] {
  const fields = Object.entries(blank);
  if (fields.length === 0)
    throw new StoreShapeError(`nothing says what to overwrite in ${table.collection.name}`, {
      ...faultPlace(table.collection),
      code: 'no-blank',
    });
  return fields.map(([field, value]) => {
    const column = columnOf(table, field);
    const fault = blankMismatch(table, column, value);
    if (fault)
      throw new StoreShapeError(`${table.collection.name}.${field} ${fault}`, {
        ...faultPlace(table.collection),
        field,
        code: 'no-blank',
      });
    return { column, ...written(table, column, value, bound) };
  });
}

/** Why a field cannot be overwritten so, whatever its rows hold; undefined when it can. */
export function blankMismatch(table: Table, column: Column, value: Blank): string | undefined {
  if (column.generated) return 'is computed by the database and cannot be overwritten';
  if (table.collection.primaryKey.includes(column.name))
    return 'is part of the key and cannot be overwritten';
  if (isConstant(value)) return undefined;
  if ('now' in value) {
    const takesTime = ['date', 'timestamp', 'timestamptz'].includes(column.base);
    return takesTime ? undefined : 'is no date, so the time of the erasure cannot stand in it';
  }
  if ('inside' in value || 'messages' in value)
    return ['json', 'jsonb'].includes(column.base)
      ? undefined
      : 'is no JSON, so there is nothing inside it to blank';
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

function written(table: Table, column: Column, value: Blank, bound: BoundValues): Omit<FieldWrite, 'column'> {
  if (isConstant(value)) return constant(column, value, bound);
  if ('now' in value) return instant(column);
  if ('inside' in value) return insideJson(column, value.inside, bound);
  if ('messages' in value) return withoutMessages(table, column, value.messages, bound);
  return randomText(column, value.random);
}

function constant(column: Column, value: Constant, bound: BoundValues): Omit<FieldWrite, 'column'> {
  const place = bound.bind(value === null ? null : String(value));
  return {
    value: () => `${place}::${column.sqlType}`,
    differs: `t.${quoteIdentifier(column.name)}::text IS DISTINCT FROM ${place}::${storedType(column)}::text`,
  };
}

/** With its length and scale: a 0 in `numeric(10,2)` reads back as 0.00. */
export function storedType({ base, domain, sqlType, sized }: Column): string {
  const rounds = ['numeric', 'time', 'timetz', 'timestamp', 'timestamptz'].includes(base);
  return rounds && !domain ? sized : sqlType;
}

function instant({ name, sqlType }: Column): Omit<FieldWrite, 'column'> {
  const column = `t.${quoteIdentifier(name)}`;
  return {
    value: () => `CASE WHEN ${column} IS NULL THEN pg_catalog.now()::${sqlType} ELSE ${column} END`,
    differs: `${column} IS NULL`,
  };
}

/**
 * Paths that a document does not have are left alone. A `json` column is written anew in the form of `jsonb`.
 */
function insideJson(
  { name, base, sqlType }: Column,
  inside: Readonly<Record<string, Constant>>,
  bound: BoundValues,
): Omit<FieldWrite, 'column'> {
  const column = `t.${quoteIdentifier(name)}::pg_catalog.jsonb`;
  const result = Object.entries(inside).reduce((document, [path, value]) => {
    const steps = `${bound.bind(path.split('.'))}::pg_catalog.text[]`;
    const written = `${bound.bind(JSON.stringify(value))}::pg_catalog.jsonb`;
    return `(SELECT CASE WHEN d.doc OPERATOR(pg_catalog.#>) ${steps} IS NULL THEN d.doc
      ELSE pg_catalog.jsonb_set(d.doc, ${steps}, ${written}, false) END FROM (SELECT ${document} AS doc) d)`;
  }, column);
  const changed = `(${result})::${sqlType}`;
  const strange = (of: BoundValues) =>
    Object.keys(inside).map((path) => ({ path, holds: leavesPath(column, path, of) }));
  const same =
    base === 'json'
      ? `CASE WHEN ${result} OPERATOR(pg_catalog.=) ${column} THEN t.${quoteIdentifier(name)} ELSE ${changed} END`
      : changed;
  return { value: () => same, differs: `(${result})::text IS DISTINCT FROM ${column}::text`, strange };
}

/**
 * Whether a step of the path meets a text, a number or a list: the value at its end may then be there in
 * another form. A missing key is fine.
 */
function leavesPath(column: string, path: string, bound: BoundValues): string {
  const steps = path.split('.');
  const met = steps.map((step, at) => {
    const before = `${bound.bind(steps.slice(0, at))}::pg_catalog.text[]`;
    const type = `pg_catalog.jsonb_typeof(${column} OPERATOR(pg_catalog.#>) ${before})`;
    const holders = /^\d+$/.test(step) ? "'object', 'null', 'array'" : "'object', 'null'";
    return `coalesce(${type} NOT IN (${holders}), false)`;
  });
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

function randomText(
  { name, length, sqlType }: Column,
  kind: keyof typeof PLACEHOLDER_PATTERNS,
): Omit<FieldWrite, 'column'> {
  const column = `t.${quoteIdentifier(name)}`;
  const ours = `${column}::pg_catalog.text OPERATOR(pg_catalog.~) '${PLACEHOLDER_PATTERNS[kind]}'`;
  const empty = `${column} IS NULL`;
  return {
    value: (random) => `CASE WHEN ${empty} OR ${ours} THEN ${column} ELSE ${random}::${sqlType} END`,
    differs: `NOT (${empty} OR ${ours})`,
    random: () => placeholder(kind, length ?? Number.POSITIVE_INFINITY),
  };
}

function placeholder(kind: keyof typeof PLACEHOLDER_PATTERNS, length: number): string {
  const hex = (digits: number) => randomBytes(digits / 2).toString('hex');
  if (kind === 'uuid') return `e7a5ed00-0000-4000-8000-${hex(12)}`;
  if (kind === 'email')
    return length >= 42 ? `erased-${hex(16)}@rightsdesk.invalid` : `x-${hex(8)}@x.invalid`;
  return length >= 23 ? `erased-${hex(16)}` : `x-${hex(8)}`;
}
