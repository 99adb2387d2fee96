import { createConnection } from 'mysql2/promise';
import { openMysqlSurveyor } from '../../functions/connectors/mysql/survey-mysql';
import type { StoreSurvey } from '../../functions/connectors/survey';
import { type MysqlSchema, statementsOf } from './mysql-schemas';

/** Empties the database at this connection string, loads a schema and surveys it as the command does. */
export async function surveyMysqlSchema(name: MysqlSchema, url: string): Promise<StoreSurvey> {
  const client = await createConnection({ uri: url });
  await client.query('DROP DATABASE shop');
  await client.query('CREATE DATABASE shop CHARACTER SET utf8mb4');
  await client.query('USE shop');
  await client.query("SET SESSION sql_mode = ''");
  for (const sql of statementsOf(name)) await client.query(sql);
  await client.end();
  return surveyMysql(url);
}

export async function surveyMysql(url: string, rows = 50): Promise<StoreSurvey> {
  const surveyor = openMysqlSurveyor({
    store: { storeId: 'measured', title: 'Measured', kind: 'mysql', collections: [] },
    connection: {},
    credentials: { url },
    clock: undefined,
  });
  try {
    return await surveyor.survey({ rows });
  } finally {
    await surveyor.close();
  }
}
