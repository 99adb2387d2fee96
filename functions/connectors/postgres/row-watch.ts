import type { Blank } from '../../domain/blank';
import { StoreRefusedError } from '../connector';
import { faultPlace, qualifiedTableName } from '../relational/fault-place';
import type { RawResult } from '../relational/run-sql';
import { quoteIdentifier } from './postgres-catalogue';
import type { BoundValues } from './postgres-condition';
import { postgresPlace } from './postgres-place';
import type { PostgresRules } from './postgres-rules';
import type { Column, Table } from './relation';

/** What an UPDATE of the rows `t` has to ask in the same statement, and what the answer means. */
export interface RowWatch {
  /** The same rows as they were before, as `o`. */
  readonly from: string;
  readonly returning: string;
  /** @throws StoreRefusedError with trigger and column */
  assertNothingKept(rows: RawResult['rows']): void;
}

/**
 * A trigger may keep the old value in another column of the same row, which no count shows. So where one
 * runs that is not plain, each other column is compared with what stood in it before. Undefined where none
 * runs, or the map says that they write into this table.
 */
export function rowWatch(
  { table, blank }: { readonly table: Table; readonly blank: Readonly<Record<string, Blank>> },
  rules: PostgresRules,
  bound: BoundValues,
): RowWatch | undefined {
  const hooks = rules.updateHooksOf(table.oid).filter(({ mayKeepOld }) => mayKeepOld);
  const own = qualifiedTableName(table.schema, table.table);
  if (hooks.length === 0 || postgresPlace(table.collection).triggers_write?.includes(own)) return undefined;
  const written = table.columns.filter(({ name }) => name in blank);
  const others = table.columns.filter(({ name, computed }) => !(name in blank) && computed === null);
  const wider = table.heirs.filter(
    ({ oid, columns }) =>
      columns.length > table.columns.length && rules.updateHooksOf(oid).some(({ mayKeepOld }) => mayKeepOld),
  );
  const cases = [
    ...others.map(
      (column) => `WHEN ${mayKeep(column, written)} THEN ${bound.bind(column.name)}::pg_catalog.text`,
    ),
    // Columns that only an heir has cannot be compared through this table.
    ...wider.map(
      ({ oid, table: heir }) =>
        `WHEN t.tableoid OPERATOR(pg_catalog.=) ${bound.bind(oid)}::pg_catalog.oid THEN ${bound.bind(heir)}::pg_catalog.text`,
    ),
  ];
  return {
    from: `, ${table.name} o`,
    returning: cases.length > 0 ? `CASE ${cases.join(' ')} END` : 'NULL::pg_catalog.text',
    assertNothingKept: (rows) => {
      const column = rows.map(([name]) => name).find((name) => name !== null && name !== undefined);
      if (column === undefined) return;
      const names = hooks.map(({ name }) => name).join(', ');
      throw new StoreRefusedError(
        `${table.collection.name}: a trigger (${names}) also writes ${column}, which may keep the old value: if it may, name ${own} under physical.triggers_write`,
        { ...faultPlace(table.collection), field: column, constraint: names, code: 'trigger' },
      );
    },
  };
}

/**
 * Whether a column holds something else than before that may tell what stood in the row: anything but no
 * value, the time of the change, a counter one higher, or one of the new values in other capitals.
 */
function mayKeep(column: Column, written: readonly Column[]): string {
  const now = textOf('t', column);
  const changed = `ARRAY[${now}] OPERATOR(pg_catalog.<>) ARRAY[${textOf('o', column)}]`;
  const old = `${now} OPERATOR(pg_catalog.=) ANY (ARRAY[${written.map((one) => textOf('o', one)).join(', ')}])`;
  const isNew = `pg_catalog.lower(${now}) OPERATOR(pg_catalog.=) ANY (ARRAY[${written.map((one) => `pg_catalog.lower(${textOf('t', one)})`).join(', ')}])`;
  const harmless = [isNew, ...timeOrCounter(column)].map((one) => `coalesce(${one}, false)`).join(' OR ');
  return `${now} IS NOT NULL AND ${changed} AND (coalesce(${old}, false) OR NOT (${harmless}))`;
}

/** Arrays of one element compare also where there is no value. */
function textOf(row: string, { name }: Column): string {
  return `(${row}.${quoteIdentifier(name)}::pg_catalog.text COLLATE pg_catalog."C")`;
}

const COUNTERS = new Set(['int2', 'int4', 'int8', 'numeric']);
/** Far enough for every time zone; a date is its midnight. */
const ABOUT_NOW: Readonly<Record<string, string>> = {
  date: '2 days',
  timestamp: '15 hours',
  timestamptz: '15 hours',
};

function timeOrCounter({ name, base }: Column): string[] {
  const now = `t.${quoteIdentifier(name)}`;
  const within = ABOUT_NOW[base];
  if (within !== undefined) {
    const moment = `${now}::pg_catalog.timestamptz`;
    const away = `'${within}'::pg_catalog.interval`;
    return [
      `(${moment} OPERATOR(pg_catalog.>) (pg_catalog.now() OPERATOR(pg_catalog.-) ${away})
        AND ${moment} OPERATOR(pg_catalog.<) (pg_catalog.clock_timestamp() OPERATOR(pg_catalog.+) ${away}))`,
    ];
  }
  if (!COUNTERS.has(base)) return [];
  const before = `o.${quoteIdentifier(name)}::pg_catalog.numeric`;
  return [
    `${now}::pg_catalog.numeric OPERATOR(pg_catalog.=) (${before} OPERATOR(pg_catalog.+) 1::pg_catalog.numeric)`,
  ];
}
