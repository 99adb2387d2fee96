import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { draftFirstMap } from '../../functions/config/first-map/draft-first-map';
import { startPostgres } from '../../local/aws/postgres-server';
import { readAnswerKey } from './answer-key';
import { draftOfDatabase } from './draft-of-database';
import { type Measured, measureDraft } from './measure-draft';
import { MYSQL_SCHEMAS, type MysqlSchema, mysqlKey, recordedSurvey } from './mysql-schemas';

const schemas = join(__dirname, 'schemas');

/** The schemas that were written here, with an answer key each. */
export const OWN_SCHEMAS = ['shop', 'clinic', 'teams'] as const;

export interface MeasuredSchema extends Measured {
  readonly name: string;
  readonly count: number;
}

/**
 * Loads each into a database of its own, drafts its map and holds it against its key; then those of MySQL, by
 * what was recorded of them.
 */
export async function measureOwnSchemas(): Promise<MeasuredSchema[]> {
  const measured: MeasuredSchema[] = [];
  for (const name of OWN_SCHEMAS) measured.push(await measureOne(name));
  return [...measured, ...MYSQL_SCHEMAS.map(measureRecorded)];
}

function measureRecorded(name: MysqlSchema): MeasuredSchema {
  const map = draftFirstMap(recordedSurvey(name), { datasetKey: 'measured', title: 'Measured' });
  return { name: `${name} (MySQL)`, count: map.collections.length, ...measureDraft(map, mysqlKey(name)) };
}

async function measureOne(name: string): Promise<MeasuredSchema> {
  const directory = mkdtempSync(join(tmpdir(), 'own-schemas-'));
  const server = await startPostgres({ directory: join(directory, 'data') });
  try {
    const client = new Client({ connectionString: server.connectionString });
    await client.connect();
    await client.query(readFileSync(join(schemas, `${name}.sql`), 'utf8'));
    await client.end();
    const map = await draftOfDatabase(server.connectionString);
    const key = readAnswerKey(join(schemas, `${name}.key.yaml`));
    return { name, count: map.collections.length, ...measureDraft(map, key) };
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}
