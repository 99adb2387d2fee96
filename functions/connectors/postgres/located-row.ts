import type { LocatedRow } from '../../domain/finding';
import { setField } from '../../domain/set-field';
import { fieldText } from '../exact-json';
import { locatedFacts } from '../located-facts';
import type { BlankedColumn } from './blanked-columns';
import { columnOf } from './postgres-catalogue';
import { comparedForm } from './postgres-condition';
import type { RawResult } from './postgres-session';
import { keyColumnText, postgresValue, TYPE_OIDS } from './postgres-value';
import type { Table } from './relation';

/** Stands for a text that is longer than any that blanks its column. */
const TOO_LONG = '\u0000';

type Row = RawResult['rows'][number];

export interface LocatedColumns {
  readonly facts: readonly string[];
  readonly blanked: readonly BlankedColumn[];
}

/**
 * Reads the rows of one result, which begin with the primary key, the facts and two columns for each blanked
 * one. What all of them share is worked out once.
 */
export function locatedRowReader(
  table: Table,
  located: LocatedColumns,
  columns: RawResult['columns'],
): (row: Row) => LocatedRow {
  const { collection } = table;
  const types = columns.map(({ type }) => type);
  const texts = textReaders(table, located, types);
  const readForms = formsReader(table, [...collection.primaryKey, ...located.facts]);
  return (row) => {
    const key: Record<string, string> = {};
    for (const [at, field] of collection.primaryKey.entries())
      setField(key, field, keyColumnText(row[at], types[at]));
    const found = locatedFacts(collection, (field) => texts.get(field)?.(row));
    const forms = readForms([key, found.facts]);
    return { collection: collection.name, key, ...found, ...(forms ? { forms } : {}) };
  };
}

function textReaders(table: Table, { facts, blanked }: LocatedColumns, types: readonly number[]) {
  const behindKey = table.collection.primaryKey.length;
  const text = (row: Row, at: number) => factText(row[at], types[at] ?? 0);
  const readers = new Map<string, (row: Row) => string | undefined>();
  for (const [index, field] of facts.entries()) readers.set(field, (row) => text(row, behindKey + index));
  for (const [index, { field }] of blanked.entries()) {
    const at = behindKey + facts.length + 2 * index;
    readers.set(field, (row) => (row[at + 1] === 't' ? TOO_LONG : text(row, at)));
  }
  return readers;
}

/** Only forms that differ from the text. The mark of a row's content has no other: it is in lower case. */
function formsReader(table: Table, fields: readonly string[]) {
  const columns = new Map(fields.map((field) => [field, columnOf(table, field)]));
  return (held: readonly Readonly<Record<string, string>>[]): Record<string, string> | undefined => {
    let forms: Record<string, string> | undefined;
    for (const texts of held) {
      for (const field of Object.keys(texts)) {
        const [text = '', column] = [texts[field], columns.get(field)];
        const form = column ? comparedForm(table, column, text) : text;
        if (form === text) continue;
        forms ??= {};
        setField(forms, field, form);
      }
    }
    return forms;
  };
}

/**
 * What is searched for in other tables; bytes stay as PostgreSQL writes them, since that is what it takes.
 */
export function factText(raw: string | null | undefined, type: number): string | undefined {
  return type === TYPE_OIDS.bytea ? (raw ?? undefined) : fieldText(postgresValue(raw, type));
}
