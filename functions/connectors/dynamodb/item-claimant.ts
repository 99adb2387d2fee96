import type { CollectionMap, StoreMap } from '../../domain/data-map';
import { folded } from '../../domain/identity-values';
import { readKeyForm } from '../../domain/key-form';
import {
  type KeyPair,
  type PlacedCollection,
  pairsOf,
  sidesOf,
  type TablePlace,
  tablePlace,
} from '../../domain/table-place';
import type { FieldValue } from '../connector';
import { fieldText, isEmptyJson } from '../exact-json';
import { dynamoValue, dynamoValues, type Item, keyAttributeText } from './dynamodb-value';

/** Whether an item belongs to this place: it has the kind, and its key has the form, that the map says. */
export function isItemOf({ keys, kind }: TablePlace, item: Item): boolean {
  if (kind !== undefined && fieldText(dynamoValue(item[kind.field])) !== kind.value) return false;
  return !keys.declared || partsOfPair(keys, item) !== undefined;
}

/**
 * Whether the keys of an item and its attributes agree on the fields that lead to people. Some libraries
 * write keys in lower case, and then "ab" in a key and "AB" in the attribute may be the numbers of two people
 * elsewhere: a person has to look at such an item first.
 */
export function keysMatchAttributes(collection: CollectionMap, place: TablePlace, item: Item): boolean {
  const leading = new Set([
    ...collection.fields.filter(({ identity }) => identity !== undefined).map(({ name }) => name),
    ...collection.reachedBy.map(({ field }) => field),
  ]);
  return pairsOf(place).every((pair) =>
    Object.entries(partsOfPair(pair, item) ?? {}).every(([field, part]) => {
      const said = leading.has(field) ? fieldText(dynamoValue(item[field])) : undefined;
      return said === undefined || isSame(collection, field, part, said);
    }),
  );
}

/**
 * Addresses are compared without regard to ASCII capitals. A number may be padded in a key, so that keys sort
 * by it.
 */
function isSame({ fields }: CollectionMap, field: string, part: string, said: string): boolean {
  const kind = fields.find(({ name }) => name === field)?.identity ?? '';
  const plain = (text: string) => folded(kind, text.replace(/^0+(?=\d+$)/, ''));
  return plain(part) === plain(said);
}

/**
 * The fields in the keys of a pair; undefined when a key is missing or has another form, or when one field
 * has two values.
 */
export function partsOfPair(pair: KeyPair, item: Item): Readonly<Record<string, string>> | undefined {
  const parts = new Map<string, string>();
  for (const { attribute, form } of sidesOf(pair)) {
    const read = readKeyForm(form, keyAttributeText(item[attribute]) ?? '');
    if (read === undefined) return undefined;
    for (const [field, value] of Object.entries(read)) {
      if ((parts.get(field) ?? value) !== value) return undefined;
      parts.set(field, value);
    }
  }
  return Object.fromEntries(parts);
}

/** A field of an item as text: its part of a key, else the attribute of its name. */
export function itemText(place: TablePlace, item: Item, field: string): string | undefined {
  for (const pair of pairsOf(place)) {
    const part = partsOfPair(pair, item)?.[field];
    if (part !== undefined) return part;
  }
  return fieldText(dynamoValue(item[field]));
}

/**
 * Attributes that the place describes: composed keys that have their form, and the attribute that holds the
 * kind.
 */
function described(place: TablePlace, item: Item): ReadonlySet<string> {
  const formed = pairsOf(place).filter((pair) => pair.declared && partsOfPair(pair, item) !== undefined);
  const attributes = formed.flatMap((pair) => sidesOf(pair).map(({ attribute }) => attribute));
  return new Set([...attributes, ...(place.kind === undefined ? [] : [place.kind.field])]);
}

/** An item as it is copied for the person: the fields in composed keys take the place of the keys. */
export function itemValues(
  collection: CollectionMap,
  place: TablePlace,
  item: Item,
): Readonly<Record<string, FieldValue>> {
  const names = new Set(collection.fields.map((field) => field.name));
  const hidden = described(place, item);
  const own = Object.entries(dynamoValues(item)).filter(([name]) => names.has(name) || !hidden.has(name));
  const parts = pairsOf(place).flatMap((pair) => Object.entries(partsOfPair(pair, item) ?? {}));
  const missing = parts.filter(([field]) => names.has(field) && item[field] === undefined);
  return Object.fromEntries([...missing.reverse(), ...own]);
}

/**
 * Attributes with a value that the map does not describe, and keys of indexes that are missing or have
 * another form.
 */
export function unmappedAttributes(collection: CollectionMap, place: TablePlace, item: Item): string[] {
  const known = new Set([
    ...collection.fields.map((field) => field.name),
    ...collection.primaryKey,
    ...described(place, item),
  ]);
  const held = Object.keys(item).filter((field) => !isEmptyJson(dynamoValue(item[field])));
  const broken = place.indexes
    .filter((pair) => pair.declared && partsOfPair(pair, item) === undefined)
    .flatMap((pair) => sidesOf(pair).map(({ attribute }) => attribute));
  return [...new Set([...held.filter((field) => !known.has(field)), ...broken])];
}

/** The first collection of the map that claims an item of a table. */
export type Claimant =
  | { readonly by: 'collection'; readonly collection: CollectionMap }
  /** The map says that items of this kind hold nothing about people. */
  | { readonly by: 'ignored' }
  | { readonly by: 'nobody' };

export function claimantOf(store: StoreMap, table: string): (item: Item) => Claimant {
  const placed = <T extends PlacedCollection>(all: readonly T[]) =>
    all.map((one) => ({ one, place: tablePlace(one) })).filter(({ place }) => place.table === table);
  const collections = placed(store.collections);
  const ignored = placed(store.ignoredKinds ?? []);
  return (item) => {
    const found = collections.find(({ place }) => isItemOf(place, item));
    if (found !== undefined && !keysMatchAttributes(found.one, found.place, item)) return { by: 'nobody' };
    if (found !== undefined) return { by: 'collection', collection: found.one };
    return { by: ignored.some(({ place }) => isItemOf(place, item)) ? 'ignored' : 'nobody' };
  };
}
