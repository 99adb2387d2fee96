import type { StoreMap } from '../../domain/data-map';
import type { EraseInstruction } from '../../domain/erase-instruction';
import { BlastRadiusError, StoreRefusedError } from '../connector';
import { distinctKeys, mappedCollection } from '../mapped-collection';
import { type Catalogue, faultPlace } from './postgres-catalogue';
import type { RunSql } from './postgres-session';
import type { Table } from './relation';
import { placesOf, type RowPlace, readContentMark } from './row-key';

/** One instruction, with the table it acts on. */
export interface EraseTask {
  readonly instruction: EraseInstruction;
  readonly table: Table;
  readonly keys: readonly (readonly string[])[];
}

export function eraseTasks(
  store: StoreMap,
  catalogue: Catalogue,
  instructions: readonly EraseInstruction[],
): EraseTask[] {
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

/**
 * The places of the rows of a task, locked. Throws {@link BlastRadiusError} when they are more than were
 * approved.
 */
export async function lockRows(run: RunSql, { instruction, table, keys }: EraseTask): Promise<RowPlace[]> {
  const places = await placesOf(run, table, keys, true);
  if (places.length > instruction.atMost || new Set(places.map(({ key }) => key)).size < places.length)
    throw new BlastRadiusError(
      `${instruction.collection}: ${places.length} rows would change, ${instruction.atMost} were approved`,
      { ...faultPlace(table.collection), code: 'too-many-rows' },
    );
  return places;
}
