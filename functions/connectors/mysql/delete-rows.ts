import { columnOf } from '../relational/catalogue';
import { type EraseBefore, eraseGroups } from '../relational/erase-groups';
import { faultPlace } from '../relational/fault-place';
import type { DatabaseForeignKey } from '../relational/rules';
import type { EraseCall, EraseTask } from './erase-call';
import type { TaskRows } from './mysql-dependants';
import { withFaultPlace } from './mysql-errors';
import { contentHashSql, isAmong, keyJoin, lacksKey, portions, presentOf, type RowPlace } from './row-key';
import { BoundValues, columnSql, quoteIdentifier } from './sql-text';

/**
 * Deletes these rows, dependents first by the database's own foreign keys. InnoDB checks a reference with
 * each row, and not at the end: rows that point at each other go one layer after the other, and those in a
 * circle lose the reference before. Returns how many rows were written before they were deleted.
 */
export async function deleteRows(call: EraseCall, targets: TaskRows): Promise<number> {
  let loosened = 0;
  for (const group of inGroups(call, [...targets.keys()])) {
    const inner = innerKeys(call, group);
    let rest = new Map(group.map((task) => [task, targets.get(task) ?? []]));
    while (count(rest) > 0) {
      const free = await freeRows(call, rest, inner);
      const isStuck = count(free) === 0;
      if (isStuck) loosened += await loosen(call, rest, inner);
      const going = isStuck ? rest : free;
      for (const [task, places] of going) await deleteSome(call, task, places);
      rest = without(rest, going);
    }
  }
  return loosened;
}

function inGroups({ rules }: EraseCall, tasks: readonly EraseTask[]): EraseTask[][] {
  const oids = [...new Set(tasks.map(({ table }) => table.oid))];
  const edges = oids.flatMap((later): EraseBefore[] =>
    rules
      .pointingAt([later])
      .filter(({ from }) => from !== later && oids.includes(from))
      .map(({ from }) => ({ first: from, later })),
  );
  return eraseGroups(oids, edges).map((group) => tasks.filter(({ table }) => group.includes(table.oid)));
}

/** Foreign keys between tables of the group, or of one to itself. */
function innerKeys({ rules }: EraseCall, group: readonly EraseTask[]): DatabaseForeignKey[] {
  const oids = new Set(group.map(({ table }) => table.oid));
  return rules.pointingAt(oids).filter(({ from }) => oids.has(from));
}

/** Those at which none of the others points. */
async function freeRows(
  call: EraseCall,
  rest: TaskRows,
  inner: readonly DatabaseForeignKey[],
): Promise<Map<EraseTask, readonly RowPlace[]>> {
  const free = new Map<EraseTask, readonly RowPlace[]>();
  for (const [task, places] of rest) {
    const keys = inner.filter(({ to }) => to === task.table.oid);
    free.set(task, keys.length === 0 ? places : await notPointedAt(call, rest, { task, places, keys }));
  }
  return free;
}

interface Asked {
  readonly task: EraseTask;
  readonly places: readonly RowPlace[];
  readonly keys: readonly DatabaseForeignKey[];
}

async function notPointedAt({ run }: EraseCall, rest: TaskRows, { task, places, keys }: Asked) {
  const free: RowPlace[] = [];
  for (const some of portions(places.filter(({ content }) => content === undefined))) {
    const bound = new BoundValues();
    const from = keyJoin(task.table, some, bound);
    const pointing = keys.flatMap((key) =>
      [...rest]
        .filter(([one]) => one.table.oid === key.from)
        .map(([one, rows]) => {
          const points = key.columns.map(
            ({ own, theirs }) => `r.${quoteIdentifier(own)} = t.${quoteIdentifier(theirs)}`,
          );
          return `NOT EXISTS (SELECT 1 FROM ${one.table.name} r WHERE ${points.join(' AND ')}
            AND (${isAmong(one.table, rows, bound, 'r')}))`;
        }),
    );
    const { rows } = await run(`SELECT p.place FROM ${from} WHERE ${pointing.join(' AND ')}`, bound.values);
    free.push(...rows.flatMap(([place]) => some[Number(place) - 1] ?? []));
  }
  return free;
}

/**
 * Takes the references out of rows that point at each other and are all to go. Where a column must not be
 * empty the database refuses, as it would any deletion.
 */
async function loosen(
  call: EraseCall,
  rest: TaskRows,
  inner: readonly DatabaseForeignKey[],
): Promise<number> {
  let changed = 0;
  for (const [task, places] of rest) {
    const own = inner.filter(({ from }) => from === task.table.oid);
    const names = [...new Set(own.flatMap(({ columns }) => columns.map((one) => one.own)))];
    const columns = names.map((name) => columnOf(task.table, name)).filter(({ notNull }) => !notNull);
    if (columns.length === 0) continue;
    const keyed = places.filter(({ content }) => content === undefined);
    for (const some of portions(keyed)) {
      const bound = new BoundValues();
      const set = columns.map((column) => `${columnSql(column)} = NULL`);
      const from = keyJoin(task.table, some, bound);
      changed += await withFaultPlace(
        faultPlace(task.table.collection),
        async () => (await call.run(`UPDATE ${from} SET ${set.join(', ')}`, bound.values)).rowCount,
      );
    }
  }
  return changed;
}

async function deleteSome({ run }: EraseCall, { table }: EraseTask, places: readonly RowPlace[]) {
  await withFaultPlace(faultPlace(table.collection), async () => {
    for (const some of portions(places.filter(({ content }) => content === undefined))) {
      const bound = new BoundValues();
      await run(`DELETE t FROM ${keyJoin(table, some, bound)}`, bound.values);
    }
    for (const [hash, times] of contentsOf(places)) {
      const bound = new BoundValues();
      const name = table.name;
      const found = `${lacksKey(table, name)} AND ${contentHashSql(table, name)} = ${bound.bind(hash)}`;
      await run(`DELETE FROM ${name} WHERE ${found} LIMIT ${Number(times)}`, bound.values);
    }
  });
}

/** How many rows of each content. */
export function contentsOf(places: readonly RowPlace[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { content } of places)
    if (content !== undefined) counts.set(content, (counts.get(content) ?? 0) + 1);
  return counts;
}

/** Rows that are there although they were deleted. */
export async function leftOf(call: EraseCall, task: EraseTask, places: readonly RowPlace[]) {
  return presentOf(
    call.run,
    task.table,
    places.filter(({ content }) => content === undefined),
    false,
  );
}

function count(rows: TaskRows): number {
  return [...rows.values()].reduce((sum, places) => sum + places.length, 0);
}

function without(rest: TaskRows, going: TaskRows): Map<EraseTask, RowPlace[]> {
  return new Map(
    [...rest].map(([task, places]) => {
      const gone = new Set(going.get(task) ?? []);
      return [task, places.filter((place) => !gone.has(place))];
    }),
  );
}
