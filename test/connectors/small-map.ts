import type { ExportedRecord } from '../../functions/connectors/connector';
import type { CollectionMap, FieldMap, StoreMap } from '../../functions/domain/data-map';

export function aField(name: string, more: Partial<FieldMap> = {}): FieldMap {
  const plain = { title: name, categories: ['user'], sensitive: false, thirdParty: false, secret: false };
  return { name, ...plain, optOut: [], dataPoint: false, ...more };
}

/** A collection of text fields, found by its first field by default. */
export function aCollection(
  name: string,
  fields: readonly string[],
  more: Partial<CollectionMap> = {},
): CollectionMap {
  const [first = 'id'] = fields;
  return {
    name,
    title: name,
    primaryKey: [first],
    fields: fields.map((field) => aField(field)),
    reachedBy: [],
    facts: fields,
    owner: 'subject',
    referencedBy: [],
    eraseAfter: [],
    onErasure: { action: 'erase' },
    source: '',
    systemKeys: [],
    physical: {},
    ...more,
  };
}

export function aStore(kind: StoreMap['kind'], collections: readonly CollectionMap[]): StoreMap {
  return { storeId: 'store', title: 'Store', kind, collections };
}

export async function gather(records: AsyncIterable<ExportedRecord>): Promise<ExportedRecord[]> {
  const all: ExportedRecord[] = [];
  for await (const record of records) {
    all.push(record);
  }
  return all;
}
