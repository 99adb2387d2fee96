import type { CollectionMap } from '../../domain/data-map';
import type { StoreProblem } from '../../domain/store-examination';
import { faultPlace } from './fault-place';

type Rest = Omit<StoreProblem, 'collection'>;

/** A problem of a collection; it names the table of the collection unless another is given. */
export function storeProblemOf(collection: CollectionMap, problem: Rest): StoreProblem {
  const { table } = faultPlace(collection);
  return { collection: collection.name, ...(table ? { table } : {}), ...problem };
}
