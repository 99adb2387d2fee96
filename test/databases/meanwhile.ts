import type { Table } from './model';
import type { Random } from './random';
import type { Shop } from './shop';
import { isRow, placeOf, quoted } from './sql-text';

/** What happens to the database between the approval and the erasure. */
export interface Meanwhile {
  readonly name: string;
  readonly sql: string;
  /** The mark of a row that the shop erased. */
  readonly vanished?: string;
}

/**
 * In a few cases the shop changes something: a new column, a renamed table, a revoked privilege, a deleted
 * row.
 */
export function meanwhile(shop: Shop, r: Random): Meanwhile | undefined {
  const listed = shop.tables.filter((table) => table.map && !table.map.skip && !table.view && !table.parts);
  const table = r.pick(listed);
  const place = placeOf(table);
  switch (r.pick(['column', 'rename', 'row', 'pointer', 'right', 'emptied'] as const)) {
    case 'column':
      return {
        name: `column-came:${table.name}`,
        sql: `ALTER TABLE ${place} ADD COLUMN came text DEFAULT 'hello'`,
      };
    case 'rename':
      return { name: `table-renamed:${table.name}`, sql: `ALTER TABLE ${place} RENAME TO renamed` };
    case 'right':
      return { name: `right-revoked:${table.name}`, sql: `REVOKE DELETE, UPDATE ON ${place} FROM desk` };
    case 'emptied':
      return {
        name: `table-emptied:${table.name}`,
        sql: `ALTER TABLE ${place} RENAME TO renamed; CREATE TABLE ${place} (LIKE ${placeOf({ schema: table.schema, name: 'renamed' })} INCLUDING ALL);
          GRANT SELECT, INSERT, UPDATE, DELETE ON ${place} TO desk`,
      };
    case 'row':
      return rowVanished(shop);
    case 'pointer':
      return pointerCame(shop, r);
  }
}

/** A row without references to it. */
function rowVanished(shop: Shop): Meanwhile | undefined {
  const isFree = (table: Table) =>
    !shop.tables.some((other) => other.foreignKeys.some((key) => key.target === table));
  const row = shop.tables
    .filter((table) => table.map && !table.map.skip && isFree(table) && table !== shop.accounts)
    .flatMap((table) => table.rows)
    .find(({ whose }) => whose.kind === 'own' && whose.person === 0);
  if (!row) return undefined;
  const sql = `SET session_replication_role = replica; DELETE FROM ${placeOf(row.table)} WHERE ${isRow(row)}; RESET session_replication_role`;
  return { name: `row-vanished:${row.table.name}`, sql, vanished: row.mark };
}

/** A new table references the accounts, and cascades with them or blocks their deletion. */
function pointerCame(shop: Shop, r: Random): Meanwhile | undefined {
  const { account } = shop.asker;
  const { column, type } = shop.accountKey;
  if (!account) return undefined;
  const rule = r.pick(['CASCADE', 'NO ACTION', 'SET NULL']);
  const sql = `CREATE TABLE since_yesterday (remark text, holder ${type} REFERENCES ${placeOf(shop.accounts)} ON DELETE ${rule});
    INSERT INTO since_yesterday SELECT 'since-yesterday-1', ${quoted(column)} FROM ${placeOf(shop.accounts)} WHERE ${isRow(account)};
    GRANT SELECT, UPDATE, DELETE ON since_yesterday TO desk`;
  return { name: `pointer-came:${rule}`, sql };
}

/** Row-level security hides every second row from the role. */
function withoutRows(table: Table): Meanwhile {
  const place = placeOf(table);
  const sql = table.view
    ? `REVOKE SELECT ON ${place} FROM desk`
    : `ALTER TABLE ${place} ENABLE ROW LEVEL SECURITY;
      CREATE POLICY half ON ${place} FOR ALL TO desk USING (remark ~ '[02468]$')`;
  return { name: `no-right:${table.name}`, sql };
}

/** The role of the desk lacks a privilege that the map needs. */
export function withoutRight(shop: Shop, r: Random): Meanwhile {
  const table = r.pick(shop.tables);
  const right = r.pick(['SELECT', 'DELETE', 'UPDATE, DELETE', 'rows']);
  if (right === 'rows') return withoutRows(table);
  return { name: `no-right:${table.name}`, sql: `REVOKE ${right} ON ${placeOf(table)} FROM desk` };
}
