import type { CollectionMap } from '../../domain/data-map';

/** What `physical` says of a collection in Chroma; the build checked it (`chroma.kind.ts`). */
export interface ChromaPlace {
  /** Its name in Chroma. Default: the name of the collection in the map. */
  readonly table?: string | undefined;
  /** Which model made the vectors of a field. */
  readonly embedding_models?: Record<string, string> | undefined;
}

/** The fields of a record that are not metadata. All others are metadata, under their own names. */
export const OWN_FIELDS = {
  id: 'record_id',
  document: 'document',
  embedding: 'embedding',
  uri: 'uri',
} as const;

export function chromaName({ name, physical }: Pick<CollectionMap, 'name' | 'physical'>): string {
  return (physical as ChromaPlace).table ?? name;
}

export function modelOf({ physical }: Pick<CollectionMap, 'physical'>): string | undefined {
  return (physical as ChromaPlace).embedding_models?.[OWN_FIELDS.embedding];
}
