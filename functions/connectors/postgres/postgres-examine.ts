import type { StoreMap } from '../../domain/data-map';
import type { StoreExamination, StoreProblem } from '../../domain/store-examination';
import { COPIES_SQL } from './catalogue-sql';
import { postgresBlankProblems } from './examine-blanks';
import { indexProblems } from './examine-indexes';
import { type ExaminedTables, groupsOf, referenceProblems } from './examine-references';
import { erases, tableProblems, usableTable } from './examine-table';
import { unsearchedRowProblems } from './examine-unsearched-rows';
import { Catalogue } from './postgres-catalogue';
import { qualifiedTableName } from './postgres-errors';
import { postgresPlace } from './postgres-place';
import { Rules } from './postgres-rules';
import type { RunSql } from './postgres-session';
import type { Table } from './relation';
import { searchProblems, triggerProblems } from './searched-columns';
import { storeProblemOf } from './store-problem';
import { isVector } from './vector-columns';

/**
 * Holds the map against the catalogue: which of its plans the database would refuse, and what it would do by
 * itself. No row is read.
 */
export async function examineStore(run: RunSql, store: StoreMap): Promise<StoreExamination> {
  const catalogue = await Catalogue.read(run, store);
  const rules = await Rules.read(run);
  const found = store.collections.map((collection) => usableTable(catalogue, collection));
  const tables = found.filter((one): one is Table => 'oid' in one);
  const examined = { catalogue, rules, tables };
  const problems = found.filter((one): one is StoreProblem => !('oid' in one));
  for (const table of tables) {
    problems.push(...tableProblems(catalogue, table), ...referenceProblems(examined, table));
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
  const here = rules.withDescendants([table.oid]);
  return rules.hooks
    .filter((hook) => here.has(hook.oid))
    .filter((hook) => (erases(table.collection) && hook.onDelete) || (blanks && hook.onUpdate))
    .map(({ kind, name }) =>
      storeProblemOf(table.collection, {
        code: kind,
        constraint: name,
        problem: `The ${kind} ${name} runs when a row here is erased or blanked. Nothing erases what it writes, and the erasure stops when it changes rows that nobody approved.`,
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
