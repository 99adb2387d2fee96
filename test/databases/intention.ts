import { type Case, type Standing, standing } from './make-case';
import type { Row, Table } from './model';

/** What should happen to a row, by its owners and the developer's decision. */
export type Fate = 'gone' | 'blanked' | 'kept';

/** Today by the desk's clock. */
export const today = '2026-03-05';

export interface Intention {
  readonly fate: ReadonlyMap<string, Fate>;
  readonly standing: ReadonlyMap<string, Standing>;
  readonly rows: ReadonlyMap<string, Row>;
}

/** Uses only what the generator knows. */
export function intentionOf(one: Case): Intention {
  const all = one.tables.flatMap((table) => table.rows);
  const standings = new Map(all.map((row) => [row.mark, standing(one, row)]));
  const fate = new Map<string, Fate>();
  for (const row of all) fate.set(row.mark, standings.get(row.mark) === 'mine' ? ownFate(row) : 'kept');
  for (const row of all)
    if (standings.get(row.mark) === 'shared') settleShared(one, row, { fate, standings });
  return { fate, standing: standings, rows: new Map(all.map((row) => [row.mark, row])) };
}

function ownFate(row: Row): Fate {
  const treatment = row.table.map?.skip ? undefined : row.table.map?.onErasure;
  switch (treatment?.action) {
    case 'erase':
      return 'gone';
    case 'anonymise':
      return 'blanked';
    case 'retain':
      return isOver(String(row.values[treatment.from]), treatment.years) ? 'gone' : 'kept';
    case 'as-parent': {
      const parent = treatment.parent.rows.find(
        (one) => one.values[treatment.parentField] === row.values[treatment.field],
      );
      return parent ? ownFate(parent) : 'kept';
    }
    default:
      return 'kept';
  }
}

function isOver(from: string, years: number): boolean {
  return `${Number(from.slice(0, 4)) + years}${from.slice(4)}` < today;
}

interface Known {
  readonly fate: Map<string, Fate>;
  readonly standings: ReadonlyMap<string, Standing>;
}

/** A shared row is erased when it is the person's and no remaining row references it. */
function settleShared(one: Case, row: Row, { fate, standings }: Known): void {
  const pointers = one.tables.flatMap((table) => pointersAt(table, row));
  const mine = pointers.some((pointer) => standings.get(pointer.mark) === 'mine');
  const held = pointers.some((pointer) => fate.get(pointer.mark) !== 'gone' && !isLetGo(pointer, row));
  const decided = row.table.map?.owner === 'shared' && row.table.map.onErasure?.action === 'erase';
  fate.set(row.mark, mine && !held && decided ? 'gone' : 'kept');

  function isLetGo(pointer: Row, target: Row): boolean {
    return (
      fate.get(pointer.mark) === 'blanked' &&
      fieldsTo(pointer.table, target).every((name) => pointer.table.map?.notes[name]?.blank === null)
    );
  }
}

/** Rows of the table that reference this row. */
export function pointersAt(table: Table, row: Row): Row[] {
  const fields = fieldsTo(table, row);
  const target = row.values[row.table.key[0] ?? ''] ?? null;
  return table.rows.filter((one) => fields.some((name) => target !== null && one.values[name] === target));
}

function fieldsTo(table: Table, row: Row): string[] {
  const noted = Object.entries(table.map?.notes ?? {}).flatMap(([name, note]) =>
    note.ref?.table === row.table ? [name] : [],
  );
  const keyed = table.foreignKeys.flatMap(({ target, columns }) => (target === row.table ? columns : []));
  return [...new Set([...noted, ...keyed])];
}
