import { type Before, eraseGroups } from './erase-groups';
import type { EraseTask } from './erase-task';
import { underOwnPath } from './own-search-path';
import { faultPlace } from './postgres-catalogue';
import { BoundValues } from './postgres-condition';
import type { EraseCall } from './postgres-erase';
import { inPlace } from './postgres-errors';
import { atPlaces, filledPlaces, placesOf, type RowPlace, readMark } from './row-key';

type Targets = ReadonlyMap<EraseTask, readonly RowPlace[]>;

/**
 * Deletes the rows at these places, dependents first by the database's own foreign keys. Tables that point at each other go in one statement: their references
 * are checked when it ends. Returns for each task how many rows are there still, since a trigger may have held them back.
 */
export async function deleteRows(call: EraseCall, targets: Targets): Promise<Map<EraseTask, number>> {
  const left = new Map<EraseTask, number>();
  for (const group of inGroups(call, [...targets.keys()])) {
    const rest = await deleteGroup(call, new Map(group.map((task) => [task, targets.get(task) ?? []])));
    for (const [task, places] of rest) left.set(task, places.length);
  }
  return left;
}

function inGroups({ rules }: EraseCall, tasks: readonly EraseTask[]): EraseTask[][] {
  const oids = [...new Set(tasks.map(({ table }) => table.oid))];
  const edges = oids.flatMap((later): Before[] =>
    rules.pointingAt([later]).flatMap(({ from }) => {
      const sources = rules.withRelatives([from]);
      return oids.filter((first) => first !== later && sources.has(first)).map((first) => ({ first, later }));
    }),
  );
  return eraseGroups(oids, edges).map((group) => tasks.filter(({ table }) => group.includes(table.oid)));
}

/** Twice at most: a trigger that changes a row moves it, and then it has to be looked up again. */
async function deleteGroup(call: EraseCall, targets: Targets): Promise<Targets> {
  let rest = await stillThere(call, targets);
  for (let attempt = 0; attempt < 2 && count(rest) > 0; attempt += 1) {
    await deleteAt(call, rest);
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
    const known = places.filter(({ key }) => readMark(task.keys[key] ?? []) === undefined);
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

async function deleteAt({ run }: EraseCall, targets: Targets): Promise<void> {
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
  if (first === undefined) return;
  const sql =
    deletions.length === 1
      ? first.sql
      : `WITH ${deletions.map((deletion, n) => `d${n} AS (${deletion.sql} RETURNING 1)`).join(', ')} SELECT 1`;
  await inPlace(faultPlace(first.task.table.collection), () =>
    underOwnPath(run, () => run(sql, bound.values)),
  );
}

function count(targets: Targets): number {
  return [...targets.values()].reduce((sum, places) => sum + places.length, 0);
}

function samePlaces(a: readonly RowPlace[], b: readonly RowPlace[]): boolean {
  const known = new Set(b.map(({ oid, ctid }) => `${oid} ${ctid}`));
  return a.every(({ oid, ctid }) => known.has(`${oid} ${ctid}`));
}
