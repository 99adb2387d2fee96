import type { StoreMap } from '../../domain/data-map';
import type { StoreExamination, StoreProblem } from '../../domain/store-examination';
import { type ExaminedTables, groupsOf, referenceProblems } from '../relational/examine-references';
import { type ExamineRemedies, erases, tableProblems, usableTable } from '../relational/examine-table';
import { qualifiedTableName } from '../relational/fault-place';
import type { RunSql } from '../relational/run-sql';
import { searchProblems, triggerProblems } from '../relational/searched-columns';
import { storeProblemOf } from '../relational/store-problem';
import { COPIES_SQL } from './catalogue-sql';
import { postgresBlankProblems } from './examine-blanks';
import { inheritedColumnProblems } from './examine-heirs';
import { indexProblems } from './examine-indexes';
import { unsearchedRowProblems } from './examine-unsearched-rows';
import { Catalogue, qualifiedName, quoteIdentifier } from './postgres-catalogue';
import { postgresPlace } from './postgres-place';
import { readRules } from './postgres-rules';
import type { Relation, Table } from './relation';
import { isVector } from './vector-columns';

const REMEDIES: ExamineRemedies<Relation> = {
  forbidden: '42501',
  grantReading: (relation) =>
    `GRANT USAGE ON SCHEMA ${quoteIdentifier(relation.schema)} and GRANT SELECT ON ${qualifiedName(relation)}`,
  more: {
    'no-table': 'Correct physical.schema and physical.table in the map, or take the collection out of it.',
    'row-security': "Give the desk's user BYPASSRLS, so that it sees every row.",
  },
};

/**
 * Holds the map against the catalogue: which of its plans the database would refuse, and what it would do by
 * itself. No row is read.
 */
export async function examineStore(run: RunSql, store: StoreMap): Promise<StoreExamination> {
  const catalogue = await Catalogue.read(run, store);
  const rules = await readRules(run);
  const found = store.collections.map((collection) => usableTable(catalogue, collection, REMEDIES));
  const tables = found.filter((one): one is Table => 'oid' in one);
  const examined = { catalogue, rules, tables };
  const problems = found.filter((one): one is StoreProblem => !('oid' in one));
  for (const table of tables) {
    problems.push(...tableProblems(table), ...inheritedColumnProblems(catalogue, table));
    problems.push(...referenceProblems(examined, table));
    problems.push(...(await postgresBlankProblems(run, table)), ...hookProblems(examined, table));
    problems.push(...searchProblems(catalogue, table));
    problems.push(...(await unsearchedRowProblems({ run, store, catalogue }, table)));
    problems.push(...(await indexProblems({ run, store, catalogue }, table)));
    problems.push(...triggerProblems(catalogue, table, postgresPlace(table.collection).triggers_write ?? []));
  }
  problems.push(...(await copyProblems(run, tables)), ...(await counterProblems(run, tables)));
  const vectors = tables
    .filter(({ columns }) => columns.some(isVector))
    .map(({ collection }) => collection.name);
  return { problems, eraseGroups: groupsOf(examined), ...(vectors.length > 0 ? { vectors } : {}) };
}

function hookProblems({ rules }: ExaminedTables, table: Table): StoreProblem[] {
  const blanks = table.collection.onErasure.action === 'anonymise';
  const isChanged = table.collection.fields.some(
    ({ correctable, optOut }) => correctable || optOut.length > 0,
  );
  const here = rules.withDescendants([table.oid]);
  return rules.hooks
    .filter((hook) => here.has(hook.oid))
    .filter(
      ({ onDelete, onUpdate, onlyItsRow }) =>
        (erases(table.collection) && onDelete) || (onUpdate && (blanks || (isChanged && !onlyItsRow))),
    )
    .map(({ kind, name }) =>
      storeProblemOf(table.collection, {
        code: kind,
        constraint: name,
        problem: `The ${kind} ${name} runs when a row here is erased, blanked, corrected or opted out. Nothing erases what it writes, and the desk stops when it changes rows that nobody approved, or may keep an old value.`,
        remedy:
          'Look at what it does. Map a history table like any other, name the tables it writes under physical.triggers_write, and set physical.rollback_safe if all it does can be rolled back.',
        blocks: 'nothing',
      }),
    );
}

async function copyProblems(run: RunSql, tables: readonly Table[]): Promise<StoreProblem[]> {
  const { rows } = await run(COPIES_SQL, [tables.map(({ oid }) => oid)]);
  return rows.flatMap(([oid, schema, view]) =>
    tables
      .filter((table) => table.oid === oid)
      .map((table) =>
        storeProblemOf(table.collection, {
          code: 'materialized-view',
          problem: `The materialized view ${qualifiedTableName(schema ?? '', view ?? '')} keeps a copy of rows here.`,
          remedy: 'Have it refreshed after an erasure: REFRESH MATERIALIZED VIEW.',
          blocks: 'nothing',
        }),
      ),
  );
}

/** Without its counters PostgreSQL cannot tell what a trigger changed. */
async function counterProblems(run: RunSql, [table]: readonly Table[]): Promise<StoreProblem[]> {
  const { rows } = await run("SELECT current_setting('track_counts')");
  if (table === undefined || rows[0]?.[0] === 'on') return [];
  return [
    storeProblemOf(table.collection, {
      code: 'no-counters',
      problem: 'The setting track_counts is off: an erasure cannot see what a trigger changes elsewhere.',
      remedy: 'Switch track_counts on, as it is by default.',
      blocks: 'nothing',
    }),
  ];
}
