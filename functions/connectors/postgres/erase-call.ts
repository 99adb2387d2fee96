import type { StoreMap } from '../../domain/data-map';
import type { EraseInstruction } from '../../domain/erase-instruction';
import type * as relational from '../relational/erase-task';
import { eraseTasks } from '../relational/erase-task';
import type { RunSql } from '../relational/run-sql';
import { Catalogue } from './postgres-catalogue';
import { type PostgresRules, readRules } from './postgres-rules';
import type { Relation } from './relation';

export type EraseTask = relational.EraseTask<Relation>;

/** One call of `erase`: its instructions, and what the database says of their tables. */
export interface EraseCall {
  readonly run: RunSql;
  readonly store: StoreMap;
  readonly catalogue: Catalogue;
  readonly rules: PostgresRules;
  readonly tasks: readonly EraseTask[];
}

/** What a call is about, read from the catalogue; nothing is locked or changed yet. */
export async function prepareErase(
  run: RunSql,
  store: StoreMap,
  instructions: readonly EraseInstruction[],
): Promise<EraseCall> {
  const catalogue = await Catalogue.read(run, store);
  const tasks = eraseTasks(store, catalogue, instructions);
  return { run, store, catalogue, tasks, rules: await readRules(run) };
}
