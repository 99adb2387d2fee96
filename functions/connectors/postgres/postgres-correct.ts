import type { StoreMap } from '../../domain/data-map';
import type { CorrectWays } from '../relational/correct-rows';
import { assertBlanked, rowsNotBlankYet } from './anonymise-rows';
import { changeRowsOnly } from './assert-changes-no-more';
import { Catalogue } from './postgres-catalogue';
import { isText } from './postgres-condition';
import { withFaultPlace } from './postgres-errors';
import { assertExact } from './postgres-exact';
import type { PostgresSession } from './postgres-session';
import type { Relation } from './relation';
import { placesOf, type RowPlace } from './row-key';

/** How PostgreSQL reads and writes a row that is corrected. */
export function correctWays(session: PostgresSession, store: StoreMap): CorrectWays<Relation, RowPlace> {
  return {
    session,
    tableOf: async (run, collection) => (await Catalogue.read(run, store)).table(collection),
    placesOf,
    rowsNotBlankYet,
    anonymiseRows: changeRowsOnly,
    assertBlanked,
    assertExact,
    isText,
    withFaultPlace,
  };
}
