import type { CollectionMap, StoreMap } from '../../domain/data-map';
import type { StoreExamination, StoreProblem } from '../../domain/store-examination';
import { StoreError, type StoreShape, StoreUnavailableError } from '../connector';
import { type ChromaClient, type ChromaRecord, RECORDS_AT_ONCE } from './chroma-client';
import { chromaName, OWN_FIELDS } from './chroma-place';

/** Holds the map against the collections that Chroma has. No record is read. */
export async function examineChroma(client: ChromaClient, store: StoreMap): Promise<StoreExamination> {
  await client.assertThere();
  const names = new Set((await client.collections()).map(({ name }) => name));
  const problems = store.collections.flatMap((collection) => [
    ...(names.has(chromaName(collection)) ? [] : [missing(collection)]),
    ...stayingVector(collection),
  ]);
  const vectors = store.collections.filter((one) => names.has(chromaName(one))).map(({ name }) => name);
  return { problems, ...(vectors.length > 0 ? { vectors } : {}) };
}

function missing(collection: CollectionMap): StoreProblem {
  return {
    collection: collection.name,
    table: chromaName(collection),
    code: 'no-table',
    problem: `Chroma has no collection ${chromaName(collection)}.`,
    remedy: 'Correct its name in the map (physical.table), or take it out.',
    blocks: 'everything',
  };
}

function stayingVector({ name, onErasure }: CollectionMap): StoreProblem[] {
  if (onErasure.action !== 'anonymise') return [];
  return [
    {
      collection: name,
      field: OWN_FIELDS.embedding,
      code: 'vector-stays',
      problem:
        'Chroma keeps no record without a vector, so a blanked record would still hold what was computed from its text.',
      remedy: 'Have these records erased: on_erasure: erase.',
      blocks: 'erasure',
    },
  ];
}

/** Collections with the metadata of their first records. */
export async function describeChroma(client: ChromaClient, store: StoreMap): Promise<StoreShape> {
  await client.assertThere();
  const collections: StoreShape['collections'][number][] = [];
  const notLookedAt: string[] = [];
  for (const held of await client.collections()) {
    const mapped = store.collections.find((one) => chromaName(one) === held.name);
    try {
      const sample = await client.records(held, { limit: RECORDS_AT_ONCE, offset: 0 });
      collections.push({
        name: mapped?.name ?? held.name,
        table: held.name,
        fields: fieldsOf(sample),
        keys: [[OWN_FIELDS.id]],
      });
    } catch (error) {
      if (error instanceof StoreUnavailableError || !(error instanceof StoreError)) throw error;
      notLookedAt.push(`the collection ${held.name} (${error.place.code ?? error.kind})`);
    }
  }
  return { collections, ...(notLookedAt.length > 0 ? { notLookedAt } : {}) };
}

function fieldsOf(sample: readonly ChromaRecord[]): { name: string; type: string }[] {
  const metadata = new Map(
    sample.flatMap((record) => Object.entries(record.metadata).map(([name, value]) => [name, typeof value])),
  );
  const own = [OWN_FIELDS.id, OWN_FIELDS.document, OWN_FIELDS.embedding];
  return [
    ...own.map((name) => ({ name, type: name === OWN_FIELDS.embedding ? 'vector' : 'string' })),
    ...[...metadata].map(([name, type]) => ({ name, type })),
  ];
}
