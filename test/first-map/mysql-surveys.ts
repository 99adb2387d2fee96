import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { openMysqlSurveyor } from '../../functions/connectors/mysql/survey-mysql';
import type { StoreSurvey } from '../../functions/connectors/survey';
import { shopKept } from '../ready-maps/woocommerce-shop';
import { insertSql, schemaSql } from '../ready-maps/woocommerce-tables';

/** The MySQL schemas that drafts are measured on, in the order of docs/map-draft.md. */
export const MYSQL_SCHEMAS = ['campsite', 'campsite without keys', 'woocommerce'] as const;

export type MysqlSchema = (typeof MYSQL_SCHEMAS)[number];

const schemas = join(__dirname, 'schemas');
const FOREIGN_KEYS = '-- Foreign keys:';

/** The statements that make and fill it. */
export function statementsOf(name: MysqlSchema): string[] {
  if (name === 'woocommerce') return wooCommerce();
  const text = readFileSync(join(schemas, 'campsite.sql'), 'utf8');
  const wanted =
    name === 'campsite' ? text : (text.split(FOREIGN_KEYS)[0] ?? '').replaceAll('InnoDB', 'MyISAM');
  return wanted.split(/;\n/).filter((sql) => /^(?!--)\S/m.test(sql));
}

function wooCommerce(): string[] {
  const rows = Object.entries(shopKept('both')).flatMap(([table, all]) =>
    all.map((row) => insertSql(table, row, 'mysql')),
  );
  return [...schemaSql({ orders: 'tables', newer: true }, 'mysql'), ...rows];
}

/** Loads it into the empty database at this connection string, and surveys it as the command does. */
export async function surveySchema(name: MysqlSchema, url: string): Promise<StoreSurvey> {
  const client = await createConnection({ uri: url });
  await client.query("SET SESSION sql_mode = ''");
  for (const sql of statementsOf(name)) await client.query(sql);
  await client.end();
  const surveyor = openMysqlSurveyor({
    store: { storeId: 'measured', title: 'Measured', kind: 'mysql', collections: [] },
    connection: {},
    credentials: { url },
    clock: undefined,
  });
  try {
    return await surveyor.survey({ rows: 50 });
  } finally {
    await surveyor.close();
  }
}
