import { type Blank, isConstant } from '../../domain/blank';
import type { StoreProblem } from '../../domain/store-examination';
import type { Column, Table } from './relation';
import { blankMismatch } from './row-blanks';
import { storeProblemOf } from './store-problem';

interface Planned {
  readonly column: Column;
  readonly value: Blank;
}

/** Which planned blanks a column would refuse. What a CHECK says of them is seen by a rehearsal. */
export function blankProblems(table: Table): StoreProblem[] {
  const { collection, columns } = table;
  if (collection.onErasure.action !== 'anonymise') return [];
  const planned = collection.fields.flatMap(({ name, blankWith: value }): Planned[] => {
    const column = columns.find((one) => one.name === name);
    return value === undefined || column === undefined ? [] : [{ column, value }];
  });
  return planned.flatMap((one) => problemOf(table, planned, one) ?? []);
}

function problemOf(table: Table, planned: readonly Planned[], one: Planned): StoreProblem | undefined {
  const { column, value } = one;
  const problem = (code: string, words: string, remedy: string): StoreProblem =>
    storeProblemOf(table.collection, {
      code,
      field: column.name,
      problem: `${column.name} ${words}.`,
      remedy,
      blocks: 'erasure',
    });
  const fault = blankMismatch(table, column, value);
  if (fault) return problem('blank-type', fault, `Change or remove blank_with of ${column.name}.`);
  if (value === null && column.notNull)
    return problem('not-null', 'must hold a value, and would lose it', instead(one));
  if (makesEqual(table, planned, one))
    return problem('unique', 'must differ from row to row, and every row would get the same', instead(one));
  return undefined;
}

/** A placeholder that holds: another one for each row. */
function instead({ column }: Planned): string {
  const kind = /mail/i.test(column.name) ? 'email' : 'text';
  return column.affinity === 'TEXT' || column.affinity === 'BLOB'
    ? `Set blank_with of ${column.name} to { random: ${kind} }.`
    : `Leave ${column.name} as it is, or give it a value that says nothing about the person.`;
}

/** Whether two rows would collide in a unique key of which all columns get a constant; NULLs never do. */
function makesEqual({ uniqueKeys }: Table, planned: readonly Planned[], { column }: Planned): boolean {
  const same = (name: string) =>
    planned.some((one) => one.column.name === name && isConstant(one.value) && one.value !== null);
  return uniqueKeys.some((key) => key.includes(column.name) && key.every(same));
}
