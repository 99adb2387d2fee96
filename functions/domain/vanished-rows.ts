import { accountedFor, type ErasureLedger, hasUnansweredErasure } from './erasure-ledger';
import type { CollectionCount } from './event-facts';
import type { ManifestRow } from './manifest';
import { isToErase, rowCounts } from './manifest-rows';

export interface VanishedRowsInput {
  /** By {@link rowKey}. */
  readonly approved: ReadonlyMap<string, ManifestRow>;
  readonly there: ReadonlySet<string>;
  readonly ledger: ErasureLedger;
  /** Keys of rows of which staff said that they are gone. */
  readonly accepted: ReadonlySet<string>;
}

/**
 * Approved rows that are gone and that the desk did not erase: the person erased them in the app, a job of
 * the shop did, or the store shows another place than before, such as an empty table under the old name. Even
 * a single one counts, since these cases look the same. Where the desk erased some of a collection, all
 * missing ones are included, as it is not known which it erased.
 */
export function vanishedRows({ approved, there, ledger, accepted }: VanishedRowsInput): ManifestRow[] {
  const absent = [...approved].filter(
    ([key, row]) => isToErase(row) && !there.has(key) && !accepted.has(key),
  );
  const rows = absent.map(([, row]) => row);
  const of = (collection: string) => rows.filter((row) => row.collection === collection).length;
  return rows.filter(
    ({ collection }) =>
      !hasUnansweredErasure(ledger, collection) && of(collection) > accountedFor(ledger, collection),
  );
}

/** How many of them the desk does not account for. */
export function vanishedCounts(rows: readonly ManifestRow[], ledger: ErasureLedger): CollectionCount[] {
  return rowCounts(rows).map((one) => ({ ...one, rows: one.rows - accountedFor(ledger, one.collection) }));
}
