import { type ErasureLedger, hasUnansweredErasure, mayBeGone } from './erasure-ledger';
import type { CollectionCount } from './event-facts';
import type { ManifestRow } from './manifest';
import { isToErase, rowCounts } from './manifest-rows';
import type { KeyedRows, Keys } from './packed-map';
import { rowKey } from './row-key';
import { packRows, type Rows, rowsWhere } from './rows';

export interface VanishedRowsInput {
  /** By {@link rowKey}. */
  readonly approved: KeyedRows<ManifestRow>;
  readonly there: Keys;
  readonly ledger: ErasureLedger;
  /** Keys of rows of which staff said that they are gone. */
  readonly accepted: Keys;
}

/**
 * Approved rows that are gone and that the desk did not erase: the person erased them in the app, a job of
 * the shop did, or the store shows another place than before, such as an empty table under the old name. Even
 * a single one counts, since these cases look the same. Where the desk erased some of a collection, all
 * missing ones are included, as it is not known which it erased.
 */
export function vanishedRows({ approved, there, ledger, accepted }: VanishedRowsInput): Rows<ManifestRow> {
  const absent = packRows(
    rowsWhere(approved.values(), (row) => {
      const key = rowKey(row);
      return isToErase(row) && !there.has(key) && !accepted.has(key);
    }),
  );
  const unaccounted = rowCounts(absent).filter(
    ({ collection, rows }) =>
      !hasUnansweredErasure(ledger, collection) && rows > mayBeGone(ledger, collection),
  );
  const names = new Set(unaccounted.map(({ collection }) => collection));
  return packRows(rowsWhere(absent, ({ collection }) => names.has(collection)));
}

/** How many of them the desk does not account for. */
export function vanishedCounts(rows: Rows<ManifestRow>, ledger: ErasureLedger): CollectionCount[] {
  return rowCounts(rows).map((one) => ({ ...one, rows: one.rows - mayBeGone(ledger, one.collection) }));
}
