import type { Column, ForeignKey, Row, Table, Value } from './model';

/** The statements that create the database of the case. */
export function makingSql(tables: readonly Table[]): string {
  return [
    'CREATE SCHEMA crm',
    ...tables.map(createTable),
    ...tables.flatMap(createParts),
    ...tables.flatMap(createHeir),
    ...tables.flatMap(insertRows),
    ...tables.flatMap((table) => table.foreignKeys.map((key) => addForeignKey(table, key))),
    ...tables.flatMap((table) => table.after),
  ].join(';\n');
}

/** Drops everything of the previous case; extensions stay in `public`, where most databases have them. */
export const emptyingSql = `
  DROP SCHEMA IF EXISTS crm CASCADE;
  DO $$ DECLARE place text; BEGIN
    FOR place IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public' LOOP
      EXECUTE 'DROP TABLE IF EXISTS ' || place || ' CASCADE';
    END LOOP;
  END $$`;

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function placeOf({ schema, name }: Pick<Table, 'schema' | 'name'>): string {
  return `${quoted(schema)}.${quoted(name)}`;
}

export function literal(value: Value): string {
  if (value === null) return 'NULL';
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

const list = (names: readonly string[]) => names.map(quoted).join(', ');

function createTable(table: Table): string {
  if (table.view) return `CREATE VIEW ${placeOf(table)} AS ${table.view}`;
  const key =
    table.keyKind === 'none'
      ? []
      : [`${table.keyKind === 'primary' ? 'PRIMARY KEY' : 'UNIQUE'} (${list(table.key)})`];
  const parts = [...table.columns.map(columnText), ...key];
  return `CREATE TABLE ${placeOf(table)} (${parts.join(', ')})${table.suffix ?? ''}`;
}

function createParts(table: Table): string[] {
  return (table.parts ?? []).map(
    (bounds, n) =>
      `CREATE TABLE ${placeOf({ ...table, name: `${table.name}_${n}` })} PARTITION OF ${placeOf(table)} ${bounds}`,
  );
}

/** The heir inherits columns and checks, but neither keys nor references. */
function createHeir(table: Table): string[] {
  if (!table.heir) return [];
  const { name, columns } = table.heir;
  const parts = [...columns.map(columnText), `PRIMARY KEY (${list(table.key)})`];
  return [`CREATE TABLE ${placeOf({ ...table, name })} (${parts.join(', ')}) INHERITS (${placeOf(table)})`];
}

function columnText({ name, type, notNull, unique, rest }: Column): string {
  return [quoted(name), type, notNull ? 'NOT NULL' : '', unique ? 'UNIQUE' : '', rest ?? '']
    .filter(Boolean)
    .join(' ');
}

function insertRows(table: Table): string[] {
  const own = table.rows.filter(({ mark }) => !table.heirs.includes(mark));
  const heirs = table.rows.filter(({ mark }) => table.heirs.includes(mark));
  const columns = [...table.columns, ...(table.heir?.columns ?? [])];
  return [
    ...insertInto(table, own),
    ...(table.heir ? insertInto({ ...table, name: table.heir.name, columns }, heirs) : []),
  ];
}

function insertInto(table: Table, rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  const names = table.columns.filter(({ rest }) => !rest?.includes('GENERATED')).map(({ name }) => name);
  const tuples = rows.map(
    ({ values }) => `(${names.map((name) => literal(values[name] ?? null)).join(', ')})`,
  );
  return [`INSERT INTO ${placeOf(table)} (${list(names)}) VALUES ${tuples.join(', ')}`];
}

function addForeignKey(table: Table, key: ForeignKey): string {
  const deferrable =
    key.deferrable === undefined
      ? ''
      : ` DEFERRABLE INITIALLY ${key.deferrable === 'deferred' ? 'DEFERRED' : 'IMMEDIATE'}`;
  return `ALTER TABLE ${placeOf(table)} ADD FOREIGN KEY (${list(key.columns)}) REFERENCES ${placeOf(key.target)} (${list(key.targetColumns)}) ON DELETE ${key.onDelete}${deferrable}`;
}

/** `"id" = 7 AND "shop" = 'a'`, by the mark, which no statement changes. */
export function isRow({ mark }: Row): string {
  return `${quoted('remark')} = ${literal(mark)}`;
}
