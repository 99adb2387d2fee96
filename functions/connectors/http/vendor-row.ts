import type { CollectionMap } from '../../domain/data-map';
import { setField } from '../../domain/set-field';
import { type FieldValue, StoreShapeError } from '../connector';
import { fieldText, isEmptyJson } from '../exact-json';
import { atPath, isFilled, isObject } from './at-path';
import type { GoneWhen, VendorEndpoint, VendorLift } from './vendor';
import type { VendorAnswer } from './vendor-session';

export type VendorRow = Readonly<Record<string, FieldValue>>;

/**
 * The rows of an answer. What is no list, or not where the vendor's file says, is a changed interface and
 * never an empty list.
 *
 * @throws StoreShapeError with the path that is missing
 */
export function rowsOf(
  endpoint: Pick<VendorEndpoint, 'lift'>,
  { body }: Pick<VendorAnswer, 'body'>,
  rowsAt: string,
  collection: string,
): VendorRow[] {
  const found = atPath(body, rowsAt);
  const rows = Array.isArray(found) ? (found as readonly FieldValue[]) : [found];
  if (found === undefined || found === null || !rows.every(isObject))
    throw new StoreShapeError('the answer of the vendor has no rows where its file says', {
      ...{ collection, code: 'no-rows-there' },
      ...(rowsAt === '' ? {} : { field: rowsAt }),
    });
  return rows.filter(isObject).map((row) => lifted(row, endpoint.lift));
}

/**
 * With the fields of inner objects beside its own. What holds nothing hides no value; of two values of one
 * field the row's own, or the first, keeps the name, and the other stands as `object_field`.
 */
export function lifted(row: VendorRow, lift: readonly VendorLift[]): VendorRow {
  const inner = lift.filter(({ name }) => Object.hasOwn(row, name) && canLift(row[name]));
  const flat: Record<string, FieldValue> = {};
  for (const [field, value] of Object.entries(row))
    if (!inner.some(({ name }) => name === field)) setField(flat, field, value);
  for (const { name, fields } of inner) {
    const held = row[name];
    const values = isObject(held) ? held : Object.fromEntries(fields.map((field) => [field, null]));
    for (const [field, value] of Object.entries(values)) lay(flat, name, { field, value });
  }
  return flat;
}

function lay(
  flat: Record<string, FieldValue>,
  object: string,
  { field, value }: { readonly field: string; readonly value: FieldValue },
): void {
  const there = Object.hasOwn(flat, field) ? flat[field] : undefined;
  if (isEmptyJson(there) && (there === undefined || !isEmptyJson(value))) setField(flat, field, value);
  else if (!isEmptyJson(value) && JSON.stringify(there) !== JSON.stringify(value))
    lay(flat, object, { field: `${object}_${field}`, value });
}

function canLift(value: FieldValue | undefined): boolean {
  return value === null || isObject(value);
}

export function isGone(goneWhen: readonly GoneWhen[], row: VendorRow): boolean {
  return goneWhen.some((sign) => {
    const value = atPath(row, sign.field);
    return 'is' in sign ? value === sign.is : isFilled(value);
  });
}

/**
 * The key of a row as text.
 *
 * @throws StoreShapeError for a row without one: it could be neither named nor erased
 */
export function keyOfRow(
  { key }: Pick<VendorEndpoint, 'key'>,
  collection: CollectionMap,
  row: VendorRow,
): Record<string, string> {
  const names = collection.primaryKey.length > 0 ? collection.primaryKey : key;
  return Object.fromEntries(
    names.map((field) => {
      const text = textIn(row, field);
      if (text !== undefined && isName(row[field])) return [field, text];
      throw new StoreShapeError('a row of the vendor has no key', {
        collection: collection.name,
        field,
        code: 'no-key-in-row',
      });
    }),
  );
}

function isName(value: FieldValue | undefined): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

export function textIn(row: VendorRow, field: string): string | undefined {
  return Object.hasOwn(row, field) ? fieldText(row[field]) : undefined;
}

/**
 * The text by which a row is compared; undefined where the vendor says that it has none.
 *
 * @throws StoreShapeError for a row that lacks the field, or holds no text there: whose it is cannot be told,
 * so it is neither theirs nor somebody else's
 */
export function comparedText(row: VendorRow, field: string, collection: string): string | undefined {
  const value = Object.hasOwn(row, field) ? row[field] : undefined;
  if (value !== undefined && !Array.isArray(value) && !isObject(value)) return fieldText(value);
  throw notComparable(field, collection);
}

export function notComparable(field: string, collection: string): StoreShapeError {
  return new StoreShapeError('a row of the vendor lacks the field by which it is compared', {
    ...{ collection, field, code: 'no-field-in-row' },
  });
}

/** Fields that hold something and that the map does not name. */
export function unmappedIn(collection: CollectionMap, row: VendorRow): string[] {
  const mapped = new Set([...collection.fields.map(({ name }) => name), ...collection.primaryKey]);
  return Object.keys(row).filter((field) => !mapped.has(field) && !isEmptyJson(row[field]));
}
