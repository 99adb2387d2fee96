import type { PlaceOf } from '../functions/config/map/map-places';
import type { StoreError } from '../functions/connectors/connector';
import type { FaultKind, FaultPlace } from '../functions/domain/store-examination';

/** Why a store did not do what it was asked, in a report and its JSON. */
export interface ReportedFault {
  readonly kind: FaultKind;
  readonly place: FaultPlace;
  /** `file:line: path` of the collection in the map, where it is known. */
  readonly at?: string;
  readonly message: string;
}

/** @param asked - the collection that was searched, if it was only one */
export function storeFaultOf(
  { kind, place: named, message }: StoreError,
  {
    storeId,
    placeOf,
    asked,
  }: { readonly storeId: string; readonly placeOf: PlaceOf; readonly asked?: string },
): ReportedFault {
  const place = { ...(asked ? { collection: asked } : {}), ...named };
  const at = place.collection === undefined ? undefined : placeOf(storeId, place.collection);
  return { kind, place, message, ...(at ? { at } : {}) };
}

const kinds: Readonly<Record<FaultKind, string>> = {
  'no-answer': 'it did not answer',
  refused: 'it refused',
  misfit: 'it does not fit the map',
  forbidden: 'a permission is missing',
  'beyond-approval': 'it would change more than was approved',
};

/** `it does not fit the map: the database has no table for orders (orders, 42P01; datasets/shop.yaml:12)`. */
export function faultText({ kind, place, at, message }: ReportedFault): string {
  const names = [place.table ?? place.collection, place.constraint, place.code].filter(
    (name) => name !== undefined && !message.includes(name),
  );
  const where = [names.join(', '), at?.split(': ')[0]].filter(Boolean).join('; ');
  return `${kinds[kind]}: ${message}${where === '' ? '' : ` (${where})`}`;
}
