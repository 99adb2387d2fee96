import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { CorrectReceipt, FieldChange, RowCorrection } from '../../domain/correction';
import { defined } from '../../domain/defined';
import { StoreError, StoreRefusedError, StoreUnavailableError } from '../connector';
import { assertCorrectable } from '../correctable-fields';
import { fieldText } from '../exact-json';
import { mappedCollection } from '../mapped-collection';
import type { ItemChange } from './dynamodb-blank';
import { getItems } from './dynamodb-read';
import { type DynamoTable, isRowOf, itemKey, type TableDescriptions } from './dynamodb-table';
import { dynamoValue, type Item } from './dynamodb-value';
import { assertOfForm, updateItem } from './dynamodb-write';
import { numberForm } from './number-form';

type CorrectedRow = CorrectReceipt['rows'][number];

/** Attempts to correct an item that others change at the same time. */
const MOST_ROUNDS = 5;

/**
 * Item by item, each in one conditional write: what is written depends on what was read, attribute by
 * attribute.
 */
export async function correctItems(
  book: TableDescriptions,
  corrections: readonly RowCorrection[],
  look = false,
): Promise<CorrectReceipt> {
  for (const one of corrections) assertCorrectable(mappedCollection(book.store, one.collection), one);
  const rows: CorrectedRow[] = [];
  for (const correction of corrections)
    rows.push(
      await orRefused(async () => correctItem(book, await book.of(correction.collection), correction, look)),
    );
  return { rows };
}

async function correctItem(
  { client }: TableDescriptions,
  table: DynamoTable,
  { key, changes }: RowCorrection,
  look: boolean,
): Promise<CorrectedRow> {
  const Key = itemKey(table, key);
  if (Key === undefined) return { state: 'gone' };
  assertOfForm(table, key);
  let lost = false;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const [item] = await getItems(client, table, [key]);
    if (item === undefined || !isRowOf(table, item)) return { state: 'gone' };
    const state = stateOf(item, changes);
    if (state === 'already' && lost) return { state: 'done' };
    if (state !== 'open' || look) return { state };
    const done = await updateItem(client, { table, Key, changes: changes.map((one) => written(item, one)) });
    if (done === 'done') return { state: 'done' };
    lost ||= done === 'lost';
  }
  return { state: 'changed' };
}

function stateOf(item: Item, changes: readonly FieldChange[]): 'already' | 'open' | 'changed' {
  const holds = (side: 'from' | 'to') => changes.every((one) => holdsValue(item[one.field], one[side]));
  if (holds('to')) return 'already';
  return holds('from') ? 'open' : 'changed';
}

/** The service keeps one spelling of each number, whatever was written; text is compared as it is. */
function holdsValue(attribute: AttributeValue | undefined, value: string | null): boolean {
  if (attribute?.N !== undefined && value !== null) return numberForm(attribute.N) === numberForm(value);
  return (fieldText(dynamoValue(attribute)) ?? null) === value;
}

function written(item: Item, { field, to }: FieldChange): ItemChange {
  const was = item[field];
  const value = to === null ? undefined : likeBefore(was, field, to);
  return {
    path: [field],
    ...defined({ value }),
    ...(was === undefined ? { absent: true } : { was }),
    held: false,
  };
}

/** The type of the old value is kept, a number or a boolean, so that the application still understands it. */
function likeBefore(was: AttributeValue | undefined, field: string, to: string): AttributeValue {
  if (was === undefined || was.NULL || was.S !== undefined) return { S: to };
  if (was.N !== undefined && /^-?\d+(\.\d+)?$/.test(to)) return { N: to };
  if (was.BOOL !== undefined && (to === 'true' || to === 'false')) return { BOOL: to === 'true' };
  throw new StoreRefusedError(`${field} holds another type of value`, { field, code: 'other-type' });
}

async function orRefused(work: () => Promise<CorrectedRow>): Promise<CorrectedRow> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StoreError) || error instanceof StoreUnavailableError) throw error;
    const { code } = error.place;
    return { state: 'refused', ...(code ? { code } : {}) };
  }
}
