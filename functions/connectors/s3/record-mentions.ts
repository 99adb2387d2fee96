import type { CollectionMap } from '../../domain/data-map';
import { asciiLowerCase, folded } from '../../domain/identity-values';
import type { FieldValue } from '../connector';
import { isEmptyJson } from '../exact-json';
import type { CollectionSearch } from '../mapped-collection';
import type { StoredRecord } from './stored-record';

/** Whether a field holds e-mail addresses by which people are known. */
export function isEmail({ fields }: CollectionMap, field: string): boolean {
  return fields.some(({ name, identity }) => name === field && identity === 'email');
}

/**
 * Whether a record that the searched fields do not find still mentions what was searched for. Where no field
 * of the map can find anybody, the record does not fit the map: then any value counts that is the whole of a
 * text, a number or a name in it, and an address anywhere. Where it is another person's record, only an
 * address counts, and only where a text holds nothing but addresses: what people write about one another is
 * not searched.
 */
export function recordMentions({
  collection,
  conditions,
}: CollectionSearch): (line: StoredRecord) => boolean {
  const ways = collection.reachedBy.map(({ field }) => field);
  const others = collection.fields.filter(({ thirdParty }) => thirdParty).map(({ name }) => name);
  const valuesOf = (mail: boolean) =>
    conditions.flatMap(({ field, values }) => (isEmail(collection, field) === mail ? values : []));
  const addresses = new Set(valuesOf(true).map((value) => folded('email', value.trim())));
  const plain = new Set(valuesOf(false).map((value) => value.trim()));
  const namesAddress = (text: string) =>
    addressesInRecord(text).some((one) => addresses.has(folded('email', one)));
  const namesAny = (text: string) =>
    plain.has(text.trim()) || [...addresses].some((one) => asciiLowerCase(text).includes(one));
  const sought = [...addresses, ...plain].map(asciiLowerCase);
  return ({ text, record }) => {
    if (record === undefined || !mayHold(text, sought)) return false;
    const isForeign = ways.every((field) => isEmptyJson(record[field]));
    if (isForeign) return textsOf(record).some(namesAny);
    const beside = Object.entries(record).filter(([name]) => !others.includes(name));
    return beside.some(([, value]) => textsOf(value).some(namesAddress));
  };
}

/** Escapes may hide anything. */
function mayHold(text: string, sought: readonly string[]): boolean {
  const lower = asciiLowerCase(text);
  return text.includes('\\') || sought.some((one) => lower.includes(one));
}

/** Every text, number and name of a member in a value, at whatever depth. */
function textsOf(value: FieldValue | undefined): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => [name, ...textsOf(one)]);
}

/**
 * The addresses of a text that holds nothing else: bare, or as mail programs write them, with names before
 * them and several in a row.
 */
export function addressesInRecord(text: string): string[] {
  const parts = text
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, ' ')
    .split(/[,;]/)
    .map((part) => part.trim());
  const found = parts.map((part) =>
    /<\s*([^<>\s]+@[^<>\s]+)\s*>$|^(?:mailto:)?([^\s<>]+@[^\s<>]+)$/i.exec(part),
  );
  return found.every((one) => one !== null) ? found.map((one) => one?.[1] ?? one?.[2] ?? '') : [];
}
