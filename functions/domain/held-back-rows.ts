import type { DataMap } from './data-map';
import type { Manifest } from './manifest';
import { isToErase, rowsOfStore } from './manifest-rows';
import { placedId, RowLinks } from './row-links';
import type { FaultPlace } from './store-examination';
import { faultPlaceText } from './undecided';
import type { HeldRow } from './waiting-rows';

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
  const reasons = reasonsToStay(new RowLinks(manifest, map), storeId, place);
  const held: HeldRow[] = [];
  for (const row of reasons.size > 0 ? rowsOfStore(manifest, storeId) : []) {
    const reason = reasons.get(placedId(map, storeId, row));
    if (reason) held.push({ storeId, row: { collection: row.collection, key: row.key }, reason });
  }
  return held;
}

/** By {@link placedId}. */
function reasonsToStay(links: RowLinks, storeId: string, place: FaultPlace): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const one of links.rows) {
    if (one.storeId !== storeId || one.row.collection !== place.collection || !isToErase(one.row)) continue;
    const staying = links
      .dependentsOf(one)
      .find((other) => other.storeId === storeId && !isToErase(other.row));
    if (!staying) continue;
    const { title, name } = staying.collection;
    reasons.set(
      one.id,
      `A record of "${title}" (${name}) that stays points at it, so the store does not let it go (${faultPlaceText(place)}). Deal with that record first; or set on_erasure of ${place.collection} to anonymise, so that the row can stay, and search again.`,
    );
  }
  return reasons;
}
