import type { SurveyedCollection } from '../../connectors/survey';
import type { ChosenReferences } from './choose-references';
import type { FirstTreatment, Mark } from './first-map';
import { isKeyOfPerson } from './name-words';
import type { SortedTable, SortedTables } from './sort-tables';
import { pairsOf } from './table-links';

interface Drafted {
  readonly sorted: SortedTables;
  readonly references: ChosenReferences;
  readonly onErasure: FirstTreatment | undefined;
}

/** Every guess about a collection, each in a sentence that says what it rests on. */
export function marksOf(table: SortedTable, drafted: Drafted): Mark[] {
  const { told, guessed = [] } = table.collection;
  const role = roleWords(table, drafted);
  if (table.role === 'nobody') return [role];
  return [
    ...guessed.map((words): Mark => ({ about: 'physical', words: `physical: ${words}` })),
    ...(told && table.role !== 'unclear' ? [] : [role, ...identityMarks(table)]),
    ...referenceMarks(table, drafted),
    ...categoryMarks(table),
    ...treatmentMarks(drafted),
    ...(table.collection.remarks ?? []).map((words) => ({
      about: 'on_erasure' as const,
      words: `on_erasure: ${words}`,
    })),
  ];
}

function roleWords(table: SortedTable, { references }: Drafted): Mark {
  const { collection, role } = table;
  const ways = references.of(collection.name);
  const parents = [
    ...new Set(ways.filter(({ direction }) => direction === 'from').map(({ link }) => link.parent)),
  ];
  const words = {
    own: 'own_record: by its name and fields each row is one person and nobody else',
    theirs:
      parents.length > 0
        ? `owner: its rows hang on ${parents.join(', ')}`
        : `owner: its rows hold the ${table.number === undefined ? 'address' : 'number'} of a person`,
    shared: 'owner: shared, since rows of several people may point at it',
    nobody: 'skip_processing: neither names nor sampled values speak of people',
    unclear: `owner: unknown. Nothing leads from a person to its rows${keysOfPeople(collection)}; say what does, or set skip_processing: true`,
  }[role];
  return { about: 'role', words };
}

/** What may lead to people in another store, which this one cannot tell. */
function keysOfPeople({ fields, isOpenEnded }: SurveyedCollection): string {
  const names = isOpenEnded ? fields.map(({ name }) => name).filter(isKeyOfPerson) : [];
  return names.length === 0 ? '' : ` (a reference to another store may stand in ${names.join(', ')})`;
}

function identityMarks({ address, number, role }: SortedTable): Mark[] {
  const field = address ?? number;
  if (field === undefined || (role !== 'own' && role !== 'theirs')) return [];
  return [{ about: 'identity', words: `identity: people are found by ${field}` }];
}

function referenceMarks({ collection }: SortedTable, { references, sorted }: Drafted): Mark[] {
  const implied = references
    .of(collection.name)
    .filter(({ link }) => !link.isProven)
    .flatMap(({ link }) => link.fields);
  const notWritten = references
    .leftOf(collection.name)
    .filter(({ parent }) => sorted.tables.get(parent)?.role !== 'nobody');
  const pairs = pairsOf(collection).map((stem) => `${stem}_type and ${stem}_id`);
  return [
    ...marked('references', implied, 'no rule of the database, but their names suggest it:'),
    ...marked(
      'references',
      notWritten.map((link) => `${link.fields.join(' and ')} (${link.parent})`),
      'known, but not followed:',
    ),
    ...marked('references', pairs, 'a pair of type and id, of which only you know the types:'),
  ];
}

function categoryMarks({ collection, guesses }: SortedTable): Mark[] {
  const by = (how: 'name' | 'form' | 'key' | undefined) =>
    collection.fields.map(({ name }) => name).filter((name) => guesses.get(name)?.by === how);
  return [
    ...marked('categories', by('name'), 'by name:'),
    ...marked('categories', by('form'), 'by the form of sampled values:'),
    ...marked(
      'categories',
      by('key'),
      'may hold anything, so held back; say by physical.rows which keys hold what:',
    ),
    ...marked('categories', by(undefined), 'by nothing but the table they are in:'),
  ];
}

function treatmentMarks({ onErasure }: Drafted): Mark[] {
  if (typeof onErasure !== 'object' || !('as_parent' in onErasure)) return [];
  const { through } = onErasure.as_parent;
  return [
    {
      about: 'on_erasure',
      words: `on_erasure: the database deletes these rows with the one that ${through} names`,
    },
  ];
}

function marked(about: Mark['about'], names: readonly string[], why: string): Mark[] {
  return names.length === 0 ? [] : [{ about, words: `${about}, ${why} ${names.join(', ')}` }];
}
