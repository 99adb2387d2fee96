import { writeFileSync } from 'node:fs';
import type { StoreSurvey } from '../functions/connectors/survey';
import { MYSQL_SCHEMAS, surveyFile } from '../test/first-map/mysql-schemas';
import { surveyMysqlSchema } from '../test/first-map/survey-mysql-schema';
import { startRealMariadb } from '../test/heavy/real-mariadb';

export function surveyText(survey: StoreSurvey): string {
  return `${JSON.stringify(survey, null, 2)}\n`;
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
 * Records what MariaDB says of the schemas that drafts are measured on; it needs `mariadb-server`. Then run
 * `npx biome check --write test/first-map/surveys`, and `make-draft-figures.ts`.
 */
if (require.main === module) void recordSurveys();
