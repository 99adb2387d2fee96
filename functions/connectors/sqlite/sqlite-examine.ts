import type { CollectionMap, StoreMap } from '../../domain/data-map';
import type { StoreExamination, StoreProblem } from '../../domain/store-examination';
import { StoreError } from '../connector';
import { groupsInOrder } from './erase-groups';
import { blankProblems } from './examine-blanks';
import { referenceProblems } from './examine-references';
import { triggerProblems } from './examine-triggers';
import { keyPartProblems } from './key-parts';
import type { Table } from './relation';
import { isDateColumn } from './row-blanks';
import type { Reading } from './row-search';
import { type Catalogue, isSameName } from './sqlite-catalogue';
import { storeProblemOf } from './store-problem';

/** Holds the map against the schema of the file: what it would refuse, and do by itself. No row is read. */
export function examineFile(reading: Reading): StoreExamination {
  const { store, catalogue } = reading;
  const found = store.collections.map((collection) => usableTable(catalogue, collection));
  const tables = found.filter(
    (one): one is Table => 'collection' in one && typeof one.collection === 'object',
  );
  const unusable = found.filter((one): one is StoreProblem => !tables.includes(one as Table));
  const problems = tables.flatMap((table) => [
    ...missingColumns(table),
    ...nullableKey(table),
    ...keyPartProblems(catalogue, table),
    ...datelessRetention(table),
    ...referenceProblems(catalogue, table),
    ...blankProblems(table),
    ...triggerProblems(catalogue, table),
  ]);
  return {
    problems: [...unusable, ...problems, ...fileProblems(reading, tables)],
    eraseGroups: eraseGroups(store, catalogue, tables),
  };
}

function usableTable(catalogue: Catalogue, collection: CollectionMap): Table | StoreProblem {
  try {
    return catalogue.table(collection);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return unusableTable(collection, error);
  }
}

function unusableTable(collection: CollectionMap, { message, place }: StoreError): StoreProblem {
  const [words = message, advice = ''] = message.split(/: (?=[^:]*$)/);
  const remedies: Readonly<Record<string, string>> = {
    'no-table': 'Correct physical.table in the map, or take the collection out of it.',
    'no-column': 'Correct the column in the map, or take it out.',
  };
  const code = place.code ?? 'unusable';
  return storeProblemOf(collection, {
    code,
    problem: remedies[code] ? `${message}.` : `${words}.`,
    remedy: remedies[code] ?? `${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`,
    blocks: 'everything',
  });
}

function missingColumns({ collection, columns }: Table): StoreProblem[] {
  const missing = collection.fields.filter(({ name }) => !columns.some((column) => column.name === name));
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

/** A primary key of SQLite may be empty, unless it is one whole number or the table is WITHOUT ROWID. */
function nullableKey({ collection, key, alwaysFilled }: Table): StoreProblem[] {
  if (key.every(({ name, notNull }) => notNull || alwaysFilled.includes(name))) return [];
  return [
    storeProblemOf(collection, {
      code: 'nullable-key',
      problem: 'The key may be empty: the desk cannot name such a row, and reports it as unread.',
      remedy: 'Declare the columns of the key NOT NULL.',
      blocks: 'nothing',
    }),
  ];
}

function datelessRetention({ collection, columns }: Table): StoreProblem[] {
  const { onErasure } = collection;
  if (onErasure.action !== 'retain') return [];
  const column = columns.find(({ name }) => name === onErasure.countedFrom);
  if (column === undefined || isDateColumn(column)) return [];
  return [
    storeProblemOf(collection, {
      code: 'no-date',
      field: column.name,
      problem: `The retention is counted from ${column.name}, which is not declared as a date but as ${column.declared || 'nothing'}: a row whose value cannot be read as a day (2026-12-31, 20261231, 2026-12, seconds or milliseconds since 1970) is left undecided.`,
      remedy: 'Name a field under counted_from that always holds a day in one of these forms.',
      blocks: 'nothing',
    }),
  ];
}

/** What concerns the file as a whole; it stands with the first collection. */
function fileProblems({ sql, catalogue }: Reading, [table]: readonly Table[]): StoreProblem[] {
  if (table === undefined) return [];
  const copies = catalogue.relations.filter(
    (one) => one.kind === 'virtual' && catalogue.collectionsIn(one).length === 0,
  );
  const copyProblems = copies.map(({ name }) =>
    storeProblemOf(table.collection, {
      code: 'virtual-table',
      table: name,
      problem: `The virtual table ${name} may keep its own copy of rows, as a full-text index does. The desk does not search it.`,
      remedy: 'Make sure that what feeds it takes erased rows out, and run its optimize or rebuild command.',
      blocks: 'nothing',
    }),
  );
  const unused = Number(sql.rows('PRAGMA main.freelist_count')[0]?.freelist_count ?? 0);
  return unused === 0 ? copyProblems : [...copyProblems, freePages(table, unused)];
}

function freePages(table: Table, pages: number): StoreProblem {
  return storeProblemOf(table.collection, {
    code: 'free-pages',
    problem: `The file has ${pages} unused pages, in which rows may still stand that another program deleted. Pages that the desk empties are overwritten.`,
    remedy: 'Run VACUUM on the file once, and PRAGMA secure_delete = ON in the program that deletes.',
    blocks: 'nothing',
  });
}

function eraseGroups(store: StoreMap, catalogue: Catalogue, tables: readonly Table[]): string[][] {
  const edges = tables.flatMap((target) =>
    catalogue
      .pointingAt(target.name)
      .flatMap(({ from }) =>
        tables
          .filter(({ name }) => name !== target.name && isSameName(name, from))
          .map((source) => ({ first: source.collection.name, later: target.collection.name })),
      ),
  );
  const mapped = store.collections.flatMap(({ name, eraseAfter }) =>
    eraseAfter.map((first) => ({ first, later: name })),
  );
  return groupsInOrder(
    store.collections.map(({ name }) => name),
    [...edges, ...mapped].filter(({ first }) => store.collections.some(({ name }) => name === first)),
  );
}
