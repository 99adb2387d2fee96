import type { CorrectWays } from '../relational/correct-rows';
import { anonymiseRows, assertBlanked, rowsNotBlankYet } from './anonymise-rows';
import { correctingOnly } from './assert-changes-no-more';
import { assertWritable } from './assert-erasable';
import type { KnownCatalogue } from './known-catalogue';
import { withFaultPlace } from './mysql-errors';
import { assertExact } from './mysql-exact';
import type { MysqlSession } from './mysql-session';
import { isText, type Relation } from './relation';
import { placesOf, type RowPlace } from './row-key';

/** How MySQL reads and writes a row that is corrected. */
export function correctWays(session: MysqlSession, known: KnownCatalogue): CorrectWays<Relation, RowPlace> {
  return {
    session,
    tableOf: async (run, collection, toWrite) => {
      const table = (await known.read(run)).table(collection);
      if (toWrite) assertWritable(table);
      return table;
    },
    placesOf,
    rowsNotBlankYet,
    anonymiseRows: (run, row, places) =>
      correctingOnly(run, row, places, () => anonymiseRows(run, row, places)),
    assertBlanked,
    assertExact,
    isText,
    withFaultPlace,
  };
}
