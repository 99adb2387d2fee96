import { defined } from '../../domain/defined';
import type { MapProblem } from './data-map-error';
import type { DraftCollection } from './draft-map';
import type { Edge, EdgeEnd } from './resolve-references';

/** A field of a collection and the row that it names. */
export interface ParentReference {
  readonly field: string;
  readonly parent: EdgeEnd;
  /** The rows that refer to it so; for a pair of type and id. */
  readonly where?: Readonly<Record<string, string>>;
}

/**
 * The parents that `on_erasure: as_parent` may mean: in the same store, and through the field that it names,
 * if it names one.
 */
export function parentsOf(draft: DraftCollection, edges: readonly Edge[]): ParentReference[] {
  const written = draft.node.rightsdesk_meta?.on_erasure;
  const through =
    typeof written === 'object' && 'as_parent' in written ? written.as_parent.through : undefined;
  const ends = edges
    .map(({ from, to, parent, where }) => ({ child: parent === from ? to : from, parent, where }))
    .filter(({ child, parent }) => child.collection === draft && parent.collection !== draft)
    .filter(({ parent }) => parent.collection.store.storeId === draft.store.storeId)
    .filter(({ child }) => through === undefined || child.field === through)
    .map(({ child, parent, where }) => ({ field: child.field, parent, ...defined({ where }) }));
  const name = ({ field, parent, where }: ParentReference) =>
    JSON.stringify([field, parent.collection.node.name, parent.field, where]);
  return [...new Map(ends.map((end) => [name(end), end])).values()];
}

/**
 * One field that refers to different collections by turns: in each row to one of them, by a pair of type and
 * id, or because one number stands for a record wherever it is kept.
 */
function isOneField(parents: readonly ParentReference[]): boolean {
  const pairs = new Set(parents.map(({ where }) => JSON.stringify(where)));
  const isOne = parents.every(({ field }) => field === parents[0]?.field);
  const areTold = parents.every(({ where }) => where !== undefined) && pairs.size === parents.length;
  const collections = new Set(parents.map(({ parent }) => parent.collection));
  const areOneNumber =
    parents.every(({ where }) => where === undefined) && collections.size === parents.length;
  return parents.length > 0 && isOne && (areTold || areOneNumber);
}

/** A collection that is treated as its parent must have one, and only one that could be meant. */
export function checkParents(
  drafts: readonly DraftCollection[],
  edges: readonly Edge[],
  problems: MapProblem[],
): void {
  for (const draft of drafts) {
    const written = draft.node.rightsdesk_meta?.on_erasure;
    if (written !== 'as_parent' && !(typeof written === 'object' && 'as_parent' in written)) continue;
    const parents = parentsOf(draft, edges);
    if (parents.length === 1 || isOneField(parents)) continue;
    const place = { file: draft.file, path: `${draft.path}.rightsdesk_meta.on_erasure` };
    const problem =
      parents.length === 0
        ? 'is treated as its parent, but no field refers to a row of the same store'
        : `is treated as its parent, but several fields refer to one: ${parents.map((p) => p.field).join(', ')}`;
    const remedy = 'name the field that refers to the parent: as_parent: { through: order_id }';
    problems.push({ ...place, problem, remedy });
  }
}
