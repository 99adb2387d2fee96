import { itemBytes, type WireItem } from './item-size';
import { entryOf, type IndexShape, type ItemChange, type TableCopy, type TableShape } from './table-copy';
import { type Update, updatedItem } from './update-expression';

/** Request units of DynamoDB, on demand. */
export interface Units {
  readonly read: number;
  readonly write: number;
  /** Bytes by which the table grew, with what storage adds to each item. */
  readonly grown: number;
}

/** A call to DynamoDB and its answer, as JSON. */
export interface DynamoExchange {
  readonly operation: string;
  readonly input: Input;
  readonly answer: Answer;
  readonly status: number;
}

interface Input extends Partial<Update> {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly ConsistentRead?: boolean;
  readonly ProjectionExpression?: string;
  readonly FilterExpression?: string;
  readonly Item?: WireItem;
  readonly RequestItems?: Readonly<Record<string, BatchPart>>;
}

interface BatchPart {
  readonly Keys?: readonly WireItem[];
  readonly ConsistentRead?: boolean;
}

interface Answer {
  readonly __type?: string;
  readonly Item?: WireItem;
  readonly Items?: readonly WireItem[];
  readonly ScannedCount?: number;
}

/** A read unit covers so many bytes of one item, or of one page of a query. */
const READ_BYTES = 4_096;
/** A write unit covers so many bytes of one item. */
const WRITE_BYTES = 1_024;
/**
 * What storage adds to each item.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
const STORED_EXTRA = 100;

const free: Units = { read: 0, write: 0, grown: 0 };

/**
 * What a call costs, from the items themselves and AWS's rules; keeps the copies of the tables up to date on
 * the way. A failed condition costs what the
 * write would have cost the table, and nothing for the indexes.
 *
 * @throws Error naming what has no rule here, since its price would be a guess
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations
 */
export function unitsOf(exchange: DynamoExchange, tables: ReadonlyMap<string, TableCopy>): Units {
  const { operation, input, status } = exchange;
  if (operation.startsWith('Describe')) return free;
  if (operation === 'BatchGetItem') return { ...free, read: batchRead(input, tables) };
  const table = tables.get((input.TableName ?? '').replace(/^.*:table\//, ''));
  if (!table) throw new Error(`no copy of the table of ${operation}`);
  if (status >= 400) return failed(exchange, table);
  switch (operation) {
    case 'GetItem':
    case 'Query':
    case 'Scan':
      return { ...free, read: readUnits(pageBytes(exchange, table), input.ConsistentRead) };
    case 'PutItem':
      return written(table.put(input.Item ?? {}), table.shape);
    case 'UpdateItem':
      return written(table.put(updated(input, table)), table.shape);
    case 'DeleteItem':
      return written(table.remove(input.Key ?? {}), table.shape);
    default:
      throw new Error(`no rule for the price of ${operation}`);
  }
}

/** Half a unit when yesterday's state is good enough; an empty answer costs as much as a small one. */
export function readUnits(bytes: number, consistent = false): number {
  return Math.max(1, Math.ceil(bytes / READ_BYTES)) * (consistent ? 1 : 0.5);
}

export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / WRITE_BYTES));
}

function pageBytes({ operation, input, answer }: DynamoExchange, table: TableCopy): number {
  if (operation === 'Scan') return table.bytes * share(answer.ScannedCount ?? 0, table.size);
  if (input.ProjectionExpression || input.FilterExpression)
    throw new Error(`${operation} leaves out what it read, so its price is unknown`);
  const items = answer.Items ?? [answer.Item ?? {}];
  return items.reduce((sum, item) => sum + itemBytes(item), 0);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** Each item by itself; one that is not there costs as much as a small one. */
function batchRead({ RequestItems = {} }: Input, tables: ReadonlyMap<string, TableCopy>): number {
  let units = 0;
  for (const [name, { Keys = [], ConsistentRead }] of Object.entries(RequestItems))
    for (const key of Keys) units += readUnits(itemBytes(tables.get(name)?.find(key) ?? {}), ConsistentRead);
  return units;
}

function failed({ operation, input, answer }: DynamoExchange, table: TableCopy): Units {
  if (!answer.__type?.includes('ConditionalCheckFailed')) return free;
  const before = table.find(input.Item ?? input.Key ?? {});
  const wanted = operation === 'UpdateItem' ? updated(input, table) : (input.Item ?? {});
  return { ...free, write: tableWrite({ before, after: wanted }) };
}

function updated(input: Input, table: TableCopy): WireItem {
  const Key = input.Key ?? {};
  return updatedItem(table.find(Key), { ...input, Key });
}

function written(change: ItemChange, { key, indexes }: TableShape): Units {
  const ofIndexes = indexes.map((index) => indexWrite(change, index, key));
  const write = ofIndexes.reduce((sum, units) => sum + units, tableWrite(change));
  return { read: 0, write, grown: storedBytes(change.after) - storedBytes(change.before) };
}

function storedBytes(item: WireItem | undefined): number {
  return item ? itemBytes(item) + STORED_EXTRA : 0;
}

/** The larger of the item before and after. */
function tableWrite({ before, after }: ItemChange): number {
  return writeUnits(Math.max(itemBytes(before ?? {}), itemBytes(after ?? {})));
}

/**
 * Nothing when the index shows the same; one write for an entry that comes, goes or changes; two when its key
 * changes.
 */
function indexWrite({ before, after }: ItemChange, index: IndexShape, tableKey: readonly string[]): number {
  const [old, fresh] = [before, after].map((item) => entryOf(item, index, tableKey));
  if (JSON.stringify(old) === JSON.stringify(fresh)) return 0;
  const moved =
    old && fresh && index.key.some((name) => JSON.stringify(old[name]) !== JSON.stringify(fresh[name]));
  if (moved) return writeUnits(itemBytes(old)) + writeUnits(itemBytes(fresh));
  return tableWrite({ before: old, after: fresh });
}
