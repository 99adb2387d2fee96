import type { Case } from '../make-case';
import type { Column, Table } from '../model';
import { literal, placeOf, quoted } from '../sql-text';

/** The databases of a case; the desk connects to the first. */
export const schemas = ['public', 'crm'] as const;

/** Parts that only PostgreSQL has: tables that inherit, its triggers, its privileges of rows. */
export const postgresOnly = ['cards', 'triggers', 'meanwhile', 'no-right', 'view'] as const;

/** The statements that create the database of the case, as far as MySQL has the same. */
export function makingSql(one: Case): string {
  const tables = one.tables;
  return [
    'SET foreign_key_checks = 0',
    ...schemas.map((name) => `DROP DATABASE IF EXISTS ${quoted(name)}`),
    'SET foreign_key_checks = 1',
    ...schemas.flatMap((name) => [
      `CREATE DATABASE ${quoted(name)} CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci`,
    ]),
    `USE ${quoted(schemas[0])}`,
    'CREATE FUNCTION gen_random_uuid() RETURNS varchar(36) NOT DETERMINISTIC NO SQL RETURN UUID()',
    ...tables.map((table) => createTable(table, tables)),
    ...tables.flatMap(insertRows),
    ...tables.flatMap((table) => addForeignKeys(table)),
  ].join(';\n');
}

function createTable(table: Table, all: readonly Table[]): string {
  const indexed = new Set([
    ...table.key,
    ...table.columns.filter(({ unique }) => unique).map(({ name }) => name),
    ...table.foreignKeys.flatMap(({ columns }) => columns),
    ...all.flatMap((other) =>
      other.foreignKeys.filter(({ target }) => target === table).flatMap((key) => key.targetColumns),
    ),
  ]);
  const key =
    table.keyKind === 'none'
      ? []
      : [`${table.keyKind === 'primary' ? 'PRIMARY KEY' : 'UNIQUE'} (${table.key.map(quoted).join(', ')})`];
  const columns = table.columns.map((column) => columnText(column, indexed.has(column.name)));
  return `CREATE TABLE ${placeOf(table)} (${[...columns, ...key].join(', ')})${partitions(table, all)}`;
}

/** MySQL parts no table that has a foreign key, or at which one points. */
function partitions(table: Table, all: readonly Table[]): string {
  const [, by = ''] = /PARTITION BY RANGE \((.*)\)/.exec(table.suffix ?? '') ?? [];
  const isPointedAt = all.some(({ foreignKeys }) => foreignKeys.some(({ target }) => target === table));
  if (by === '' || table.foreignKeys.length > 0 || isPointedAt) return '';
  return ` PARTITION BY RANGE COLUMNS (${by}) (PARTITION p0 VALUES LESS THAN ('2025-01-01'),
    PARTITION p1 VALUES LESS THAN (MAXVALUE))`;
}

function columnText({ name, type, notNull, unique, rest }: Column, isIndexed: boolean): string {
  const parts = [quoted(name), typeText(type, isIndexed), notNull ? 'NOT NULL' : '', unique ? 'UNIQUE' : ''];
  return [...parts, rest ?? ''].filter(Boolean).join(' ');
}

function typeText(type: string, isIndexed: boolean): string {
  switch (type) {
    case 'text':
      return isIndexed ? 'varchar(120) COLLATE utf8mb4_bin' : 'text';
    case 'citext':
      return 'varchar(120)';
    case 'uuid':
      return 'varchar(36)';
    case 'json':
    case 'jsonb':
    case 'text[]':
      return 'json';
    case 'timestamptz':
      return 'timestamp NULL';
    case 'numeric':
      return 'decimal(14, 2)';
    default:
      return type;
  }
}

function insertRows(table: Table): string[] {
  if (table.rows.length === 0) return [];
  const columns = table.columns.filter(({ rest }) => !rest?.includes('GENERATED'));
  const names = columns.map(({ name }) => name);
  const tuples = table.rows.map(({ values }) => {
    const texts = columns.map(({ name, type }) => valueText(values[name] ?? null, type));
    return `(${texts.join(', ')})`;
  });
  return [`INSERT INTO ${placeOf(table)} (${names.map(quoted).join(', ')}) VALUES ${tuples.join(', ')}`];
}

/** A list, which MySQL has only as JSON, or a value that both write alike. */
function valueText(value: Parameters<typeof literal>[0], type: string): string {
  const isList = type === 'text[]' && typeof value === 'string';
  return momentless(literal(isList ? JSON.stringify(value.slice(1, -1).split(',')) : value));
}

/** MySQL writes no zone behind a time. */
function momentless(text: string): string {
  return text.replace(/^'(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|\+00)'$/, "'$1 $2'");
}

/** InnoDB has no SET DEFAULT and defers nothing. */
function addForeignKeys(table: Table): string[] {
  return table.foreignKeys.map(({ columns, target, targetColumns, onDelete }) => {
    const rule = onDelete === 'SET DEFAULT' ? 'NO ACTION' : onDelete;
    const list = (names: readonly string[]) => names.map(quoted).join(', ');
    return `ALTER TABLE ${placeOf(table)} ADD FOREIGN KEY (${list(columns)}) REFERENCES ${placeOf(target)} (${list(targetColumns)}) ON DELETE ${rule}`;
  });
}
