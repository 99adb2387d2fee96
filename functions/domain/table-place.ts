import type { CollectionMap } from './data-map';
import { defined } from './defined';
import {
  fieldsOfForm,
  fillKeyForm,
  isWholeKey,
  type KeyForm,
  parseKeyForm,
  readKeyForm,
  wholeKey,
} from './key-form';

/**
 * Where a collection is in DynamoDB: its table, how its items are distinguished from others there, and the
 * keys that find them.
 */
export interface TablePlace {
  readonly table: string;
  readonly keys: KeyPair;
  /** Indexes that the map names, in its order. */
  readonly indexes: readonly (KeyPair & { readonly index: string })[];
  /** Items of this collection have this value, as text, in this attribute. */
  readonly kind?: { readonly field: string; readonly value: string };
  /** Whether a kind or the form of the key distinguishes its items from others of the same table. */
  readonly selective: boolean;
}

/** The partition key and the sort key of a table or an index. */
export interface KeyPair {
  readonly index?: string;
  readonly hash: KeySide;
  readonly range?: KeySide;
  /** Whether the map gives the form of both, so that every item of the collection has them. */
  readonly declared: boolean;
}

export interface KeySide {
  readonly attribute: string;
  readonly form: KeyForm;
}

/** How items are found by a field: the partition, and where it is not that field's alone, the part of it. */
export interface KeyWay {
  readonly pair: KeyPair;
  readonly hash: KeySide;
  readonly range?: KeySide;
}

/** The parts of a collection that say where it is. */
export type PlacedCollection = Pick<CollectionMap, 'name' | 'primaryKey' | 'physical'>;

interface Physical {
  readonly table?: string;
  readonly kind?: { readonly field: string; readonly value: string | number | boolean };
  readonly keys?: Readonly<Record<string, string>>;
  readonly indexes?: readonly {
    readonly name: string;
    readonly field?: string;
    readonly keys?: Readonly<Record<string, string>>;
  }[];
}

/** @throws KeyFormError for a form that `map check` would refuse. */
export function tablePlace({ name, primaryKey, physical }: PlacedCollection): TablePlace {
  const { table = name, kind, keys, indexes = [] } = physical as Physical;
  return {
    table,
    keys: keys === undefined ? wholePair(primaryKey) : formedPair(keys),
    indexes: indexes.map((one) => ({
      ...(one.keys === undefined ? wholePair([one.field ?? '']) : formedPair(one.keys)),
      index: one.name,
    })),
    ...(kind === undefined ? {} : { kind: { field: kind.field, value: String(kind.value) } }),
    selective: kind !== undefined || keys !== undefined,
  };
}

function wholePair([hash = '', range]: readonly string[]): KeyPair {
  const side = (attribute: string) => ({ attribute, form: wholeKey(attribute) });
  return { hash: side(hash), ...(range === undefined ? {} : { range: side(range) }), declared: false };
}

function formedPair(keys: Readonly<Record<string, string>>): KeyPair {
  const [hash, range] = Object.entries(keys).map(([attribute, text]) => ({
    attribute,
    form: parseKeyForm(text),
  }));
  return {
    hash: hash ?? { attribute: '', form: wholeKey('') },
    ...defined({ range }),
    declared: true,
  };
}

export function pairsOf({ keys, indexes }: TablePlace): readonly KeyPair[] {
  return [keys, ...indexes];
}

export function sidesOf({ hash, range }: KeyPair): readonly KeySide[] {
  return range === undefined ? [hash] : [hash, range];
}

/**
 * Every field that finds items, with the way; the table comes before its indexes. An attribute that is a
 * partition key finds them by its whole text.
 */
export function waysOf(place: TablePlace): ReadonlyMap<string, KeyWay> {
  const ways = new Map<string, KeyWay>();
  const add = (field: string, way: KeyWay) => {
    if (!ways.has(field)) ways.set(field, way);
  };
  for (const pair of pairsOf(place)) {
    const { hash, range } = pair;
    const [field, ...others] = fieldsOfForm(hash.form);
    if (field !== undefined && others.length === 0) add(field, { pair, hash });
    const [first] = range === undefined ? [] : fieldsOfForm(range.form);
    if (field === undefined && range !== undefined && first !== undefined) add(first, { pair, hash, range });
  }
  for (const pair of pairsOf(place)) {
    const { attribute } = pair.hash;
    add(attribute, { pair, hash: { attribute, form: wholeKey(attribute) } });
  }
  return ways;
}

/** The key pair whose partition key holds exactly these fields. */
export function pairOfAll(place: TablePlace, fields: ReadonlySet<string>): KeyPair | undefined {
  return pairsOf(place).find(({ hash }) => {
    const held = fieldsOfForm(hash.form);
    return held.length === fields.size && held.every((field) => fields.has(field));
  });
}

/**
 * The partition of these values together; undefined where one contains a separator, so that the key would
 * read as something else.
 */
export function keyRangeOfAll(pair: KeyPair, values: Readonly<Record<string, string>>): KeyRange | undefined {
  const { attribute, form } = pair.hash;
  const { text, whole } = fillKeyForm(form, values);
  const read = readKeyForm(form, text);
  const isRead = whole && Object.entries(values).every(([field, value]) => read?.[field] === value);
  return isRead ? { pair, attribute, hash: text } : undefined;
}

/** A partition, or a part of it: one sort key, or all with the same prefix. */
export interface KeyRange {
  readonly pair: KeyPair;
  readonly attribute: string;
  readonly hash: string;
  readonly range?: { readonly attribute: string; readonly text: string; readonly whole: boolean };
}

/**
 * Where items with this value are. In a partition that is not the value's alone: its own sort key, and those
 * below it after a separator.
 */
export function keyRanges({ pair, hash, range }: KeyWay, field: string, value: string): KeyRange[] {
  const { attribute } = hash;
  const spot = { pair, attribute, hash: fillKeyForm(hash.form, { [field]: value }).text };
  if (range === undefined) return [spot];
  const { text, whole, below } = partsBelow(range.form, field, value);
  const places = [...(whole ? [{ text, whole }] : []), ...below.map((one) => ({ text: one, whole: false }))];
  return places.map((place) => ({ ...spot, range: { attribute: range.attribute, ...place } }));
}

function partsBelow({ parts }: KeyForm, field: string, value: string) {
  const at = parts.findIndex((part) => 'field' in part);
  const slot = parts[at];
  const upToField = fillKeyForm({ parts: parts.slice(0, at + 1) }, { [field]: value }).text;
  const separators = slot !== undefined && 'field' in slot ? [...new Set(slot.without)] : [];
  return {
    ...fillKeyForm({ parts }, { [field]: value }),
    below: separators.map((separator) => upToField + separator),
  };
}

/**
 * Fields that are part of a composed key, by the keys that contain them: such a field cannot be overwritten
 * alone.
 */
export function composedFields(place: TablePlace): ReadonlyMap<string, KeyPair> {
  const fields = new Map<string, KeyPair>();
  for (const pair of pairsOf(place))
    for (const { attribute, form } of sidesOf(pair))
      for (const field of fieldsOfForm(form))
        if (!fields.has(field) && (!isWholeKey(form) || field !== attribute)) fields.set(field, pair);
  return fields;
}
