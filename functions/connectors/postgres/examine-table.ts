import type { CollectionMap } from '../../domain/data-map';
import type { StoreProblem } from '../../domain/store-examination';
import { StoreError } from '../connector';
import { type Catalogue, faultPlace, qualifiedName, quoteIdentifier } from './postgres-catalogue';
import type { Relation, Table } from './relation';
import { storeProblemOf } from './store-problem';
import { unmappedColumns } from './unmapped-columns';

/** The table of a collection, or the problem that makes it unusable. */
export function usableTable(catalogue: Catalogue, collection: CollectionMap): Table | StoreProblem {
  try {
    return catalogue.table(collection);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return unusable(collection, error, catalogue.relationOf(collection));
  }
}

function unusable(
  collection: CollectionMap,
  { message, place }: StoreError,
  relation?: Relation,
): StoreProblem {
  const table = faultPlace(collection).table ?? collection.name;
  const grant = relation
    ? `GRANT USAGE ON SCHEMA ${quoteIdentifier(relation.schema)} and GRANT SELECT ON ${qualifiedName(relation)}`
    : '';
  const remedies: Readonly<Record<string, string>> = {
    'no-table': 'Correct physical.schema and physical.table in the map, or take the collection out of it.',
    'no-column': 'Correct the column in the map, or take it out.',
    'row-security': "Give the desk's user BYPASSRLS, so that it sees every row.",
    '42501': `Have the owner run ${grant} for the desk's user.`,
  };
  const code = place.code ?? 'unusable';
  const [words = message, advice = 'correct the map'] = message.split(': ');
  return storeProblemOf(collection, {
    code: code === '42501' ? 'privilege' : code,
    table,
    problem: `${words}.`,
    remedy: remedies[code] ?? `${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`,
    blocks: 'everything',
  });
}

/** What is amiss with a table that can be used: columns, keys, rights, heirs. */
export function tableProblems(catalogue: Catalogue, table: Table): StoreProblem[] {
  return [
    ...missingColumns(table),
    ...keyProblems(table),
    ...datelessRetention(table),
    ...deletePrivilege(table),
    ...inheritedColumns(catalogue, table),
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
  const inner = table.inner.some((column) => column.name === name);
  return (
    inner || [table, ...table.heirs].some(({ columns }) => columns.some((column) => column.name === name))
  );
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
  if (column === undefined || /^(date|timestamp|timestamptz)$/.test(column.base)) return [];
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

function inheritedColumns(catalogue: Catalogue, table: Table): StoreProblem[] {
  const own = new Set(table.columns.map(({ name }) => name));
  return unmappedColumns(table, catalogue)
    .filter(({ field }) => !own.has(field))
    .map(({ field }) =>
      storeProblemOf(table.collection, {
        code: 'inherited',
        field,
        problem: `A table that inherits from this one has the further column ${field}; its rows are found here.`,
        remedy: `Add ${field} to the fields of ${table.collection.name}, with its data_categories.`,
        blocks: 'nothing',
      }),
    );
}
