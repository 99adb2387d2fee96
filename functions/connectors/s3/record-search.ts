import type { CollectionMap } from '../../domain/data-map';
import { folded } from '../../domain/identity-values';
import { fieldText } from '../exact-json';
import { membersAt } from '../json-spans';
import type { CollectionSearch } from '../mapped-collection';
import type { JsonlLine } from './jsonl-lines';

/** How a record answers a search. `unclear`: it holds a searched field twice, and nobody knows which of the values counts. */
export type Verdict = 'found' | 'other' | 'unclear';

/** Compares records with a search: addresses without regard to ASCII capitals and to the form of their domain, everything else exactly. */
export function recordSearch({ collection, conditions }: CollectionSearch): (line: JsonlLine) => Verdict {
  const tests = conditions.map(({ field, values }) => {
    const folded = foldOf(collection, field);
    const wanted = new Set(values.map(folded));
    return { field, isWanted: (text: string) => wanted.has(folded(text)) };
  });
  return (line) => {
    const { record } = line;
    if (record === undefined) return 'other';
    if (tests.some(({ field }) => holdsTwice(line, field))) return 'unclear';
    return tests.some(({ field, isWanted }) => isWanted(fieldText(record[field]) ?? '')) ? 'found' : 'other';
  };
}

function foldOf(collection: CollectionMap, field: string): (text: string) => string {
  const isEmail = collection.fields.some(({ name, identity }) => name === field && identity === 'email');
  return isEmail ? (text) => folded('email', text) : (text) => text;
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
