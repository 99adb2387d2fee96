import type { Intention } from './intention';
import type { Case } from './make-case';
import type { Row, Table, Value } from './model';
import { difference, type Snapshot } from './snapshot';
import { isRow, literal, placeOf, quoted } from './sql-text';
import type { Bench } from './try-case';

/** Whether plain SQL can do exactly what is intended, and why not. */
export type Attempt =
  | { readonly can: true; readonly how: string }
  | { readonly can: false; readonly why: string };

export interface Copy {
  readonly bench: Pick<Bench, 'query' | 'begin' | 'atEnd'>;
  readonly read: () => Promise<Snapshot>;
  readonly before: Snapshot;
}

type Ways = readonly (readonly [how: string, statements: string[]])[];

/**
 * Carries out the intention in plain SQL in a transaction, trying one way after another, and rolls it back.
 */
export async function attempt(copy: Copy, one: Case, intention: Intention): Promise<Attempt> {
  let why = '';
  for (const [how, statements] of waysOf(one, intention)) {
    const failed = await tryOut(copy, statements, intention);
    if (failed === undefined) return { can: true, how };
    why ||= failed;
  }
  return { can: false, why };
}

function waysOf(one: Case, { fate }: Intention): Ways {
  const going = one.tables
    .map((table) => ({ table, rows: table.rows.filter((row) => fate.get(row.mark) === 'gone') }))
    .filter(({ rows }) => rows.length > 0);
  const blanks = one.tables.flatMap((table) =>
    table.rows.filter((row) => fate.get(row.mark) === 'blanked').map(blankRow),
  );
  const ordered = inOrder(going.map(({ table }) => table)).map((table) => deleteFrom(table, fate));
  const emptied = going.flatMap(({ table, rows }) => emptyReferences(table, rows));
  const together = ordered.map((statement, n) => `d${n} AS (${statement} RETURNING 1)`).join(', ');
  return [
    ['in order', [...blanks, ...ordered]],
    ['references emptied first', [...blanks, ...emptied, ...ordered]],
    ['in one statement', [...blanks, ...(together ? [`WITH ${together} SELECT 1`] : [])]],
  ];
}

function deleteFrom(table: Table, fate: Intention['fate']): string {
  const marks = table.rows.filter((row) => fate.get(row.mark) === 'gone').map(({ mark }) => literal(mark));
  return `DELETE FROM ${placeOf(table)} WHERE ${quoted('remark')} IN (${marks.join(', ')})`;
}

function emptyReferences(table: Table, rows: readonly Row[]): string[] {
  const nullable = table.foreignKeys
    .flatMap(({ columns }) => columns)
    .filter((name) => !table.key.includes(name) && !table.columns.find((c) => c.name === name)?.notNull);
  if (nullable.length === 0) return [];
  const set = nullable.map((name) => `${quoted(name)} = NULL`).join(', ');
  return rows.map((row) => `UPDATE ${placeOf(table)} SET ${set} WHERE ${isRow(row)}`);
}

function blankRow(row: Row): string {
  const set = blanksOf(row.table).map(([name, blank]) => {
    if (typeof blank === 'object' && blank !== null && 'inside' in blank)
      return `${quoted(name)} = ${insideSql(row.table, name, blank.inside)}`;
    const value =
      typeof blank === 'object' && blank !== null
        ? `gen_random_uuid()${blank.random === 'email' ? ` || '@invalid.example'` : ''}`
        : literal(blank);
    return `${quoted(name)} = ${value}`;
  });
  return set.length > 0
    ? `UPDATE ${placeOf(row.table)} SET ${set.join(', ')} WHERE ${isRow(row)}`
    : 'SELECT 1';
}

/** SQL that sets each existing path of a JSON column to its value. */
function insideSql({ columns }: Table, name: string, inside: Readonly<Record<string, Value>>): string {
  const type = columns.find((column) => column.name === name)?.type ?? 'jsonb';
  const set = Object.entries(inside).reduce(
    (sql, [path, value]) => {
      const at = `'{${path.replaceAll('.', ',')}}'`;
      const to = literal(JSON.stringify(value));
      return `(CASE WHEN ${sql} #> ${at} IS NULL THEN ${sql} ELSE jsonb_set(${sql}, ${at}, ${to}) END)`;
    },
    `${quoted(name)}::jsonb`,
  );
  return `${set}::${type}`;
}

/** The columns that an anonymisation of the table writes, with their values. */
export function blanksOf(table: Table) {
  return Object.entries(table.map?.notes ?? {}).flatMap(([name, { blank }]) =>
    blank === undefined || table.map?.key.includes(name) ? [] : [[name, blank] as const],
  );
}

/** Sorts tables so that each comes before those it references; a ring keeps its order. */
function inOrder(tables: readonly Table[]): Table[] {
  const done: Table[] = [];
  const visit = (table: Table, path: readonly Table[]): void => {
    if (done.includes(table) || path.includes(table)) return;
    for (const other of tables)
      if (other.foreignKeys.some(({ target }) => target === table)) visit(other, [...path, table]);
    done.push(table);
  };
  for (const table of tables) visit(table, []);
  return done;
}

async function tryOut({ bench, read, before }: Copy, statements: readonly string[], intention: Intention) {
  await bench.query(bench.begin);
  try {
    if (statements.length > 0) await bench.query(statements.join(';\n'));
    await bench.query(bench.atEnd);
    return misses(before, await read(), intention);
  } catch (error) {
    return `SQLSTATE ${(error as { code?: string }).code ?? String(error)}`;
  } finally {
    await bench.query('ROLLBACK');
  }
}

/** What differs from the intention; undefined when nothing does. */
function misses(before: Snapshot, after: Snapshot, { fate }: Intention): string | undefined {
  const { gone, changed, added } = difference(before, after);
  if (added.length > 0) return 'the database adds rows by itself';
  const wrong = [
    ...gone.filter((mark) => fate.get(mark) !== 'gone'),
    ...changed.filter((mark) => fate.get(mark) !== 'blanked'),
  ];
  if (wrong.length > 0) return 'the database changes other rows by itself';
  const left = [...fate].filter(([mark, what]) => what === 'gone' && !gone.includes(mark));
  return left.length > 0 ? 'the database keeps rows by itself' : undefined;
}
