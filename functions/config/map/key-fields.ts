import { kindDefinition } from '../../connectors/store-kinds';
import type { DraftCollection } from './draft-map';

/**
 * The fields that together name a row, wherever the map says so: in what the kind of store makes of
 * `physical`, or by `primary_key`. Empty where it leaves that to the store.
 */
export function keyFieldsOf(draft: DraftCollection): readonly string[] {
  return kindDefinition(draft.store.kind).keyFields?.(draft) ?? draft.primaryKey;
}
