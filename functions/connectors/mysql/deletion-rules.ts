import type { RunSql } from '../relational/run-sql';
import type { SurveyedReference } from '../survey';
import { ACTIONS_SQL, TABLE_RIGHTS_SQL } from './catalogue-sql';
import { type Catalogue, oidOf } from './mysql-catalogue';
import { matchesGrant } from './mysql-rules';
import type { Relation } from './relation';

/** What foreign keys do when a row is deleted, as far as the desk's user is shown it. */
export interface DeletionRules {
  onDelete(relation: Relation, constraint: string): SurveyedReference['onDelete'];
  /** What stayed out of sight, each in words with the remedy. */
  readonly unseen: readonly string[];
}

/**
 * A server shows a user no table without a right to it, and MariaDB shows rules of deletion only with another
 * right than SELECT. A table that nobody sees may refer to rows as well, so nothing counts as going along
 * with another row unless all tables of its database are in sight.
 *
 * @see https://mariadb.com/kb/en/information-schema-referential_constraints-table/
 */
export async function deletionRules(run: RunSql, catalogue: Catalogue): Promise<DeletionRules> {
  const own = catalogue.server.schema;
  const rights = (await run(TABLE_RIGHTS_SQL)).rows.map(([schema]) => schema ?? '');
  const showsAll = (schema: string) =>
    rights.some((one) => one === '' || matchesGrant(one, schema === '' ? own : schema));
  const rules = new Map(
    (await run(ACTIONS_SQL)).rows.map(([schema, table, constraint, rule]) => [
      keyOf(oidOf(schema === own ? '' : (schema ?? ''), table ?? ''), constraint ?? ''),
      rule,
    ]),
  );
  return {
    onDelete: ({ oid, schema }, constraint) => {
      const told = ON_DELETE[rules.get(keyOf(oid, constraint)) ?? ''] ?? 'refuses';
      return told === 'goes-too' && !showsAll(schema) ? 'refuses' : told;
    },
    unseen: [
      ...unseenTables(catalogue, showsAll),
      ...unseenRules(catalogue, (oid, constraint) => rules.has(keyOf(oid, constraint))),
    ],
  };
}

function keyOf(oid: string, constraint: string): string {
  return JSON.stringify([oid, constraint]);
}

const ON_DELETE: Readonly<Record<string, SurveyedReference['onDelete']>> = {
  CASCADE: 'goes-too',
  'SET NULL': 'is-cleared',
  'SET DEFAULT': 'is-cleared',
};

function unseenTables({ relations, server }: Catalogue, showsAll: (schema: string) => boolean): string[] {
  const schemas = [...new Set(relations.map(({ schema }) => schema))];
  return schemas
    .filter((schema) => !showsAll(schema))
    .map((schema) => {
      const name = schema === '' ? server.schema : schema;
      return `tables of ${name} to which the desk's user has no right: the server does not show them (grant SELECT on all of ${name})`;
    });
}

function unseenRules(
  { relations }: Catalogue,
  isKnown: (oid: string, constraint: string) => boolean,
): string[] {
  const unknown = relations.flatMap(({ oid, references }) =>
    references.filter(({ constraint }) => !isKnown(oid, constraint)),
  );
  return unknown.length === 0
    ? []
    : [
        `what ${unknown.length} foreign keys do when a row is deleted: the server shows it only with another right than SELECT to both tables (grant DELETE on them, as an erasure needs)`,
      ];
}
