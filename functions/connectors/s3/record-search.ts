import type { CollectionMap } from '../../domain/data-map';
import { folded } from '../../domain/identity-values';
import type { FieldValue } from '../connector';
import { fieldText } from '../exact-json';
import { membersAt } from '../json-spans';
import type { CollectionSearch } from '../mapped-collection';
import { likeAnyOf, withoutFormula } from './identity-forms';
import { isRounded } from './integer-forms';
import type { SievedValues } from './line-sieve';
import { addressesInRecord, isEmail, recordMentions } from './record-mentions';
import type { StoredRecord } from './stored-record';

/**
 * How a record matches a search. `unclear`: it holds a searched field twice, or something other than texts in
 * it, or names others there as well as the person, or may name the person in a form that is not compared
 * ({@link likeAnyOf}). `mentioned`: it holds what was searched for in another place ({@link recordMentions}).
 */
export type RecordMatch = 'found' | 'other' | 'unclear' | 'mentioned';

/**
 * Compares records with a search: the text of a formula like `="0042"` by itself, identities without regard
 * to spaces around them, addresses also without regard to ASCII capitals and to the form of their domain,
 * numbers of JSON by their value, everything else exactly.
 */
export function recordSearch({
  collection,
  conditions,
}: CollectionSearch): (line: StoredRecord) => RecordMatch {
  const tests = conditions.map(({ field, values }) => {
    const folded = foldOf(collection, field);
    const wanted = new Set(values.map(folded));
    return {
      field,
      isMail: isEmail(collection, field),
      isWanted: (text: string) => wanted.has(folded(text)),
      isLike: likenessIn(collection, field, values),
    };
  });
  const asked = new Set(conditions.map(({ field }) => field));
  const mentions = recordMentions({ collection, conditions });
  const unasked = collection.reachedBy.map(({ field }) => field).filter((field) => !asked.has(field));
  return (line) => {
    const { record } = line;
    if (record === undefined) return 'other';
    if (tests.some(({ field }) => holdsTwice(line, field))) return 'unclear';
    const verdicts = tests.map((test) => verdictOn(record[test.field], test));
    if (verdicts.includes('unclear')) return 'unclear';
    if (!verdicts.includes('found')) return mentions(line) ? 'mentioned' : 'other';
    const isDoubtful = (field: string) => mayNameSeveral(record[field]) || holdsTwice(line, field);
    return unasked.some(isDoubtful) ? 'unclear' : 'found';
  };
}

/**
 * What a line that {@link recordSearch} would not call `other` holds somewhere in its bytes, in any form.
 *
 * @param names - of columns: a row with one of them may be another header
 */
export function sievedValues(
  { collection, conditions }: CollectionSearch,
  names: readonly string[] = [],
): SievedValues {
  const valuesOf = (mail: boolean) =>
    conditions.flatMap(({ field, values }) => (isEmail(collection, field) === mail ? values : []));
  return {
    fields: conditions.map(({ field }) => field),
    whole: [...valuesOf(false), ...names],
    addresses: valuesOf(true),
    phones: conditions.flatMap(({ field, values }) => (kindOf(collection, field) === 'phone' ? values : [])),
  };
}

function mayNameSeveral(value: FieldValue | undefined): boolean {
  return typeof value === 'object' && value !== null && (Array.isArray(value) ? value.length : 2) > 1;
}

interface Test {
  readonly isMail: boolean;
  readonly isWanted: (text: string) => boolean;
  readonly isLike: (text: string) => boolean;
}

/**
 * A list matches when all of its values were searched for: staff look at a record that names others as well
 * as the person.
 */
function verdictOn(value: FieldValue | undefined, { isMail, isWanted, isLike }: Test): RecordMatch {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.keys(value).length > 0 ? 'unclear' : 'other';
  const elements: readonly FieldValue[] = Array.isArray(value)
    ? value.filter((one) => one !== null)
    : [value ?? ''];
  if (elements.some((one) => typeof one === 'object' && one !== null)) return 'unclear';
  const texts = elements.map((one) => fieldText(one) ?? '');
  const wanted = texts.filter(isWanted);
  if (wanted.length > 0)
    return wanted.length === texts.length && !texts.some(isRounded) ? 'found' : 'unclear';
  const isNamed = (text: string) => isLike(text) || (isMail && isAmongAddresses(text, isWanted));
  return texts.some(isNamed) ? 'unclear' : 'other';
}

/** Spaces around an identity do not count; a key is compared exactly. */
function foldOf(collection: CollectionMap, field: string): (text: string) => string {
  const identity = kindOf(collection, field);
  if (identity === undefined) return withoutFormula;
  return (text) => folded(identity, withoutFormula(text).trim());
}

/** Only identities, and what leads from other records to these, are written in forms of their own. */
function likenessIn(
  collection: CollectionMap,
  field: string,
  values: readonly string[],
): (text: string) => boolean {
  const kind = kindOf(collection, field);
  const isLink = collection.reachedBy.some((reach) => reach.field === field && 'from' in reach);
  return kind === undefined && !isLink ? () => false : likeAnyOf(kind, values);
}

/** Of identity; undefined for another field by which people are found. */
export function kindOf({ fields }: CollectionMap, field: string): string | undefined {
  return fields.find(({ name }) => name === field)?.identity;
}

/** The address in another form, as with a name before it or among the addresses of others. */
function isAmongAddresses(text: string, isWanted: (text: string) => boolean): boolean {
  return addressesInRecord(text).some(isWanted);
}

/**
 * JSON.parse keeps the last of two members of one name; another reader may keep the first. Escapes may hide a
 * name, so then the members are counted.
 */
function holdsTwice({ text }: StoredRecord, field: string): boolean {
  const name = JSON.stringify(field);
  const first = text.indexOf(name);
  const mayOccurTwice = first >= 0 ? text.indexOf(name, first + 1) >= 0 || text.includes('\\') : false;
  const mayBeEscaped = first < 0 && text.includes('\\');
  if (!mayOccurTwice && !mayBeEscaped) return false;
  return membersAt(text).filter((member) => member.name === field).length > 1;
}
