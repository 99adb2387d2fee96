import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { FirstCollection } from '../../functions/config/first-map/first-map';

export type Role = FirstCollection['role'];

/** What a careful person says about a schema, written before a draft of it was seen. */
export interface AnswerKey {
  /** Each row is one person. */
  readonly own: readonly string[];
  /** Rows that hang on people. */
  readonly theirs: readonly string[];
  readonly shared: readonly string[];
  readonly nobody: readonly string[];
  /** Where it is as good to leave the table to a person: a draft may say `unclear`. */
  readonly open?: readonly string[];
  /** Where two answers are as good. */
  readonly either?: Readonly<Record<string, readonly Role[]>>;
  /** `child.field > parent.field` from the parent down, `<` up to a shared row. */
  readonly references: readonly string[];
  /** Those that a map may have or leave out. */
  readonly actors: readonly string[];
  /** Fields by which people may be found. */
  readonly identities: readonly string[];
  /** Tables whose rows an erasure may destroy; all others may be kept by law or be somebody else's. */
  readonly mayDestroy: readonly string[];
  readonly somebodyElses: readonly string[];
  readonly secrets: readonly string[];
  /** Of fields that tell something about people; where several are named, any of them is right. */
  readonly categories: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export function readAnswerKey(file: string): AnswerKey {
  return parse(readFileSync(file, 'utf8')) as AnswerKey;
}
