import type { StoreMap } from '../../domain/data-map';
import type { EraseInstruction } from '../../domain/erase-instruction';
import type * as relational from '../relational/erase-task';
import { eraseTasks } from '../relational/erase-task';
import type { Rules } from '../relational/rules';
import type { RunSql } from '../relational/run-sql';
import { assertErasable } from './assert-erasable';
import type { Catalogue } from './mysql-catalogue';
import { readRules } from './mysql-rules';
import type { Relation } from './relation';

export type EraseTask = relational.EraseTask<Relation>;

/** One call of `erase`: its instructions, and what the database says of their tables. */
export interface EraseCall {
  readonly run: RunSql;
  readonly store: StoreMap;
  readonly catalogue: Catalogue;
  readonly rules: Rules;
  /** Whether the rows that the transaction changes can be counted. */
  readonly counts: boolean;
  readonly tasks: readonly EraseTask[];
}

/**
 * What a call is about, by the catalogue and the rules of the database; nothing is locked or changed yet.
 * Throws {@link StoreRefusedError} where MySQL could not do it as a whole or not at all, or not say what else
 * it changes.
 */
export async function prepareErase(
  run: RunSql,
  catalogue: Catalogue,
  instructions: readonly EraseInstruction[],
): Promise<EraseCall> {
  const { store } = catalogue;
  const tasks = eraseTasks(store, catalogue, instructions);
  const known = await readRules(run, catalogue.server);
  assertErasable(tasks, known);
  return { run, store, catalogue, tasks, rules: known.rules, counts: known.counts };
}
