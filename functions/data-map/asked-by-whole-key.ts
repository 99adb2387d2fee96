import type { Reach } from '../domain/data-map';
import { pairOfAll, tablePlace } from '../domain/table-place';
import type { DraftCollection } from './draft-map';
import type { Edge } from './resolve-references';

/**
 * Whether items of DynamoDB are found by a partition key of several fields, such as
 * `TENANT#{tenant}#USER#{number}`: where these refer, one each, to the whole key of one
 * collection, so that each combination can be held against the row that refers to both.
 */
export function isAskedByWholeKey(
  draft: DraftCollection,
  edges: readonly Edge[],
  reachedBy: readonly Reach[],
): boolean {
  const ways = edges.filter((edge) => edge.to.collection === draft);
  const parent = ways[0]?.from.collection;
  const fields = new Set(reachedBy.map(({ field }) => field));
  if (parent === undefined || fields.size < 2 || ways.length !== reachedBy.length) return false;
  const fromOne = ways.every(
    (one) => one.from.collection === parent && one.parent === one.from && !one.where,
  );
  const named = ways.map(({ from }) => from.field).sort();
  const isWhole = JSON.stringify(named) === JSON.stringify([...parent.primaryKey].sort());
  const { primaryKey, physical } = draft;
  const place = tablePlace({ name: draft.node.name, primaryKey, physical });
  return fromOne && isWhole && fields.size === ways.length && pairOfAll(place, fields) !== undefined;
}
