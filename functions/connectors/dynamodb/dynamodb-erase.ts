import { isConstant } from '../../domain/blank';
import type { Clock } from '../../domain/clock';
import type { EraseInstruction } from '../../domain/erase-instruction';
import { composedFields } from '../../domain/table-place';
import { BlastRadiusError, type EraseBound, type EraseReceipt, StoreShapeError } from '../connector';
import { inParallel } from '../in-parallel';
import { distinctKeys } from '../mapped-collection';
import { getItems, MAX_KEYS_PER_GET } from './dynamodb-read';
import { type DynamoTable, isRowOf, type TableDescriptions } from './dynamodb-table';
import { assertParts, deleteItem, MAX_PARALLEL_WRITES, overwriteItem } from './dynamodb-write';
import { itemText } from './item-claimant';
import { referrersOf } from './item-referrers';

type Receipt = EraseReceipt['collections'][number];
type Fate = 'erased' | 'anonymised' | 'alreadyAbsent' | 'keptShared';

interface Erasure {
  readonly instructions: readonly EraseInstruction[];
  readonly bounds?: readonly EraseBound[] | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * Carries out instructions in their order, item by item by full key. All are checked against the approval
 * before the first write.
 */
export async function eraseItems(
  book: TableDescriptions,
  { instructions, bounds, clock }: Erasure,
): Promise<EraseReceipt> {
  const works: Work[] = [];
  for (const instruction of instructions) works.push(await workOf(book, instruction));
  assertWithin(works, bounds);
  for (const work of works) await assertShapes(book, work);
  const collections: Receipt[] = [];
  for (const work of works) collections.push(await carryOut(book, work, clock));
  return { collections };
}

interface Work {
  readonly table: DynamoTable;
  readonly instruction: EraseInstruction;
  readonly keys: readonly Readonly<Record<string, string>>[];
}

async function workOf(book: TableDescriptions, instruction: EraseInstruction): Promise<Work> {
  const table = await book.of(instruction.collection);
  const { collection } = table;
  const keys = distinctKeys(collection, instruction.keys).map((values) =>
    Object.fromEntries(collection.primaryKey.map((field, index) => [field, values[index] ?? ''])),
  );
  if (keys.length > instruction.atMost) throw beyond(table, keys.length, instruction.atMost);
  assertWritable(table, instruction);
  return { table, instruction, keys };
}

function beyond({ collection, name }: DynamoTable, would: number, approved: number): BlastRadiusError {
  return new BlastRadiusError(`${collection.name}: ${would} items would change, ${approved} were approved`, {
    collection: collection.name,
    table: name,
  });
}

/** Items with parts to be blanked are read before the first write: nothing can be rolled back here. */
async function assertShapes(book: TableDescriptions, { table, instruction, keys }: Work): Promise<void> {
  const { action, blank = {} } = instruction;
  const inParts = Object.values(blank).some(
    (value) => !isConstant(value) && ('inside' in value || 'messages' in value),
  );
  if (action !== 'anonymise' || !inParts || keys.length === 0) return;
  for (let from = 0; from < keys.length; from += MAX_KEYS_PER_GET) {
    const items = await getItems(book.client, table, keys.slice(from, from + MAX_KEYS_PER_GET));
    for (const item of items) if (isRowOf(table, item)) assertParts(table, item, blank);
  }
}

/** Over all instructions of one call; what no bound names was not approved. */
function assertWithin(works: readonly Work[], bounds: readonly EraseBound[] | undefined): void {
  if (bounds === undefined) return;
  for (const { table } of works) {
    const { name } = table.collection;
    const would = works
      .filter((work) => work.table.collection.name === name)
      .reduce((sum, { keys }) => sum + keys.length, 0);
    const approved = bounds.find(({ collection }) => collection === name)?.rows ?? 0;
    if (would > approved) throw beyond(table, would, approved);
  }
}

function assertWritable({ collection, place }: DynamoTable, { action, blank = {} }: EraseInstruction): void {
  if (action === 'erase') return;
  const keys = new Set([...collection.primaryKey, ...composedFields(place).keys()]);
  const fields = Object.keys(blank);
  if (fields.length > 0 && !fields.some((field) => keys.has(field))) return;
  throw new StoreShapeError(`nothing in ${collection.name} can be overwritten as the map says`, {
    collection: collection.name,
    table: place.table,
    code: 'no-blank',
  });
}

async function carryOut(
  book: TableDescriptions,
  { table, instruction, keys }: Work,
  clock: Clock | undefined,
): Promise<Receipt> {
  const fates = await inParallel(keys, MAX_PARALLEL_WRITES, (key) =>
    eraseOne(book, { table, key, instruction, clock }),
  );
  const count = (fate: Fate) => fates.filter((one) => one === fate).length;
  return {
    collection: table.collection.name,
    erased: count('erased'),
    anonymised: count('anonymised'),
    alreadyAbsent: count('alreadyAbsent'),
    keptShared: count('keptShared'),
  };
}

interface One {
  readonly table: DynamoTable;
  readonly key: Readonly<Record<string, string>>;
  readonly instruction: EraseInstruction;
  readonly clock: Clock | undefined;
}

async function eraseOne(book: TableDescriptions, { table, key, instruction, clock }: One): Promise<Fate> {
  if (await isReferenced(book, { table, key, instruction })) return 'keptShared';
  if (instruction.action === 'erase')
    return (await deleteItem(book.client, { table, key })) ? 'erased' : 'alreadyAbsent';
  const blank = instruction.blank ?? {};
  return (await overwriteItem(book.client, { table, key }, { blank, clock }))
    ? 'anonymised'
    : 'alreadyAbsent';
}

async function isReferenced(
  book: TableDescriptions,
  { table, key, instruction }: Omit<One, 'clock'>,
): Promise<boolean> {
  const pointers = instruction.unlessReferencedBy ?? [];
  const [item] = pointers.length === 0 ? [] : await getItems(book.client, table, [key]);
  if (item === undefined) return false;
  const facts = Object.fromEntries(
    pointers.flatMap(({ ownField }) => {
      const text = itemText(table.place, item, ownField);
      return text === undefined ? [] : [[ownField, text]];
    }),
  );
  for await (const _any of referrersOf(book, { row: { key, facts }, pointers, trust: 'table' })) return true;
  return false;
}
