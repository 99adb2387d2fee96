import type { CollectionMap, StoreMap } from '../../domain/data-map';
import type { Search } from '../../domain/finding';
import { asciiLowerCase } from '../../domain/identity-values';
import { StoreShapeError } from '../connector';
import { searchesByCollection } from '../mapped-collection';
import type { Vendor, VendorCall, VendorEndpoint, VendorPaging, VendorRead } from './vendor';
import { comparedText, notComparable, type VendorRow } from './vendor-row';

/** One list or one row that is asked for by one value, and what a row must hold to count as found. */
export interface VendorQuestion {
  readonly collection: CollectionMap;
  readonly endpoint: VendorEndpoint;
  readonly field: string;
  readonly value: string;
  readonly call: VendorCall;
  /** Names of the placeholders that take the value. */
  readonly param: string;
  readonly rowsAt: string;
  readonly paging?: VendorPaging;
  /** The answer is the one row that has this key, or that there is none. */
  readonly byKey?: true;
}

/**
 * The questions of a search in a fixed order, on which cursors rely.
 *
 * @throws StoreShapeError for a field that the vendor cannot be asked by
 */
export function questionsOf(vendor: Vendor, store: StoreMap, searches: readonly Search[]): VendorQuestion[] {
  return searchesByCollection(store, searches).flatMap(({ collection, conditions }) => {
    const endpoint = endpointOf(vendor, collection);
    return conditions.flatMap(({ field, values }) => {
      const ways = waysBy(endpoint, collection, field, store.collections);
      if (ways.length === 0) throw cannotAsk(collection, field);
      return values.flatMap((value) => ways.map((way) => ({ collection, endpoint, field, value, ...way })));
    });
  });
}

function cannotAsk(collection: CollectionMap, field: string): StoreShapeError {
  return new StoreShapeError(`the vendor cannot be asked for ${collection.name} by this field`, {
    collection: collection.name,
    field,
    code: 'no-such-question',
  });
}

/** @throws StoreShapeError when the vendor's file does not describe the collection */
export function endpointOf(vendor: Vendor, collection: CollectionMap): VendorEndpoint {
  const name = endpointName(collection);
  const endpoint = Object.hasOwn(vendor.endpoints, name) ? vendor.endpoints[name] : undefined;
  if (endpoint !== undefined) return endpoint;
  throw new StoreShapeError(`the file of the vendor has no endpoint for ${collection.name}`, {
    collection: collection.name,
    code: 'no-endpoint',
  });
}

/**
 * Whether nothing removes the rows of this endpoint: they go with those of another one, by which no
 * collection erases.
 */
export function goesWithNone({ erase }: VendorEndpoint, all: readonly CollectionMap[]): boolean {
  const { goesWith } = erase ?? {};
  if (goesWith === undefined) return false;
  return !all.some((one) => endpointName(one) === goesWith && one.onErasure.action === 'erase');
}

export function endpointName({ name, physical }: Pick<CollectionMap, 'name' | 'physical'>): string {
  return typeof physical.endpoint === 'string' ? physical.endpoint : name;
}

type Way = Pick<VendorQuestion, 'call' | 'param' | 'rowsAt' | 'paging' | 'byKey'>;

/** How the vendor can be asked for the rows that hold a value in this field. */
export function waysBy(
  endpoint: VendorEndpoint,
  collection: CollectionMap,
  field: string,
  all: readonly CollectionMap[],
): Way[] {
  const lists = endpoint.reads.filter((read) => isBy(read, collection, field, all)).map(listWay);
  const [only] = collection.primaryKey;
  if (endpoint.get === undefined || collection.primaryKey.length !== 1 || only !== field) return lists;
  const { rowsAt, ...call } = endpoint.get;
  return [{ call, param: field, rowsAt, byKey: true }];
}

function listWay({ by, rowsAt, paging, ...call }: VendorRead): Way {
  return { call, param: by.param, rowsAt, ...(paging === undefined ? {} : { paging }) };
}

/** By the map: its field holds the identity that the vendor is asked by, or comes from that other field. */
function isBy(
  { by }: VendorRead,
  { reachedBy }: CollectionMap,
  field: string,
  all: readonly CollectionMap[],
): boolean {
  const isFrom = (name: string) => {
    const from = all.find((one) => one.name === name);
    return 'endpoint' in by && (name === by.endpoint || (from && endpointName(from) === by.endpoint));
  };
  return reachedBy.some((reach) => {
    if (reach.field !== field) return false;
    if ('identity' in by) return 'identity' in reach && sameKind(reach.identity, by.identity);
    return 'from' in reach && reach.from.field === by.field && isFrom(reach.from.collection);
  });
}

/** Fides writes `phone_number` for what the desk calls `phone`. */
function sameKind(kind: string, written: string): boolean {
  const plain = (text: string) => text.replaceAll('_', '-').replace(/^phone-number$/, 'phone');
  return plain(kind) === plain(written);
}

/**
 * Whether a row is one that was asked for: vendors search loosely. Compared exactly, an address without
 * regard to ASCII capitals, since the caller asks for each in lower case as well.
 *
 * @throws StoreShapeError for a row that lacks the field
 */
export function isAnswerTo({ collection, field, value }: VendorQuestion, row: VendorRow): boolean {
  const held = comparedText(row, field, collection.name);
  if (held === undefined) return false;
  if (typeof row[field] === 'boolean' && value !== 'true' && value !== 'false')
    throw notComparable(field, collection.name);
  return held === value || (isAddress(collection, field) && asciiLowerCase(held) === value);
}

function isAddress({ fields }: CollectionMap, field: string): boolean {
  return fields.some(({ name, identity }) => name === field && identity === 'email');
}
