import type { CollectionCount, Drift } from './event-facts';
import { namesThePerson, type RowRef, type UnreadPlace } from './finding';
import type { ManifestCollection, ManifestRow } from './manifest';
import { countRows, isToErase, rowCounts, rowRefs, standsOrdered } from './manifest-rows';
import type { KeyedRows } from './packed-map';
import { rowKey } from './row-key';
import { allRows, packRows, type Rows, rowsAs, rowsWhere } from './rows';
import { waitsForDecision } from './undecided';

/**
 * More new rows than a tenth of what was approved (and more than this number) are a drift of their own: they
 * may be somebody else's.
 */
const BOUND_SHARE = 0.1;
const MIN_BOUND = 10;

/** What a reading of a store shows besides rows that are left over. */
export interface ReadSigns {
  /** Rows of the data subject that nobody approved. */
  readonly added: readonly ManifestCollection[];
  /** Rows that were to stay and are gone. */
  readonly keptGone: Rows<ManifestRow>;
  /** Places that cannot be read any more and could be when the manifest was frozen. */
  readonly unread: readonly UnreadPlace[];
}

export interface DriftFound {
  /** Present when staff must decide again, with the number of rows. */
  readonly drift?: Drift;
  readonly driftRows?: readonly CollectionCount[];
  /** The rows of the approved manifest that it is about, where they still exist. */
  readonly driftRefs?: Rows<RowRef>;
}

type Approved = KeyedRows<ManifestRow>;

/**
 * Whether a reading differs from what was approved, so that staff must look: a new row of the data subject, a
 * new owner, a kept row that is gone, a place that cannot be read.
 *
 * @param fresh - the rows that were read, as they would be treated now
 */
export function driftOf(
  { added, keptGone, unread }: ReadSigns,
  fresh: readonly ManifestCollection[],
  approved: Approved,
): DriftFound {
  if (keptGone.length > 0) return { drift: 'kept-row-gone', driftRows: rowCounts(keptGone) };
  if (unread.length > 0) {
    const isNew = unread.every(({ reason }) => namesThePerson(reason));
    return { drift: isNew ? 'came-unclaimed' : 'became-unread', driftRows: rowCounts(unread) };
  }
  const changed = () =>
    rowsWhere(allRows(fresh), (row) => {
      const before = approved.get(rowKey(row));
      return before !== undefined && !standsOrdered(before);
    });
  const nowKept = rowsWhere(
    changed(),
    (row) => row.treatment.action === 'retain' && isToErase(approved.get(rowKey(row)) ?? row),
  );
  const ground = driftAbout('now-kept', packRows(nowKept));
  if (ground) return ground;
  const taken = packRows(rowsWhere(changed(), (row) => isTaken(row, approved.get(rowKey(row)))));
  const contested = rowsWhere(allRows(added), (row) => row.treatment.action === 'contested');
  const others = rowCounts(allRows([{ rows: taken }, { rows: contested }]));
  if (others.length > 0) return { drift: 'new-owner', driftRows: others, driftRefs: rowRefs(taken) };
  const came = rowCounts(allRows(added));
  if (came.length > 0) return { drift: cameReason(added, approved), driftRows: came };
  const ending = rowsWhere(changed(), (row) => endsMore(row, approved.get(rowKey(row))));
  return driftAbout('ends-more', packRows(ending)) ?? {};
}

function driftAbout(drift: Drift, rows: Rows<ManifestRow>): DriftFound | undefined {
  return rows.length > 0 ? { drift, driftRows: rowCounts(rows), driftRefs: rowRefs(rows) } : undefined;
}

/** Whether the erasure of a row would end what nobody ticked. */
function endsMore({ treatment }: ManifestRow, before: ManifestRow | undefined): boolean {
  return (
    treatment.action === 'undecided' && treatment.ends !== undefined && before?.treatment.action === 'erase'
  );
}

/** Whether others share a row by now that nobody shared and that did not wait for a decision. */
function isTaken(row: ManifestRow, before: ManifestRow | undefined): boolean {
  return isShared(row) && !isShared(before) && !(before && waitsForDecision(before.treatment));
}

function cameReason(added: readonly ManifestCollection[], approved: Approved): Drift {
  const some = (action: ManifestRow['treatment']['action']) =>
    added.some(({ rows }) => rows.some((row) => row.treatment.action === action));
  if (some('contested')) return 'new-owner';
  if (some('retain')) return 'new-ground';
  const collections = new Set(rowsAs(approved.values(), (row) => row.collection));
  if (added.some(({ collection }) => !collections.has(collection))) return 'unapproved-collection';
  return countRows(added) > Math.max(MIN_BOUND, approved.size * BOUND_SHARE)
    ? 'beyond-bound'
    : 'new-since-approval';
}

/** Whether a row stays because others share it. */
export function isShared(row: ManifestRow | undefined): boolean {
  return row?.treatment.action === 'keep-shared';
}
