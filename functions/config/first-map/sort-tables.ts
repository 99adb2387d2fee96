import type { StoreSurvey, SurveyedCollection } from '../../connectors/survey';
import { isAboutNobody } from './about-nobody';
import { guessAgain } from './guess-again';
import { addressField, type Guesses, guessCategories } from './guess-category';
import { isCustomerNumber, singularWords } from './name-words';
import { isOwnRecord } from './own-record';
import { indexLinks, type LinkIndex, linksOf } from './table-links';
import { ADDRESS_WORDS, GROUP_WORDS, hasWord, KEPT_WORDS, LOOKUP_WORDS } from './table-words';

/**
 * - `own`: each row is one person
 * - `theirs`: each row hangs on people, or holds the address of one
 * - `shared`: several people may stand behind one row
 * - `nobody`: nothing in it is about people
 * - `unclear`: nobody can tell from outside
 */
export type Role = 'own' | 'theirs' | 'shared' | 'nobody' | 'unclear';

export interface SortedTable {
  readonly collection: SurveyedCollection;
  readonly guesses: Guesses;
  readonly role: Role;
  /** Rows that hang on its rows are taken for the same person's. */
  readonly leadsOn: boolean;
  /** By which field people are found, where it holds their address. */
  readonly address: string | undefined;
  /** The field with the number of a customer, where rows cannot refer to others and hold no address. */
  readonly number: string | undefined;
}

export interface SortedTables {
  readonly tables: ReadonlyMap<string, SortedTable>;
  readonly links: LinkIndex;
}

/** Tells look-ups, shared rows and people's own records apart, by references first and names second. */
export function sortTables(survey: StoreSurvey): SortedTables {
  const links = indexLinks(linksOf(survey));
  const known = new Map(survey.collections.map((one) => [one.name, tableOf(one)]));
  const own = [...known.values()].filter(({ collection, guesses }) => isOwnRecord(collection, guesses));
  const reached = spread(
    known,
    links,
    own.map(({ collection }) => collection.name),
  );
  const roles = new Map<string, Role>();
  for (const { collection } of own) roles.set(collection.name, 'own');
  for (const [name, how] of reached)
    if (!roles.has(name)) roles.set(name, how === 'shared' ? 'shared' : 'theirs');
  for (const name of sharedAmong(known, links, roles)) roles.set(name, 'shared');
  for (const name of nobodys(known, links, roles)) roles.set(name, 'nobody');
  const tables = [...known].map(([name, table]): [string, SortedTable] => [
    name,
    {
      ...table,
      guesses: guessesOf(table, links, roles),
      role: roles.get(name) ?? 'unclear',
      leadsOn: reached.get(name) === 'leads-on',
    },
  ]);
  return { tables: new Map(tables), links };
}

function guessesOf(table: Unsorted, links: LinkIndex, roles: ReadonlyMap<string, Role>): Guesses {
  const { name } = table.collection;
  if (roles.get(name) !== 'theirs') return table.guesses;
  const up = links.up(name);
  return guessAgain(
    table,
    up,
    up.some(({ parent, isActor }) => !isActor && roles.get(parent) === 'own'),
  );
}

type Unsorted = Omit<SortedTable, 'role' | 'leadsOn'>;
type Reached = 'leads-on' | 'ends' | 'shared';

function tableOf(collection: SurveyedCollection): Unsorted {
  const guesses = guessCategories(collection);
  const address = foundAddress(collection, guesses);
  return {
    collection,
    guesses,
    address,
    number: address === undefined ? foundNumber(collection) : undefined,
  };
}

/** None where the store cannot be asked by an address, or the map of the software names another field. */
function foundAddress(collection: SurveyedCollection, guesses: Guesses): string | undefined {
  if (collection.told) return collection.fields.find(({ told }) => told?.isIdentity)?.name;
  if (collection.foundBy?.includes('email') === false) return undefined;
  return addressField(collection, guesses);
}

/** Only where rows name somebody by what stands in them alone: metadata of vectors, lines of a file. */
function foundNumber({ isOpenEnded, foundBy, told, fields }: SurveyedCollection): string | undefined {
  if (!isOpenEnded || foundBy || told) return undefined;
  const [only, ...others] = fields.filter(({ name }) => isCustomerNumber(name));
  return others.length === 0 ? only?.name : undefined;
}

/** From people's own records and from rows with an address, down all references. */
function spread(
  known: ReadonlyMap<string, Unsorted>,
  links: LinkIndex,
  own: readonly string[],
): ReadonlyMap<string, Reached> {
  const reached = new Map<string, Reached>(own.map((name) => [name, 'leads-on']));
  for (const [name, { address, number }] of known)
    if ((address ?? number) !== undefined && !reached.has(name) && !isGroup(name))
      reached.set(name, leadsOn(name));
  const queue = [...reached].flatMap(([name, how]) => (how === 'leads-on' ? [name] : []));
  for (const parent of queue)
    for (const { child, isActor } of links.down(parent)) {
      const how = isActor ? 'ends' : isGroup(child) && own.includes(parent) ? 'shared' : leadsOn(child);
      const before = reached.get(child);
      if (before === 'leads-on' || before === how || (before !== undefined && how !== 'leads-on')) continue;
      reached.set(child, how);
      if (how === 'leads-on') queue.push(child);
    }
  return reached;
}

/** What somebody offers, such as a product or an event, is used by other people. */
function leadsOn(name: string): Reached {
  const words = singularWords(name);
  return LOOKUP_WORDS.has(words.at(-1) ?? '') ? 'ends' : 'leads-on';
}

/** A postal address that hangs on a person is theirs; a team that somebody owns is not. */
function isGroup(name: string): boolean {
  const last = singularWords(name).at(-1) ?? '';
  return GROUP_WORDS.has(last) && !ADDRESS_WORDS.has(last);
}

/**
 * Rows that rows of people refer to, and that say something about people. An order or a payment is one
 * person's, even where nobody can tell whose.
 */
function sharedAmong(
  known: ReadonlyMap<string, Unsorted>,
  links: LinkIndex,
  roles: ReadonlyMap<string, Role>,
): string[] {
  return [...known].flatMap(([name, { guesses }]) => {
    if (roles.has(name)) return [];
    const isUsed = links.down(name).some(({ child, isActor }) => !isActor && isPeoples(roles.get(child)));
    const words = singularWords(name);
    const isNamed = words.some((word) => GROUP_WORDS.has(word));
    const tells = [...guesses.values()].some(({ category }) => TELLING.test(category));
    const isOneEvent = hasWord(words, KEPT_WORDS) || LOOKUP_WORDS.has(words.at(-1) ?? '');
    return isUsed && (isNamed || (tells && !isOneEvent)) ? [name] : [];
  });
}

const TELLING =
  /^user\.(?:contact\.(?:address\.(?:street|postal_code)|address$|email|phone)|name|financial|government_id)/;

export function isPeoples(role: Role | undefined): boolean {
  return role === 'own' || role === 'theirs';
}

/** A table that hangs on one of which nobody can tell is no better. */
function nobodys(
  known: ReadonlyMap<string, Unsorted>,
  links: LinkIndex,
  roles: ReadonlyMap<string, Role>,
): ReadonlySet<string> {
  const candidates = new Set(
    [...known].flatMap(([name, { collection, guesses }]) =>
      !roles.has(name) && isAboutNobody(collection, guesses, links) ? [name] : [],
    ),
  );
  for (let before = -1; before !== candidates.size; ) {
    before = candidates.size;
    for (const { child, parent, isActor } of links.all)
      if (child !== parent && !isActor && !candidates.has(parent)) candidates.delete(child);
  }
  return candidates;
}
