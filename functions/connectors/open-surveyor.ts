import { openChromaSurveyor } from './chroma/survey-chroma';
import { openDynamoDbSurveyor } from './dynamodb/survey-dynamodb';
import { openHttpSurveyor } from './http/survey-http';
import { openMysqlSurveyor } from './mysql/survey-mysql';
import { openPostgresSurveyor } from './postgres/survey-postgres';
import { openS3Surveyor } from './s3/survey-s3';
import { openSqliteSurveyor } from './sqlite/survey-sqlite';
import type { OpenSurveyor } from './survey';

/**
 * The kinds of store that a first map can be drafted from. Apart from the connectors, since only the command
 * line carries this.
 */
export const surveyors: Readonly<Record<string, OpenSurveyor>> = {
  postgres: openPostgresSurveyor,
  mysql: openMysqlSurveyor,
  sqlite: openSqliteSurveyor,
  dynamodb: openDynamoDbSurveyor,
  s3: openS3Surveyor,
  http: openHttpSurveyor,
  chroma: openChromaSurveyor,
};
