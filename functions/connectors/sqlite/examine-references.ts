import type { CollectionMap } from '../../domain/data-map';
import { blankValues } from '../../domain/erase-instructions';
import type { StoreProblem } from '../../domain/store-examination';
import { constraintName } from './dependent-rows';
import type { ForeignKey, Table } from './relation';
import { type Catalogue, isSameName } from './sqlite-catalogue';
import { erases, storeProblemOf } from './store-problem';

/** What the database would do by itself to other rows, were a row of this table erased or blanked. */
export function referenceProblems(catalogue: Catalogue, table: Table): StoreProblem[] {
  const pointers = catalogue.pointingAt(table.name);
  const blanked =
    table.collection.onErasure.action === 'anonymise' ? Object.keys(blankValues(table.collection)) : [];
  return [
    ...pointers.flatMap((key) => mismatch(catalogue, table, key)),
    ...(erases(table.collection) ? pointers.flatMap((key) => onDelete(catalogue, table, key)) : []),
    ...pointers
      .filter((key) => key.columns.some(({ theirs }) => blanked.includes(theirs)))
      .flatMap((key) => onUpdate(catalogue, table, key)),
  ];
}

/**
 * SQLite refuses every change of a table to which a foreign key leads by columns that are not unique.
 *
 * @see https://www.sqlite.org/foreignkeys.html#fk_indexes
 */
function mismatch({ foreignKeys }: Catalogue, table: Table, key: ForeignKey): StoreProblem[] {
  const theirs = key.columns.map((column) => column.theirs.toLowerCase());
  const fits = table.uniqueKeys.some(
    (unique) =>
      unique.length === theirs.length && unique.every((name) => theirs.includes(name.toLowerCase())),
  );
  if (fits || !foreignKeys.includes(key)) return [];
  return [
    storeProblemOf(table.collection, {
      code: 'foreign-key-mismatch',
      table: key.from,
      constraint: constraintName(key),
      problem: `A foreign key of ${key.from} leads to columns of ${table.name} that no key keeps unique, so SQLite refuses to erase rows here.`,
      remedy: `Create a unique index on ${table.name} (${key.columns.map((column) => column.theirs).join(', ')}), or take the foreign key out of ${key.from}.`,
      blocks: 'erasure',
    }),
  ];
}

function onDelete(catalogue: Catalogue, table: Table, key: ForeignKey): StoreProblem[] {
  const collections = collectionsOf(catalogue, key.from);
  const stays = collections.filter((one) => (!erases(one) || one.owner === 'shared') && !loses(one, key));
  if (collections.length > 0 && stays.length === 0) return [];
  const whose = stays.length > 0 ? `whose rows are to stay (${words(stays)})` : 'which is not in the map';
  return [
    storeProblemOf(table.collection, {
      table: key.from,
      constraint: constraintName(key),
      ...deletionProblem(key, whose),
      remedy:
        stays.length > 0
          ? `Set on_erasure of ${table.collection.name} to anonymise, so that the row stays which they point at.`
          : `Describe ${key.from} in the map, so that its rows are found and somebody decides on them.`,
      ...standsInTheWay(stays),
    }),
  ];
}

function deletionProblem(
  { from, onDelete }: ForeignKey,
  whose: string,
): Pick<StoreProblem, 'code' | 'problem'> {
  if (onDelete === 'NO ACTION' || onDelete === 'RESTRICT')
    return {
      code: 'restrict',
      problem: `A row here cannot be erased while rows of ${from}, ${whose}, point at it.`,
    };
  const does = onDelete === 'CASCADE' ? 'erases' : 'takes the reference out of';
  return {
    code: { CASCADE: 'cascade', 'SET NULL': 'set-null', 'SET DEFAULT': 'set-default' }[onDelete],
    problem: `Erasing a row here ${does} the rows of ${from} that point at it, ${whose}.`,
  };
}

/** Rows that are blanked lose the reference first, so nothing of them is deleted along. */
function loses({ fields, onErasure }: CollectionMap, { columns }: ForeignKey): boolean {
  const blanked = (name: string) => fields.some((field) => field.name === name && field.blankWith === null);
  return onErasure.action === 'anonymise' && columns.every(({ own }) => blanked(own));
}

function onUpdate(catalogue: Catalogue, table: Table, key: ForeignKey): StoreProblem[] {
  const collections = collectionsOf(catalogue, key.from);
  const stays = collections.filter((one) => !erases(one) || one.owner === 'shared');
  if (collections.length > 0 && stays.length === 0) return [];
  const refuses = key.onUpdate === 'NO ACTION' || key.onUpdate === 'RESTRICT';
  const who = stays.length > 0 ? words(stays) : key.from;
  return [
    storeProblemOf(table.collection, {
      code: refuses ? 'restrict' : 'cascade-update',
      table: key.from,
      constraint: constraintName(key),
      problem: refuses
        ? `What is to be blanked here cannot be while rows of ${key.from} point at it.`
        : `Blanking what rows of ${key.from} point at would change them too.`,
      remedy: `Set on_erasure of ${who} to erase in the map, so that its rows go first, or have ${key.from} refer to a field that is not blanked.`,
      ...(refuses ? { blocks: 'nothing' as const } : standsInTheWay(stays)),
    }),
  ];
}

/**
 * Which rows point is seen by those that were found, by the trial, and once more before anything is erased.
 */
function standsInTheWay(stays: readonly CollectionMap[]): Pick<StoreProblem, 'blocks' | 'whileKept'> {
  return stays.length > 0
    ? { blocks: 'erasure', whileKept: stays.map(({ name }) => name) }
    : { blocks: 'nothing' };
}

function collectionsOf(catalogue: Catalogue, table: string): CollectionMap[] {
  return catalogue.relations
    .filter(({ name }) => isSameName(name, table))
    .flatMap((one) => catalogue.collectionsIn(one));
}

function words(collections: readonly CollectionMap[]): string {
  return collections.map(({ name }) => name).join(', ');
}
