import { readContentMark } from '../relational/content-mark';
import { type EraseBefore, eraseGroups } from '../relational/erase-groups';
import { faultPlace } from '../relational/fault-place';
import type { EraseCall, EraseTask } from './erase-call';
import { BoundValues } from './postgres-condition';
import { withFaultPlace } from './postgres-errors';
import { atPlaces, filledPlaces, placesOf, type RowPlace } from './row-key';
import { withOwnSearchPath } from './with-own-search-path';

type Targets = ReadonlyMap<EraseTask, readonly RowPlace[]>;

/**
 * Deletes the rows at these places, dependents first by the database's own foreign keys. Tables that point
 * at each other go in one statement: their references are checked when it ends. Returns for each task how
 * many rows are there still, since a trigger may have held them back.
 */
export async function deleteRows(call: EraseCall, targets: Targets): Promise<Map<EraseTask, number>> {
  const left = new Map<EraseTask, number>();
  let untouched = call.tasks.every(({ instruction }) => instruction.action === 'erase');
  for (const group of inGroups(call, [...targets.keys()])) {
    const places = new Map(group.map((task) => [task, targets.get(task) ?? []]));
    const rest = await deleteGroup(call, untouched ? places : await stillThere(call, places));
    for (const task of group) left.set(task, rest.get(task)?.length ?? 0);
    untouched = false;
  }
  return left;
}

function inGroups({ rules }: EraseCall, tasks: readonly EraseTask[]): EraseTask[][] {
  const oids = [...new Set(tasks.map(({ table }) => table.oid))];
  const edges = oids.flatMap((later): EraseBefore[] =>
    rules.pointingAt([later]).flatMap(({ from }) => {
      const sources = rules.withRelatives([from]);
      return oids.filter((first) => first !== later && sources.has(first)).map((first) => ({ first, later }));
    }),
  );
  return eraseGroups(oids, edges).map((group) => tasks.filter(({ table }) => group.includes(table.oid)));
}

/** Twice at most: a trigger that changes a row moves it, and then it has to be looked up again. */
async function deleteGroup(call: EraseCall, targets: Targets): Promise<Targets> {
  let rest = targets;
  for (let attempt = 0; attempt < 2 && count(rest) > 0; attempt += 1) {
    if ((await deleteAt(call, rest)) === count(rest)) return new Map();
    const after = await stillThere(call, rest);
    const moved = [...after].some(([task, places]) => !samePlaces(places, rest.get(task) ?? []));
    rest = after;
    if (!moved) break;
  }
  return rest;
}

async function stillThere({ run }: EraseCall, targets: Targets): Promise<Targets> {
  const found = new Map<EraseTask, RowPlace[]>();
  for (const [task, places] of targets) {
    const known = places.filter(({ key }) => readContentMark(task.keys[key] ?? []) === undefined);
    const keys = known.map(({ key }) => task.keys[key] ?? []);
    const now = keys.length > 0 ? await placesOf(run, task.table, keys) : [];
    found.set(task, [
      ...now.map((place) => ({ ...place, key: known[place.key]?.key ?? -1 })),
      ...(await filledPlaces(
        run,
        task.table,
        places.filter((place) => !known.includes(place)),
      )),
    ]);
  }
  return found;
}

async function deleteAt({ run }: EraseCall, targets: Targets): Promise<number> {
  const byTable = new Map<string, { task: EraseTask; places: Map<string, RowPlace> }>();
  for (const [task, places] of targets) {
    const known = byTable.get(task.table.oid) ?? { task, places: new Map() };
    for (const place of places) known.places.set(`${place.oid} ${place.ctid}`, place);
    byTable.set(task.table.oid, known);
  }
  const bound = new BoundValues();
  const deletions = [...byTable.values()]
    .filter(({ places }) => places.size > 0)
    .map(({ task, places }) => {
      const at = atPlaces([...places.values()], bound);
      return { task, sql: `DELETE FROM ${task.table.name} t USING ${at.from} WHERE ${at.is('t')}` };
    });
  const [first] = deletions;
  if (first === undefined) return 0;
  const single = deletions.length === 1;
  const parts = deletions.map(({ sql }, n) => `d${n} AS (${sql} RETURNING 1)`);
  const counts = deletions.map((_, n) => `(SELECT pg_catalog.count(*) FROM d${n})`);
  const several = `WITH ${parts.join(', ')} SELECT ${counts.join(', ')}`;
  const { rows, rowCount } = await withFaultPlace(faultPlace(first.task.table.collection), () =>
    withOwnSearchPath(run, () => run(single ? first.sql : several, bound.values)),
  );
  return single ? rowCount : (rows[0] ?? []).reduce((sum, deleted) => sum + Number(deleted), 0);
}

function count(targets: Targets): number {
  return [...targets.values()].reduce((sum, places) => sum + places.length, 0);
}

function samePlaces(a: readonly RowPlace[], b: readonly RowPlace[]): boolean {
  const known = new Set(b.map(({ oid, ctid }) => `${oid} ${ctid}`));
  return a.every(({ oid, ctid }) => known.has(`${oid} ${ctid}`));
}
