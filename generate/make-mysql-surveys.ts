import { writeFileSync } from 'node:fs';
import type { StoreSurvey } from '../functions/connectors/survey';
import { MYSQL_SCHEMAS, surveyFile } from '../test/first-map/mysql-schemas';
import { surveyMysqlSchema } from '../test/first-map/survey-mysql-schema';
import { startRealMariadb } from '../test/heavy/real-mariadb';

/** One collection a line, so that a change can be read. */
export function surveyText({ collections, notLookedAt }: StoreSurvey): string {
  const lines = collections.map((one) => `  ${JSON.stringify(one)}`).join(',\n');
  return `{\n "collections": [\n${lines}\n ],\n "notLookedAt": ${JSON.stringify(notLookedAt)}\n}\n`;
}

async function recordSurveys(): Promise<void> {
  const server = await startRealMariadb();
  try {
    for (const name of MYSQL_SCHEMAS)
      writeFileSync(surveyFile(name), surveyText(await surveyMysqlSchema(name, server.url())));
  } finally {
    await server.stop();
  }
}

/**
 * Records what MariaDB says of the schemas that drafts are measured on; it needs `mariadb-server`. Before
 * `make-draft-figures.ts`.
 */
if (require.main === module) void recordSurveys();
