import type { StoreMap } from '../../domain/data-map';
import type { EraseInstruction } from '../../domain/erase-instruction';
import { BlastRadiusError, StoreRefusedError } from '../connector';
import { distinctKeys, mappedCollection } from '../mapped-collection';
import type { RelationalCatalogue } from './catalogue';
import { readContentMark } from './content-mark';
import { faultPlace } from './fault-place';
import type { Relation, Table } from './relation';

/** One instruction, with the table it acts on. */
export interface EraseTask<R extends Relation = Relation> {
  readonly instruction: EraseInstruction;
  readonly table: Table<R>;
  readonly keys: readonly (readonly string[])[];
}

/** What writing into rows of a table is, as a task: for checks that ask what the table's rules do then. */
export function writeTask<R extends Relation>({
  table,
  blank,
}: {
  readonly table: Table<R>;
  readonly blank: NonNullable<EraseInstruction['blank']>;
}): EraseTask<R> {
  const { name } = table.collection;
  return {
    table,
    keys: [],
    instruction: { collection: name, action: 'anonymise', keys: [], blank, atMost: 0 },
  };
}

export function eraseTasks<R extends Relation>(
  store: StoreMap,
  catalogue: RelationalCatalogue<R>,
  instructions: readonly EraseInstruction[],
): EraseTask<R>[] {
  return instructions.map((instruction) => {
    const table = catalogue.table(mappedCollection(store, instruction.collection));
    const keys = distinctKeys(table.collection, instruction.keys);
    if (instruction.action === 'anonymise') assertNameable(table, keys);
    return { instruction, table, keys };
  });
}

/** A row that is identified by its content could not be found again once it is blanked. */
function assertNameable(table: Table, keys: EraseTask['keys']): void {
  if (keys.every((key) => readContentMark(key) === undefined)) return;
  const words = 'has rows without a key, which can be erased, but not blanked: give it a primary key';
  throw new StoreRefusedError(`${table.collection.name} ${words}`, {
    ...faultPlace(table.collection),
    code: 'no-key',
  });
}

/** Throws {@link BlastRadiusError} when a task has more rows than were approved, or two of one key. */
export function assertWithin(
  { instruction, table }: EraseTask,
  places: readonly { readonly key: number }[],
): void {
  if (places.length <= instruction.atMost && new Set(places.map(({ key }) => key)).size === places.length)
    return;
  throw new BlastRadiusError(
    `${instruction.collection}: ${places.length} rows would change, ${instruction.atMost} were approved`,
    { ...faultPlace(table.collection), code: 'too-many-rows' },
  );
}
