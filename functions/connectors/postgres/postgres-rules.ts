import { type DatabaseForeignKey, type Hook, Rules } from '../relational/rules';
import type { RunSql } from '../relational/run-sql';
import { RULES_SQL } from './catalogue-sql';
import { setsOnlyNewValues, type TriggerFunction } from './trigger-function';

export interface PostgresForeignKey extends DatabaseForeignKey {
  readonly columns: readonly { readonly own: string; readonly theirs: string; readonly operator: string }[];
}

export type PostgresRules = Rules<PostgresForeignKey>;

export async function readRules(run: RunSql): Promise<PostgresRules> {
  const [row = []] = (await run(RULES_SQL)).rows;
  const [foreignKeys, triggers, rules, inherits] = row.map((json) => JSON.parse(json ?? '[]') ?? []);
  return new Rules(foreignKeys, [...triggers.map(hookOf), ...rules], inherits);
}

interface ShownTrigger extends TriggerFunction, Hook {
  readonly beforeRow: boolean;
}

/** Only a trigger that runs before the change of each row can set values of it. */
function hookOf({ beforeRow, language, source, ...hook }: ShownTrigger): Hook {
  const { oid, name, kind, onDelete, onUpdate } = hook;
  const isPlain = setsOnlyNewValues({ language, source });
  return {
    ...{ oid, name, kind, onDelete, onUpdate },
    onlyItsRow: beforeRow && isPlain && !onDelete,
    mayKeepOld: beforeRow && !isPlain,
  };
}
