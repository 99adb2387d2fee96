import type { CollectionErasure } from '../../documents/completion-input';
import { type Ending, endingCounts } from '../../domain/ending';
import type { ManifestRow, ManifestStore } from '../../domain/manifest';
import { isToErase } from '../../domain/manifest-rows';
import { allRows, packRows, type Rows, rowsWhere } from '../../domain/rows';
import { endingsHeld, endingsOfRows } from '../../domain/ticked-endings';

interface Done extends Pick<CollectionErasure, 'erased' | 'submitted' | 'unknown'> {
  /** What ends with rows that may go although something else was decided. */
  readonly mayEnd?: readonly Ending[];
}

/**
 * The rows without those that a vendor was told to erase without an answer and that are not to be erased any
 * more: how many these are, and what would end with them.
 */
export function withoutUnsure(all: Rows<ManifestRow>) {
  const isOpen = (row: ManifestRow) => row.unsure !== undefined && !isToErase(row);
  const open = all.filter(isOpen);
  if (open.length === 0) return { rows: all, mayGo: 0, mayEnd: [] };
  const rows = packRows(rowsWhere(all, (row) => !isOpen(row)));
  return { rows, mayGo: open.length, mayEnd: open.flatMap(({ unsure }) => unsure?.ends ?? []) };
}

/**
 * What ends along with the rows of a collection, and what would have: for the answer to the person.
 *
 * @param done what became of its rows that were to be erased
 */
export function endingParts(
  store: ManifestStore | undefined,
  rows: Rows<ManifestRow>,
  done: Done,
): Pick<CollectionErasure, 'ended' | 'wouldEnd'> {
  const ended = endedAlong(rows, done);
  const wouldEnd = heldBack(store, rows);
  return { ...(ended ? { ended } : {}), ...(wouldEnd ? { wouldEnd } : {}) };
}

/** Only counts are compared here, so it is certain only where all rows went the same way. */
function endedAlong(rows: Rows<ManifestRow>, { erased, submitted = 0, unknown = 0, mayEnd = [] }: Done) {
  const isTold = erased + submitted + unknown > 0;
  const ends = endingCounts([...(isTold ? endingsOfRows(rows) : []), ...mayEnd]);
  if (ends.length === 0) return undefined;
  if (mayEnd.length > 0) return { ends, state: 'unknown' } as const;
  const toErase = rows.filter(({ treatment }) => treatment.action === 'erase').length;
  if (erased === toErase) return { ends, state: 'ended' } as const;
  return { ends, state: erased + submitted === toErase ? 'ordered' : 'unknown' } as const;
}

/** What a row would end, or the row with which it would go. */
function heldBack(store: ManifestStore | undefined, rows: Rows<ManifestRow>): CollectionErasure['wouldEnd'] {
  const ticks = rows
    .filter(({ treatment }) => treatment.action === 'undecided')
    .flatMap(({ treatment }) => ('tick' in treatment ? (treatment.tick ?? []) : []));
  const named = (store?.collections ?? []).filter(({ collection }) => ticks.includes(collection));
  const ends = endingCounts([...allRows(named)].filter((row) => !row.unsure).flatMap(endingsHeld));
  return ends.length === 0 ? undefined : { records: ticks.length, ends };
}
