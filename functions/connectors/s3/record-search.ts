import type { CollectionMap } from '../../domain/data-map';
import { asciiLowerCase, folded } from '../../domain/identity-values';
import { addressAlone, isBareAddress } from '../address-alone';
import type { FieldValue } from '../connector';
import { fieldText, isEmpty } from '../exact-json';
import { membersAt } from '../json-spans';
import type { CollectionSearch } from '../mapped-collection';
import type { JsonlLine } from './jsonl-lines';

/**
 * How a record answers a search. `unclear`: it holds a searched field twice, or something other than texts in it, or a list that names others beside the person.
 * `mentioned`: what was searched for stands elsewhere in it, as in an envelope around the record that the map describes, or in its field among others.
 */
export type Verdict = 'found' | 'other' | 'unclear' | 'mentioned';

/** Compares records with a search: addresses without regard to ASCII capitals and to the form of their domain, everything else exactly. */
export function recordSearch({ collection, conditions }: CollectionSearch): (line: JsonlLine) => Verdict {
  const tests = conditions.map(({ field, values }) => {
    const folded = foldOf(collection, field);
    const wanted = new Set(values.map(folded));
    return { field, isWanted: (text: string) => wanted.has(folded(text)) };
  });
  const asked = new Set(conditions.map(({ field }) => field));
  const mentions = mentionsOf(collection, conditions);
  const isAmongOthers = amongOthers(collection, conditions);
  const unasked = collection.reachedBy.map(({ field }) => field).filter((field) => !asked.has(field));
  return (line) => {
    const { record } = line;
    if (record === undefined) return 'other';
    if (tests.some(({ field }) => holdsTwice(line, field))) return 'unclear';
    const verdicts = tests.map(({ field, isWanted }) => verdictOn(record[field], isWanted));
    if (verdicts.includes('unclear')) return 'unclear';
    if (!verdicts.includes('found')) return isAmongOthers(record) || mentions(line) ? 'mentioned' : 'other';
    return unasked.some((field) => mayNameSeveral(record[field])) ? 'unclear' : 'found';
  };
}

/** Shorter ones may mean anything. */
const leastMentioned = 5;

/**
 * Whether a record that nobody can be found by names what was searched for: an address anywhere, without regard to ASCII capitals, and any other value of some length
 * where it is the whole of a text.
 */
function mentionsOf(
  collection: CollectionMap,
  conditions: CollectionSearch['conditions'],
): (line: JsonlLine) => boolean {
  const ways = collection.reachedBy.map(({ field }) => field);
  const wanted = conditions.flatMap(({ field, values }) =>
    values
      .filter((value) => value.length >= leastMentioned)
      .map((value) => (isEmail(collection, field) ? asciiLowerCase(value) : JSON.stringify(value))),
  );
  return ({ text, record = {} }) => {
    if (ways.some((field) => !isEmpty(record[field]))) return false;
    const plain = text.includes('\\') ? JSON.stringify(record) : text;
    return wanted.some((value) => (value.startsWith('"') ? plain : asciiLowerCase(plain)).includes(value));
  };
}

/** Whether an address stands in its own field among others, or beside a name: `Ida <ida@x.example>, zoe@x.example`. */
function amongOthers(
  collection: CollectionMap,
  conditions: CollectionSearch['conditions'],
): (record: NonNullable<JsonlLine['record']>) => boolean {
  const patterns = conditions
    .filter(({ field }) => isEmail(collection, field))
    .map(({ field, values }) => ({
      field,
      wanted: values.filter(isBareAddress).map((value) => new RegExp(addressAlone(asciiLowerCase(value)))),
    }));
  return (record) =>
    patterns.some(({ field, wanted }) => {
      const held = record[field];
      const texts = (Array.isArray(held) ? held : [held]).filter((one) => typeof one === 'string');
      return texts.some((text) => wanted.some((one) => one.test(asciiLowerCase(text))));
    });
}

function mayNameSeveral(value: FieldValue | undefined): boolean {
  return typeof value === 'object' && value !== null && (Array.isArray(value) ? value.length : 2) > 1;
}

/** A list counts as found where all of it is wanted: a record that names somebody else beside the person is for a colleague to look at. */
function verdictOn(value: FieldValue | undefined, isWanted: (text: string) => boolean): Verdict {
  if (!Array.isArray(value)) {
    if (typeof value === 'object' && value !== null)
      return Object.keys(value).length > 0 ? 'unclear' : 'other';
    return isWanted(fieldText(value) ?? '') ? 'found' : 'other';
  }
  const elements: readonly FieldValue[] = value.filter((one) => one !== null);
  if (elements.some((one) => typeof one === 'object')) return 'unclear';
  const wanted = elements.filter((one) => isWanted(fieldText(one) ?? ''));
  if (wanted.length === 0) return 'other';
  return wanted.length === elements.length ? 'found' : 'unclear';
}

function isEmail({ fields }: CollectionMap, field: string): boolean {
  return fields.some(({ name, identity }) => name === field && identity === 'email');
}

function foldOf(collection: CollectionMap, field: string): (text: string) => string {
  return isEmail(collection, field) ? (text) => folded('email', text) : (text) => text;
}

/** JSON.parse keeps the last of two members of one name; another reader may keep the first. Escapes may hide a name, so then the members are counted. */
function holdsTwice({ text }: JsonlLine, field: string): boolean {
  const name = JSON.stringify(field);
  const first = text.indexOf(name);
  const mayOccurTwice = first >= 0 ? text.indexOf(name, first + 1) >= 0 || text.includes('\\') : false;
  const mayBeEscaped = first < 0 && text.includes('\\');
  if (!mayOccurTwice && !mayBeEscaped) return false;
  return membersAt(text).filter((member) => member.name === field).length > 1;
}
