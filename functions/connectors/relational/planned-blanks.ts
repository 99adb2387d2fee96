import { type Blank, isConstant } from '../../domain/blank';
import type { StoreProblem } from '../../domain/store-examination';
import type { Column, Relation, Table } from './relation';
import { storeProblemOf } from './store-problem';

export interface Planned<C extends Column = Column> {
  readonly column: C;
  readonly value: Blank;
}

/** What one kind of database says of a blank. */
export interface BlankRules<R extends Relation> {
  /** Why a field cannot be overwritten so, whatever its rows hold; undefined when it can. */
  readonly mismatch: (table: Table<R>, column: R['columns'][number], value: Blank) => string | undefined;
  readonly isText: (column: R['columns'][number]) => boolean;
}

/** Planned blanks that a column would refuse, and those against which nothing speaks. */
export function plannedBlanks<R extends Relation>(
  table: Table<R>,
  rules: BlankRules<R>,
): { readonly problems: StoreProblem[]; readonly sound: Planned<R['columns'][number]>[] } {
  if (table.collection.onErasure.action !== 'anonymise') return { problems: [], sound: [] };
  const planned = table.collection.fields.flatMap(({ name, blankWith: value }) => {
    const column = table.columns.find((one) => one.name === name);
    return value === undefined || column === undefined ? [] : [{ column, value }];
  });
  const problems = planned.flatMap((one) => columnProblem(table, planned, one, rules) ?? []);
  return {
    problems,
    sound: planned.filter(({ column }) => !problems.some(({ field }) => field === column.name)),
  };
}

function columnProblem<R extends Relation>(
  table: Table<R>,
  planned: readonly Planned[],
  one: Planned<R['columns'][number]>,
  { mismatch, isText }: BlankRules<R>,
): StoreProblem | undefined {
  const { column, value } = one;
  const problem = (code: string, words: string, remedy: string): StoreProblem =>
    storeProblemOf(table.collection, {
      code,
      field: column.name,
      problem: `${column.name} ${words}.`,
      remedy,
      blocks: 'erasure',
    });
  const fault = mismatch(table, column, value);
  if (fault) return problem('blank-type', fault, `Change or remove blank_with of ${column.name}.`);
  if (!column.writable) {
    const grant = `Have the owner run GRANT UPDATE ON ${table.name} for the desk's user.`;
    return problem('privilege', "may not be changed by the desk's user", grant);
  }
  if (value === null && column.notNull)
    return problem('not-null', 'must hold a value, and would lose it', instead(one, isText));
  if (tooLong(column, value))
    return problem('length', `holds at most ${column.length} characters`, 'Shorten blank_with.');
  if (makesEqual(table, planned, one))
    return problem(
      'unique',
      'must differ from row to row, and every row would get the same',
      instead(one, isText),
    );
  return undefined;
}

/** A placeholder that holds: another one for each row. */
export function instead<C extends Column>({ column }: Planned<C>, isText: (column: C) => boolean): string {
  const kind = /mail/i.test(column.name) ? 'email' : column.base === 'uuid' ? 'uuid' : 'text';
  const random = `{ random: ${kind} }`;
  return isText(column) || column.base === 'uuid'
    ? `Set blank_with of ${column.name} to ${random}.`
    : `Leave ${column.name} as it is, or give it a value that says nothing about the person.`;
}

function tooLong({ length }: Column, value: Blank): boolean {
  return isConstant(value) && value !== null && length !== null && [...String(value)].length > length;
}

/** Whether two rows would collide in a unique key of which all columns get a constant. */
function makesEqual(table: Table, planned: readonly Planned[], { column }: Planned): boolean {
  const same = (name: string, nullsEqual: boolean) =>
    planned.some(
      (one) => one.column.name === name && isConstant(one.value) && (one.value !== null || nullsEqual),
    );
  const strict = table.uniqueKeys.map(({ columns, nullsEqual }) => ({ columns, nullsEqual }));
  const loose = table.looselyUnique.map((columns) => ({ columns, nullsEqual: false }));
  return [...strict, ...loose].some(
    ({ columns, nullsEqual }) =>
      columns.includes(column.name) && columns.every((name) => same(name, nullsEqual)),
  );
}
