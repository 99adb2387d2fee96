import { kindDefinition } from '../../connectors/store-kinds';
import type { MapProblem } from './data-map-error';
import type { DraftCollection } from './draft-map';
import type { Edge, EdgeEnd } from './resolve-references';

/**
 * For each collection, the collections of the same store that must be erased before it: what fideslang's
 * `erase_after` says, and in a database every collection that points at its primary key. Order across
 * stores is not kept: each store is erased on its own, from the frozen manifest.
 */
export function eraseOrder(
  collections: readonly DraftCollection[],
  edges: readonly Edge[],
  problems: MapProblem[],
): ReadonlyMap<DraftCollection, readonly string[]> {
  return new Map(
    collections.map((collection) => {
      const before = [
        ...writtenOrder(collection, collections, problems),
        ...dependents(collection, edges).map((dependent) => dependent.node.name),
      ];
      return [collection, [...new Set(before)].filter((name) => name !== collection.node.name)];
    }),
  );
}

function writtenOrder(
  collection: DraftCollection,
  collections: readonly DraftCollection[],
  problems: MapProblem[],
): string[] {
  const written = (collection.node.fides_meta ?? collection.node.fidesops_meta)?.erase_after ?? [];
  return written.flatMap((name) => {
    const other = collections.find((c) => `${c.datasetKey}.${c.node.name}` === name);
    if (other === undefined) {
      const problem = `erase_after names ${name}, which no dataset of these files describes`;
      problems.push({
        file: collection.file,
        path: `${collection.path}.fides_meta.erase_after`,
        problem,
        remedy: 'write it as dataset.collection',
      });
      return [];
    }
    return other.store.storeId === collection.store.storeId ? [other.node.name] : [];
  });
}

/** Collections with a field that points at this one's whole primary key. */
export function dependents(collection: DraftCollection, edges: readonly Edge[]): DraftCollection[] {
  if (!kindDefinition(collection.store.kind).isRelational) return [];
  const [key, ...more] = collection.primaryKey;
  if (more.length > 0) return [];
  return edges.flatMap(({ from, to, writtenIn }) => {
    const [own, other] = from.collection === collection ? [from, to] : [to, from];
    // Where the map names no key, whatever refers here may refer to it.
    const isKey = key === undefined ? writtenIn === other.collection : own.field === key;
    const pointsAtKey =
      own.collection === collection &&
      isKey &&
      other.collection !== collection &&
      other.collection.store.storeId === collection.store.storeId &&
      (!isWholeKey(other) || writtenIn === other.collection);
    return pointsAtKey ? [other.collection] : [];
  });
}

/**
 * Collections whose rows lead to this one by its key, through a field that many rows may share: the rows that
 * they point at may be other people's as well. Empty where the rows hold an identity of their own.
 */
export function pointersAtKey(collection: DraftCollection, edges: readonly Edge[]): DraftCollection[] {
  const [key, ...more] = collection.primaryKey;
  if (more.length > 0 || collection.fields.some((field) => field.identity)) return [];
  const isKey = ({ to, writtenIn }: Edge) =>
    key === undefined ? writtenIn !== collection : to.field === key;
  return edges
    .filter((edge) => edge.to.collection === collection && isKey(edge) && !isWholeKey(edge.from))
    .map(({ from }) => from.collection)
    .filter((other) => other !== collection);
}

/**
 * Where both ends are whole keys, as of a table that extends another, only the one that refers depends on the
 * other.
 */
function isWholeKey({ collection, field }: EdgeEnd): boolean {
  return collection.primaryKey.length === 1 && collection.primaryKey[0] === field;
}

/** Circles in the order, each as the names along it, for a message. */
export function eraseCycles(order: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): void => {
    const start = trail.indexOf(name);
    if (start >= 0) {
      cycles.push([...trail.slice(start), name]);
      return;
    }
    if (done.has(name)) return;
    for (const before of order.get(name) ?? []) {
      visit(before, [...trail, name]);
    }
    done.add(name);
  };
  for (const name of order.keys()) {
    visit(name, []);
  }
  return cycles;
}
