import { type DataMap, kindsOf, kindTitle } from '../../domain/data-map';
import type { Identities } from '../../domain/finding';
import type { SearchedFor } from './searched-for-view';

/** Identifiers for staff who search for a person by hand, by the kinds of the data map. */
export function searchedFor(map: DataMap, identities: Identities): SearchedFor[] {
  return kindsOf(map).flatMap((kind) => {
    const title = kindTitle(map, kind);
    return (identities[kind] ?? []).map((value) => ({ kind, value, ...(title ? { title } : {}) }));
  });
}
