import type { CollectionMap } from '../../domain/data-map';
import type { StoreProblem } from '../../domain/store-examination';
import { StoreError } from '../connector';
import type { RelationalCatalogue } from './catalogue';
import { faultPlace } from './fault-place';
import type { Relation, Table } from './relation';
import { storeProblemOf } from './store-problem';

/** The table of a collection, or the problem that makes it unusable. */
export function usableTable<R extends Relation>(
  catalogue: RelationalCatalogue<R>,
  collection: CollectionMap,
  remedies: ExamineRemedies<R>,
): Table<R> | StoreProblem {
  try {
    return catalogue.table(collection);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return unusable(collection, error, remedies, catalogue.relationOf(collection));
  }
}

/** What the owner of the database has to do, by the code of what is amiss. */
export interface ExamineRemedies<R extends Relation = Relation> {
  /** SQL that lets the desk read a table. */
  readonly grantReading: (relation: R) => string;
  /** Code of the server for a right that is missing. */
  readonly forbidden: string;
  readonly more: Readonly<Record<string, string>>;
}

function unusable<R extends Relation>(
  collection: CollectionMap,
  { message, place }: StoreError,
  { grantReading, forbidden, more }: ExamineRemedies<R>,
  relation?: R,
): StoreProblem {
  const table = faultPlace(collection).table ?? collection.name;
  const grant = relation ? grantReading(relation) : '';
  const remedies: Readonly<Record<string, string>> = {
    ...more,
    'no-column': 'Correct the column in the map, or take it out.',
    [forbidden]: `Have the owner run ${grant} for the desk's user.`,
  };
  const code = place.code ?? 'unusable';
  const [words = message, advice = 'correct the map'] = message.split(': ');
  return storeProblemOf(collection, {
    code: code === forbidden ? 'privilege' : code,
    table,
    problem: `${words}.`,
    remedy: remedies[code] ?? `${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`,
    blocks: 'everything',
  });
}

/** What is amiss with a table that can be used: columns, keys, rights. */
export function tableProblems(table: Table): StoreProblem[] {
  return [
    ...missingColumns(table),
    ...keyProblems(table),
    ...datelessRetention(table),
    ...deletePrivilege(table),
  ];
}

function missingColumns(table: Table): StoreProblem[] {
  const { collection } = table;
  const missing = collection.fields.filter(({ name }) => !hasColumn(table, name));
  return missing.map(({ name }) =>
    storeProblemOf(collection, {
      code: 'no-column',
      field: name,
      problem: `The table has no column ${name}.`,
      remedy: 'Correct its name in the map, or take it out.',
      blocks: 'everything',
    }),
  );
}

function hasColumn(table: Table, name: string): boolean {
  return [table, ...table.heirs].some(({ columns }) => columns.some((column) => column.name === name));
}

function keyProblems({ collection, keyed }: Table): StoreProblem[] {
  if (keyed === 'all') return [];
  const blanks = collection.onErasure.action === 'anonymise';
  const which = keyed === 'none' ? 'No key is unique' : 'The key may be empty';
  const then = blanks ? 'they cannot be blanked' : 'a row that changes after the approval is not erased';
  return [
    storeProblemOf(collection, {
      code: keyed === 'none' ? 'no-key' : 'nullable-key',
      problem: `${which}: rows without one are told apart by their whole content, so ${then}.`,
      remedy: 'Give the table a primary key, and name it in the map.',
      blocks: blanks && keyed === 'none' ? 'erasure' : 'nothing',
    }),
  ];
}

/**
 * A date in a text may be written in any way; when a value is not read as a date, its retention has no known
 * end.
 */
function datelessRetention({ collection, columns }: Table): StoreProblem[] {
  const { onErasure } = collection;
  if (onErasure.action !== 'retain') return [];
  const column = columns.find(({ name }) => name === onErasure.countedFrom);
  if (column === undefined || /^(date|datetime|timestamp|timestamptz)$/.test(column.base)) return [];
  return [
    storeProblemOf(collection, {
      code: 'no-date',
      field: column.name,
      problem: `The retention is counted from ${column.name}, which is no date but ${column.type}: a row whose value cannot be read as a day (2026-12-31, 20261231, 2026-12, seconds or milliseconds since 1970) is left undecided.`,
      remedy: 'Name a field under counted_from whose type is date or timestamp.',
      blocks: 'nothing',
    }),
  ];
}

function deletePrivilege(table: Table): StoreProblem[] {
  if (!erases(table.collection) || table.deletable) return [];
  return [
    storeProblemOf(table.collection, {
      code: 'privilege',
      problem: "The desk's user may not delete rows of this table.",
      remedy: `Have the owner run GRANT DELETE ON ${table.name} for the desk's user.`,
      blocks: 'erasure',
    }),
  ];
}

/** Whether rows of the collection are deleted by an erasure. */
export function erases({ onErasure }: CollectionMap): boolean {
  return onErasure.action === 'erase' || onErasure.action === 'as-parent';
}
