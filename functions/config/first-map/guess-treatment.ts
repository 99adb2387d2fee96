import { isWritable } from './choose-references';
import { singularWords } from './name-words';
import { isPeoples, type SortedTable, type SortedTables } from './sort-tables';
import type { Link } from './table-links';
import { hasWord, KEPT_WORDS } from './table-words';

/**
 * The field through which the database itself already deletes these rows with the one record they hang on, if
 * nothing else can have a say: no other reference to people, no record that law may want kept, and nothing
 * below that could be somebody else's. Otherwise undefined: what is not proven is left to a person.
 */
export function deletedWith(table: SortedTable, sorted: SortedTables): string | undefined {
  const [up, ...others] = linksToPeople(table, sorted);
  if (table.role !== 'theirs' || up === undefined || others.length > 0 || !isWritable(up)) return undefined;
  return isClosed(table, sorted, new Set()) ? up.fields[0] : undefined;
}

function isClosed(table: SortedTable, sorted: SortedTables, above: ReadonlySet<string>): boolean {
  const { name } = table.collection;
  if (above.has(name) || !isOnlyAPart(table, sorted)) return false;
  const below = sorted.links.down(name);
  return below.every(({ child }) => {
    const dependent = sorted.tables.get(child);
    return dependent !== undefined && isClosed(dependent, sorted, new Set([...above, name]));
  });
}

/** It goes with its one parent, by the rule of the store, and its names speak of nothing that is kept. */
function isOnlyAPart(table: SortedTable, sorted: SortedTables): boolean {
  const { collection, address, guesses } = table;
  const [up, ...others] = linksToPeople(table, sorted);
  if (up === undefined || others.length > 0 || !up.isProven || !up.leadsToOne || up.isActor) return false;
  if (up.onDelete !== 'goes-too' || up.fields.length !== 1 || up.parent === collection.name) return false;
  const isFilled = collection.fields.find(({ name }) => name === up.fields[0])?.isFilled === true;
  const parent = sorted.tables.get(up.parent);
  const namesOthers = [...guesses.values()].some(({ isSomebodyElses }) => isSomebodyElses);
  return (
    isFilled &&
    isPeoples(parent?.role) &&
    parent?.leadsOn === true &&
    address === undefined &&
    !namesOthers &&
    !hasWord(singularWords(collection.name), KEPT_WORDS) &&
    !holdsLooseReference(table, sorted)
  );
}

function linksToPeople({ collection }: SortedTable, { tables, links }: SortedTables): Link[] {
  return links.up(collection.name).filter(({ parent }) => tables.get(parent)?.role !== 'nobody');
}

/** A field that looks like a key of something, and leads to no table known. */
function holdsLooseReference({ collection }: SortedTable, { links }: SortedTables): boolean {
  const led = new Set(links.up(collection.name).flatMap(({ fields }) => fields));
  return collection.fields.some(({ name }) => /(?:_id|Id|_by|By|_type)$/.test(name) && !led.has(name));
}
