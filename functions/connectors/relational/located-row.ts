import type { LocatedRow } from '../../domain/finding';
import { setField } from '../../domain/set-field';
import { locatedFacts } from '../located-facts';
import type { BlankedColumn } from './blanked-columns';
import { columnOf } from './catalogue';
import type { Relation, Table } from './relation';
import type { RawResult } from './run-sql';

/** Stands for a text that is longer than any that blanks its column. */
const TOO_LONG = '\u0000';

type Row = RawResult['rows'][number];

export interface LocatedColumns {
  readonly facts: readonly string[];
  readonly blanked: readonly BlankedColumn[];
}

/** How a kind of database writes the values of one result; `at` is the position of the column in it. */
export interface RowTexts<R extends Relation> {
  /** A key as it can be asked for again. */
  readonly keyText: (raw: string | null | undefined, at: number) => string;
  /** What is searched for in other tables; undefined when there is nothing. */
  readonly factText: (raw: string | null | undefined, at: number) => string | undefined;
  /** How the server writes a true condition. */
  readonly isTrue: string;
  /** One text for all values of a column that a search of it calls equal. */
  readonly comparedForm: (table: Table<R>, column: R['columns'][number], text: string) => string;
}

/**
 * Reads the rows of one result, which begin with the primary key, the facts and two columns for each blanked
 * one. What all of them share is worked out once.
 */
export function locatedRowReader<R extends Relation>(
  table: Table<R>,
  located: LocatedColumns,
  written: RowTexts<R>,
): (row: Row) => LocatedRow {
  const { collection } = table;
  const texts = textReaders(table, located, written);
  const readForms = formsReader(table, [...collection.primaryKey, ...located.facts], written);
  return (row) => {
    const key: Record<string, string> = {};
    for (const [at, field] of collection.primaryKey.entries())
      setField(key, field, written.keyText(row[at], at));
    const found = locatedFacts(collection, (field) => texts.get(field)?.(row));
    const forms = readForms([key, found.facts]);
    return { collection: collection.name, key, ...found, ...(forms ? { forms } : {}) };
  };
}

function textReaders<R extends Relation>(
  table: Table<R>,
  { facts, blanked }: LocatedColumns,
  written: RowTexts<R>,
) {
  const behindKey = table.collection.primaryKey.length;
  const text = (row: Row, at: number) => written.factText(row[at], at);
  const readers = new Map<string, (row: Row) => string | undefined>();
  for (const [index, field] of facts.entries()) readers.set(field, (row) => text(row, behindKey + index));
  for (const [index, { field }] of blanked.entries()) {
    const at = behindKey + facts.length + 2 * index;
    readers.set(field, (row) => (row[at + 1] === written.isTrue ? TOO_LONG : text(row, at)));
  }
  return readers;
}

/** Only forms that differ from the text. The mark of a row's content has no other: it is in lower case. */
function formsReader<R extends Relation>(
  table: Table<R>,
  fields: readonly string[],
  { comparedForm }: RowTexts<R>,
) {
  const columns = new Map<string, R['columns'][number]>(
    fields.map((field) => [field, columnOf(table, field)]),
  );
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
