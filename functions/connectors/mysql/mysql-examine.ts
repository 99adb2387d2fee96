import type { StoreMap } from '../../domain/data-map';
import type { StoreExamination, StoreProblem } from '../../domain/store-examination';
import { StoreForbiddenError } from '../connector';
import { groupsOf, referenceProblems } from '../relational/examine-references';
import { type ExamineRemedies, erases, tableProblems, usableTable } from '../relational/examine-table';
import type { RunSql } from '../relational/run-sql';
import { searchProblems, triggerProblems } from '../relational/searched-columns';
import { storeProblemOf } from '../relational/store-problem';
import { writeObstacle } from './assert-erasable';
import { blankProblems } from './examine-blanks';
import { indexProblems } from './examine-indexes';
import { unsearchedRowProblems } from './examine-unsearched-rows';
import { Catalogue } from './mysql-catalogue';
import { mysqlStoreError } from './mysql-errors';
import { mysqlPlace } from './mysql-place';
import { type MysqlRules, readRules } from './mysql-rules';
import type { Relation, Table } from './relation';
import { qualifiedName } from './sql-text';

const REMEDIES: ExamineRemedies<Relation> = {
  forbidden: '42501',
  grantReading: (relation) => `GRANT SELECT ON ${qualifiedName(relation)}`,
  more: {
    'no-table': 'Correct physical.schema and physical.table in the map, or take the collection out of it.',
  },
};

/**
 * Holds the map against the catalogue: which of its plans the database would refuse, and what it would do by
 * itself. No row is read.
 */
export async function examineStore(run: RunSql, store: StoreMap): Promise<StoreExamination> {
  const catalogue = await Catalogue.read(run, store);
  const known = await readRules(run, catalogue.server);
  const found = store.collections.map((collection) => usableTable(catalogue, collection, REMEDIES));
  const tables: Table[] = [];
  for (const one of found) if ('oid' in one) tables.push(await withRights(run, one));
  const examined = { catalogue, rules: known.rules, tables };
  const problems = found.filter((one): one is StoreProblem => !('oid' in one));
  for (const table of tables) {
    problems.push(...tableProblems(table), ...referenceProblems(examined, table));
    problems.push(
      ...(await blankProblems(run, table)),
      ...writeProblems(table),
      ...hookProblems(known, table),
    );
    problems.push(...searchProblems(catalogue, table));
    problems.push(...(await unsearchedRowProblems({ run, store, catalogue }, table)));
    problems.push(...(await indexProblems({ run, store, catalogue }, table)));
    problems.push(...triggerProblems(catalogue, table, mysqlPlace(table.collection).triggers_write ?? []));
  }
  return { problems: [...problems, ...countProblems(known, tables)], eraseGroups: groupsOf(examined) };
}

/** Whether rows may be deleted is in no catalogue that tells of roles; asking for a plan needs the right. */
async function withRights(run: RunSql, table: Table): Promise<Table> {
  if (!erases(table.collection)) return table;
  try {
    await run(`EXPLAIN DELETE FROM ${table.name} WHERE 1 = 0`);
    return table;
  } catch (error) {
    if (mysqlStoreError(error) instanceof StoreForbiddenError) return { ...table, deletable: false };
    throw error;
  }
}

function writes({ onErasure, ...rest }: Table['collection']): boolean {
  return erases({ onErasure, ...rest }) || onErasure.action === 'anonymise';
}

function writeProblems(table: Table): StoreProblem[] {
  const obstacle = writes(table.collection) ? writeObstacle(table) : undefined;
  if (obstacle === undefined) return [];
  const { code, problem, remedy } = obstacle;
  return [
    storeProblemOf(table.collection, {
      code,
      problem: `${problem}.`,
      remedy: `${remedy}.`,
      blocks: 'erasure',
    }),
  ];
}

/** What a trigger changes cannot be told from what was approved, so the map has to say it. */
function hookProblems({ rules }: MysqlRules, table: Table): StoreProblem[] {
  const blanks = table.collection.onErasure.action === 'anonymise';
  const isTold = mysqlPlace(table.collection).triggers_write !== undefined;
  return rules.hooks
    .filter(({ oid, onlyItsRow }) => oid === table.oid && !onlyItsRow)
    .filter((hook) => (erases(table.collection) && hook.onDelete) || (blanks && hook.onUpdate))
    .map(({ name }) =>
      storeProblemOf(table.collection, {
        code: 'trigger',
        constraint: name,
        problem: `The trigger ${name} runs when a row here is erased or blanked. MySQL does not say which rows it changes.`,
        remedy: isTold
          ? 'Look at it again whenever it is changed: the map says what it writes.'
          : 'Look at what it does. Name the tables that it writes under physical.triggers_write (an empty list if it writes none), and set physical.rollback_safe if all it does can be rolled back.',
        blocks: isTold ? 'nothing' : 'erasure',
      }),
    );
}

/** Without the count nobody sees what a hidden reference or trigger takes along. */
function countProblems({ counts, showsAllOf }: MysqlRules, tables: readonly Table[]): StoreProblem[] {
  if (counts) return [];
  return tables
    .filter(({ collection }) => writes(collection))
    .map((table) => {
      const isShown = showsAllOf(table.schema);
      return storeProblemOf(table.collection, {
        code: isShown ? 'no-counters' : 'hidden-rules',
        problem: isShown
          ? "The desk's user may not count the rows that its transaction changes: an erasure does not see what a table of another database that refers to this one would lose."
          : "The desk's user sees neither all triggers nor all foreign keys that concern this table, and may not count the rows that its transaction changes.",
        remedy: `Have the owner run GRANT PROCESS ON *.* for the desk's user${isShown ? '' : ', or GRANT TRIGGER on the whole database'}.`,
        blocks: isShown ? 'nothing' : 'erasure',
      });
    });
}
