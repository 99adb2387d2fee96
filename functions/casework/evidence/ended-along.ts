import type { CollectionErasure } from '../../documents/completion-input';
import { endingCounts } from '../../domain/ending';
import type { ManifestRow, ManifestStore } from '../../domain/manifest';
import { allRows, type Rows } from '../../domain/rows';
import { endingsHeld, endingsOfRows } from '../../domain/ticked-endings';

type Done = Pick<CollectionErasure, 'erased' | 'submitted' | 'unknown'>;

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
function endedAlong(rows: Rows<ManifestRow>, { erased, submitted = 0, unknown = 0 }: Done) {
  const ends = endingCounts(endingsOfRows(rows));
  if (ends.length === 0 || erased + submitted + unknown === 0) return undefined;
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
  const ends = endingCounts([...allRows(named)].flatMap(endingsHeld));
  return ends.length === 0 ? undefined : { records: ticks.length, ends };
}
