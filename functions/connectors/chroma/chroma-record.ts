import type { CollectionMap } from '../../domain/data-map';
import type { LocatedRow } from '../../domain/finding';
import { setField } from '../../domain/set-field';
import type { ExportedRecord, FieldValue } from '../connector';
import { fieldText, isEmptyJson } from '../exact-json';
import { locatedFacts } from '../located-facts';
import { vectorValue } from '../vector-value';
import type { ChromaRecord } from './chroma-client';
import { modelOf, OWN_FIELDS } from './chroma-place';

const OWN_NAMES: ReadonlySet<string> = new Set(Object.values(OWN_FIELDS));

/** A value of a record by the field's name in the map. */
export function fieldValue(record: ChromaRecord, field: string): FieldValue | undefined {
  if (field === OWN_FIELDS.id) return record.id;
  if (field === OWN_FIELDS.document) return record.document;
  if (field === OWN_FIELDS.uri) return record.uri;
  if (field === OWN_FIELDS.embedding) return record.embedding && vectorText(record.embedding);
  return Object.hasOwn(record.metadata, field) ? (record.metadata[field] as FieldValue) : undefined;
}

export function textOf(record: ChromaRecord, field: string): string | undefined {
  return fieldText(fieldValue(record, field));
}

/** As pgvector writes it: every number by as few digits as tell it apart. */
export function vectorText(vector: readonly number[]): string {
  return `[${vector.join(',')}]`;
}

export function keyOf({ id }: ChromaRecord): LocatedRow['key'] {
  return { [OWN_FIELDS.id]: id };
}

export function toLocated(collection: CollectionMap, record: ChromaRecord): LocatedRow {
  return {
    collection: collection.name,
    key: keyOf(record),
    ...locatedFacts(collection, (field) => textOf(record, field)),
  };
}

export function toExported(collection: CollectionMap, record: ChromaRecord): ExportedRecord {
  const values: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(record.metadata))
    setField(values, OWN_NAMES.has(name) ? `metadata.${name}` : name, value as FieldValue);
  setField(values, OWN_FIELDS.id, record.id);
  if (record.document !== undefined) setField(values, OWN_FIELDS.document, record.document);
  if (record.uri !== undefined) setField(values, OWN_FIELDS.uri, record.uri);
  if (record.embedding)
    setField(values, OWN_FIELDS.embedding, vectorValue(vectorText(record.embedding), modelOf(collection)));
  return { collection: collection.name, key: keyOf(record), values };
}

/**
 * Filled fields that the map does not know. Metadata under a name that the record uses itself can be mapped
 * as `metadata.NAME`.
 */
export function unmappedFields({ fields }: CollectionMap, record: ChromaRecord): string[] {
  const known = new Set(fields.map(({ name }) => name));
  const metadata = Object.entries(record.metadata)
    .filter(([, value]) => !isEmptyJson(value as FieldValue))
    .map(([name]) => (OWN_NAMES.has(name) ? `metadata.${name}` : name));
  const own = [
    ...(record.document ? [OWN_FIELDS.document] : []),
    ...(record.uri ? [OWN_FIELDS.uri] : []),
    OWN_FIELDS.embedding,
  ];
  return [...metadata, ...own].filter((name) => !known.has(name));
}
