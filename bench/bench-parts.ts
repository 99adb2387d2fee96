import { auditPart } from './audit/audit-part';
import { costPart } from './cost/cost-part';
import { deadlinesPart } from './deadlines/deadlines-part';
import { dynamoDbPart } from './dynamodb/dynamodb-part';
import type { BenchPart } from './machinery/bench-part';
import { mysqlPart } from './mysql/mysql-part';
import { pagesPart } from './pages/pages-part';
import { erasePart } from './postgres/erase-part';
import { exportPart } from './postgres/export-part';
import { locatePart } from './postgres/locate-part';
import { formatsPart } from './s3/formats-part';
import { s3Part } from './s3/s3-part';
import { sqlitePart } from './sqlite/sqlite-part';
import { startUpPart } from './start-up/start-up-part';
import { vendorsPart } from './vendors/vendors-part';
import { watchPart } from './watch/watch-part';
import { workflowPart } from './workflow/workflow-part';

/** The parts in the order in which they run; the nth has the nth letter of the alphabet. */
export const benchParts: readonly BenchPart[] = [
  workflowPart,
  watchPart,
  locatePart,
  erasePart,
  exportPart,
  s3Part,
  dynamoDbPart,
  startUpPart,
  pagesPart,
  deadlinesPart,
  auditPart,
  costPart,
  formatsPart,
  mysqlPart,
  sqlitePart,
  vendorsPart,
];
