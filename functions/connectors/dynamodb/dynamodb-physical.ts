import { type TablePlace, tablePlace } from '../../domain/table-place';
import type { MapDraft } from '../map-draft';

/** What `physical` says of a collection in DynamoDB; `domain/table-place.ts` reads it in the finished map. */
export interface DynamoDbPhysical {
  /** Default: the name of the collection. */
  readonly table?: string | undefined;
  /** The form of each key attribute, the partition key first. */
  readonly keys?: Record<string, string> | undefined;
  readonly kind?: { field: string; value: string | number | boolean } | undefined;
  readonly indexes?: TableIndex[] | undefined;
}

/** With `field`, its partition key is that field alone; with `keys`, both keys have a form. */
export interface TableIndex {
  name: string;
  field?: string | undefined;
  keys?: Record<string, string> | undefined;
}

export type TableDraft = MapDraft<DynamoDbPhysical>;

/** @throws KeyFormError for a form of a key that cannot be read back. */
export function draftPlace({ node, primaryKey, physical }: TableDraft): TablePlace {
  return tablePlace({ name: node.name, primaryKey, physical: { ...physical } });
}
