import { fieldText } from '../exact-json';
import type { RowTexts } from '../relational/located-row';
import type { RawResult } from '../relational/run-sql';
import { comparedForm } from './postgres-condition';
import { keyColumnText, postgresValue, TYPE_OIDS } from './postgres-value';
import type { Relation } from './relation';

/** How PostgreSQL writes the columns of one result. */
export function postgresRowTexts(columns: RawResult['columns']): RowTexts<Relation> {
  const types = columns.map(({ type }) => type);
  return {
    keyText: (raw, at) => keyColumnText(raw, types[at]),
    factText: (raw, at) => factText(raw, types[at] ?? 0),
    isTrue: 't',
    comparedForm,
  };
}

/**
 * What is searched for in other tables; bytes stay as PostgreSQL writes them, since that is what it takes.
 */
export function factText(raw: string | null | undefined, type: number): string | undefined {
  return type === TYPE_OIDS.bytea ? (raw ?? undefined) : fieldText(postgresValue(raw, type));
}
