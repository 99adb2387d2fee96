import * as z from 'zod/mini';
import { ROWS_OF_TABLE } from '../divided-table';
import { mapText, TABLE_NAME } from '../several-kinds';

/** What `physical` may say of a table in an SQL database. */
export const SQL_PLACE = {
  schema: z
    .optional(mapText())
    .check(
      z.describe(
        'PostgreSQL: the schema of the table. Default: public. MySQL: its database. Default: the one of the connection.',
      ),
    ),
  table: TABLE_NAME,
  rows: ROWS_OF_TABLE,
  rollback_safe: z
    .optional(z.boolean())
    .check(
      z.describe(
        'PostgreSQL and MySQL: all that the triggers and rules of this table do is undone by a rollback, so that an erasure may be rehearsed.',
      ),
    ),
  triggers_write: z
    .optional(z.array(mapText()))
    .check(
      z.describe(
        'PostgreSQL and MySQL: tables (in another schema or database with its name) that the triggers and rules of this table write. An erasure that changes another one stops; in MySQL, where nothing shows what a trigger changed, one that sets off a trigger of which nothing is said here.',
      ),
    ),
};
