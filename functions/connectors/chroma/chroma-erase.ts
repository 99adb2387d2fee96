import type { StoreMap } from '../../domain/data-map';
import type { EraseInstruction } from '../../domain/erase-instruction';
import { BlastRadiusError, type EraseBound, type EraseReceipt, StoreShapeError } from '../connector';
import { constantBlanks } from '../constant-blanks';
import { distinctKeys, mappedCollection } from '../mapped-collection';
import type { ChromaClient, ChromaCollection, ChromaRecord } from './chroma-client';
import { OWN_FIELDS } from './chroma-place';
import { fieldValue } from './chroma-record';

type Receipt = EraseReceipt['collections'][number];

interface Work {
  readonly name: string;
  readonly held: ChromaCollection;
  readonly instruction: EraseInstruction;
  readonly ids: readonly string[];
}

/** Erases by ids. All is checked against the approval before the first write; there is no transaction. */
export async function eraseRecords(
  client: ChromaClient,
  store: StoreMap,
  instructions: readonly EraseInstruction[],
  bounds?: readonly EraseBound[],
): Promise<EraseReceipt> {
  const works: Work[] = [];
  for (const instruction of instructions) works.push(await workOf(client, store, instruction));
  assertWithin(works, bounds);
  const collections: Receipt[] = [];
  for (const work of works) collections.push(await carryOut(client, work));
  return { collections };
}

async function workOf(client: ChromaClient, store: StoreMap, instruction: EraseInstruction): Promise<Work> {
  const collection = mappedCollection(store, instruction.collection);
  const ids = distinctKeys(collection, instruction.keys).map(([id = '']) => id);
  const { name } = collection;
  if (ids.length > instruction.atMost) throw beyond(name, ids.length, instruction.atMost);
  if (instruction.action === 'anonymise') assertBlanks(name, instruction.blank ?? {});
  return { name, held: await client.collection(collection), instruction, ids };
}

/** A vector is as good as the text that it was made from, and Chroma keeps no record without one. */
function assertBlanks(collection: string, blank: NonNullable<EraseInstruction['blank']>): void {
  const fields = Object.entries(constantBlanks(blank));
  const fixed = [OWN_FIELDS.id, OWN_FIELDS.embedding, OWN_FIELDS.uri] as readonly string[];
  const isFit = ([field, value]: (typeof fields)[number]) =>
    field === OWN_FIELDS.document ? typeof value === 'string' : !fixed.includes(field);
  if (fields.length > 0 && fields.every(isFit)) return;
  throw new StoreShapeError(`nothing in ${collection} can be overwritten as the map says`, {
    collection,
    code: 'no-blank',
  });
}

function assertWithin(works: readonly Work[], bounds: readonly EraseBound[] | undefined): void {
  for (const { name } of bounds ? works : []) {
    const asked = works.filter((work) => work.name === name).reduce((sum, { ids }) => sum + ids.length, 0);
    const approved = bounds?.find(({ collection }) => collection === name)?.rows ?? 0;
    if (asked > approved) throw beyond(name, asked, approved);
  }
}

function beyond(collection: string, would: number, approved: number): BlastRadiusError {
  const words = `${collection}: ${would} records would change, ${approved} were approved`;
  return new BlastRadiusError(words, { collection });
}

/** Chroma does not say what a deletion removed, so the records are read just before. */
async function carryOut(client: ChromaClient, { name, held, instruction, ids }: Work): Promise<Receipt> {
  const there = await client.byIds(held, ids);
  const receipt = { collection: name, erased: 0, anonymised: 0, alreadyAbsent: ids.length, keptShared: 0 };
  if (instruction.action === 'erase') {
    await client.remove(
      held,
      there.map(({ id }) => id),
    );
    return { ...receipt, erased: there.length, alreadyAbsent: ids.length - there.length };
  }
  const blank = constantBlanks(instruction.blank ?? {});
  let anonymised = 0;
  for (const record of there) anonymised += (await overwrite(client, held, record, blank)) ? 1 : 0;
  return { ...receipt, anonymised, alreadyAbsent: ids.length - anonymised };
}

/** False when it holds these values already. */
export async function overwrite(
  client: ChromaClient,
  held: ChromaCollection,
  record: ChromaRecord,
  values: Readonly<Record<string, string | number | boolean | null>>,
): Promise<boolean> {
  const different = Object.entries(values).filter(
    ([field, value]) =>
      (fieldValue(record, field) ?? null) !== value &&
      !(value === '' && fieldValue(record, field) === undefined),
  );
  if (different.length === 0) return false;
  const document = different.find(([field]) => field === OWN_FIELDS.document)?.[1];
  const metadata = different.filter(([field]) => field !== OWN_FIELDS.document);
  await client.update(held, record.id, {
    ...(metadata.length > 0 ? { metadata: Object.fromEntries(metadata) } : {}),
    ...(typeof document === 'string' ? { document } : {}),
  });
  return true;
}
