import type { DataMap } from './data-map';
import type { Manifest } from './manifest';
import { isToErase } from './manifest-rows';
import { RowLinks } from './row-links';
import type { FaultPlace } from './store-examination';
import { faultPlaceText, type HeldRow } from './undecided';

/**
 * SQLSTATEs of a foreign key whose rows would lose what they refer to: NO ACTION, and RESTRICT, which some
 * servers report separately.
 */
const stillReferenced = ['23503', '23001'];

/**
 * When a foreign key refused the rehearsal of a collection, only the rows to which a kept row refers, such as
 * somebody else's answer to a post of this person. The other rows of the collection may be erased.
 *
 * @returns none where the refusal is another one, or no row that was found is the cause
 */
export function rowsHeldBack(
  manifest: Manifest,
  map: DataMap,
  storeId: string,
  place: FaultPlace | undefined,
): HeldRow[] {
  if (!place?.collection || !stillReferenced.includes(place.code ?? '')) return [];
  const links = new RowLinks(manifest, map);
  return links.rows.flatMap((one) => {
    if (one.storeId !== storeId || one.row.collection !== place.collection || !isToErase(one.row)) return [];
    const staying = links
      .dependentsOf(one)
      .find((other) => other.storeId === storeId && !isToErase(other.row));
    if (!staying) return [];
    const { title, name } = staying.collection;
    const reason = `A record of "${title}" (${name}) that stays points at it, so the store does not let it go (${faultPlaceText(place)}). Deal with that record first; or set on_erasure of ${place.collection} to anonymise, so that the row can stay, and search again.`;
    return [{ storeId, row: one.row, reason }];
  });
}
