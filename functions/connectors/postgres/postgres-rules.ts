import { type DatabaseForeignKey, Rules } from '../relational/rules';
import type { RunSql } from '../relational/run-sql';
import { RULES_SQL } from './catalogue-sql';

export interface PostgresForeignKey extends DatabaseForeignKey {
  readonly columns: readonly { readonly own: string; readonly theirs: string; readonly operator: string }[];
}

export type PostgresRules = Rules<PostgresForeignKey>;

export async function readRules(run: RunSql): Promise<PostgresRules> {
  const [row = []] = (await run(RULES_SQL)).rows;
  const [foreignKeys, triggers, rules, inherits] = row.map((json) => JSON.parse(json ?? '[]') ?? []);
  return new Rules(foreignKeys, [...triggers, ...rules], inherits);
}
