import type { CollectionMap } from '../../domain/data-map';
import { blankValues } from '../../domain/erase-instructions';
import type { StoreProblem } from '../../domain/store-examination';
import type { RelationalCatalogue } from './catalogue';
import { type EraseBefore, eraseGroups } from './erase-groups';
import { columnsChangedBy } from './erase-phases';
import { erases } from './examine-table';
import { qualifiedTableName } from './fault-place';
import type { Table } from './relation';
import type { DatabaseForeignKey, Rules } from './rules';
import { storeProblemOf } from './store-problem';

export interface ExaminedTables {
  readonly catalogue: RelationalCatalogue;
  readonly rules: Rules;
  readonly tables: readonly Table[];
}

/** What the database would do by itself to other rows, were a row of this table erased or blanked. */
export function referenceProblems(examined: ExaminedTables, table: Table): StoreProblem[] {
  const pointers = examined.rules.pointingAt([table.oid]);
  const blanked =
    table.collection.onErasure.action === 'anonymise'
      ? columnsChangedBy(table, blankValues(table.collection))
      : new Set<string>();
  return [
    ...(erases(table.collection) ? pointers.flatMap((key) => onDelete(examined, table, key)) : []),
    ...pointers
      .filter((key) => key.columns.some(({ theirs }) => blanked.has(theirs)))
      .flatMap((key) => onUpdate(examined, table, key)),
  ];
}

/** Collections whose rows the table that points may hold. */
function pointing({ catalogue, rules }: ExaminedTables, key: DatabaseForeignKey): readonly CollectionMap[] {
  const oids = rules.withRelatives([key.from]);
  return catalogue.relations
    .filter(({ oid }) => oids.has(oid))
    .flatMap((one) => catalogue.collectionsIn(one));
}

function onDelete(examined: ExaminedTables, table: Table, key: DatabaseForeignKey): StoreProblem[] {
  const from = qualifiedTableName(key.fromSchema, key.fromTable);
  const collections = pointing(examined, key);
  const at = { table: from, constraint: key.constraint } as const;
  const stays = collections.filter((one) => (!erases(one) || one.owner === 'shared') && !loses(one, key));
  if (collections.length > 0 && stays.length === 0) return [];
  if (key.onDelete === 'a' || key.onDelete === 'r') return [heldBack(table, key, from, stays)];
  const does = key.onDelete === 'c' ? 'erases' : 'takes the reference out of';
  const whose = stays.length > 0 ? `whose rows are to stay (${words(stays)})` : 'which is not in the map';
  return [
    storeProblemOf(table.collection, {
      ...at,
      code: { c: 'cascade', n: 'set-null', d: 'set-default' }[key.onDelete],
      problem: `Erasing a row here ${does} the rows of ${from} that point at it, ${whose}.`,
      remedy: stays.length > 0 ? insteadOfErasing(table) : describeIt(from),
      ...standsInTheWay(stays),
    }),
  ];
}

/**
 * Rows that are blanked lose the reference first, so nothing of them is deleted along. A row that is not
 * blanked is caught by the count of changes.
 */
function loses({ fields, onErasure }: CollectionMap, { onDelete, columns }: DatabaseForeignKey): boolean {
  const blanked = (name: string) => fields.some((field) => field.name === name && field.blankWith === null);
  return onErasure.action === 'anonymise' && onDelete !== 'd' && columns.every(({ own }) => blanked(own));
}

function heldBack(
  table: Table,
  key: DatabaseForeignKey,
  from: string,
  stays: readonly CollectionMap[],
): StoreProblem {
  const whose = stays.length > 0 ? `whose rows are to stay (${words(stays)})` : 'which is not in the map';
  return storeProblemOf(table.collection, {
    code: 'restrict',
    table: from,
    constraint: key.constraint,
    problem: `A row here cannot be erased while rows of ${from}, ${whose}, point at it.`,
    remedy: stays.length > 0 ? insteadOfErasing(table) : describeIt(from),
    ...standsInTheWay(stays),
  });
}

/**
 * Which rows point is seen by the rows that were found, by the trial, and once more before anything is
 * erased.
 */
function standsInTheWay(stays: readonly CollectionMap[]): Pick<StoreProblem, 'blocks' | 'whileKept'> {
  return stays.length > 0
    ? { blocks: 'erasure', whileKept: stays.map(({ name }) => name) }
    : { blocks: 'nothing' };
}

function insteadOfErasing({ collection }: Table): string {
  return `Set on_erasure of ${collection.name} to anonymise, so that the row stays which they point at.`;
}

function describeIt(from: string): string {
  return `Describe ${from} in the map, so that its rows are found and somebody decides on them.`;
}

/**
 * Rows that are erased in the same request go before the blank; which others point is seen by the trial, and
 * once more before anything is blanked.
 */
function onUpdate(examined: ExaminedTables, table: Table, key: DatabaseForeignKey): StoreProblem[] {
  const from = qualifiedTableName(key.fromSchema, key.fromTable);
  const collections = pointing(examined, key);
  const stays = collections.filter((one) => !erases(one) || one.owner === 'shared');
  if (collections.length > 0 && stays.length === 0) return [];
  const refuses = key.onUpdate === 'a' || key.onUpdate === 'r';
  const other = `have ${from} refer to a field that is not blanked`;
  return [
    storeProblemOf(table.collection, {
      code: refuses ? 'restrict' : 'cascade-update',
      table: from,
      constraint: key.constraint,
      problem: refuses
        ? `What is to be blanked here cannot be while rows of ${from} point at it.`
        : `Blanking what rows of ${from} point at would change them too.`,
      remedy:
        stays.length > 0
          ? `Set on_erasure of ${words(stays)} to erase, so that its rows go first, or ${other}.`
          : `Describe ${from} in the map with on_erasure: erase, so that its rows are found and go first, or ${other}.`,
      ...(refuses ? { blocks: 'nothing' } : standsInTheWay(stays)),
    }),
  ];
}

function words(collections: readonly CollectionMap[]): string {
  return collections.map(({ name }) => name).join(', ');
}

/**
 * Collections in the order in which rows can go, by the foreign keys between their tables and by what the
 * map says where the database has none: a row that others share is looked at once those that point at it
 * are gone. Those that point at each other are one group.
 */
export function groupsOf({ catalogue, rules, tables }: ExaminedTables): string[][] {
  const edges = tables.flatMap((target): EraseBefore[] =>
    rules.pointingAt([target.oid]).flatMap(({ from }) => {
      const sources = rules.withRelatives([from]);
      return tables
        .filter(({ oid }) => oid !== target.oid && sources.has(oid))
        .map((source) => ({ first: source.collection.name, later: target.collection.name }));
    }),
  );
  const mapped = catalogue.store.collections.flatMap(({ name, eraseAfter }) =>
    eraseAfter.map((first): EraseBefore => ({ first, later: name })),
  );
  return eraseGroups(
    catalogue.store.collections.map(({ name }) => name),
    [...edges, ...mapped],
  );
}
