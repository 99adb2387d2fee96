import type { CollectionMap } from '../../domain/data-map';
import type { StoreExamination, StoreProblem } from '../../domain/store-examination';
import { StoreError } from '../connector';
import type { Reading } from './row-search';
import { faultPlace } from './sqlite-place';

/** Holds the map against the schema of the file. No row is read. */
export function examineFile({ store, catalogue }: Reading): StoreExamination {
  const problems = store.collections.flatMap((collection): StoreProblem[] => {
    try {
      catalogue.table(collection);
      return [];
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return [unusable(collection, error)];
    }
  });
  return { problems };
}

function unusable(collection: CollectionMap, { message, place }: StoreError): StoreProblem {
  const [words = message, advice = 'correct the map'] = message.split(/: (?=[^:]*$)/);
  return {
    collection: collection.name,
    table: faultPlace(collection).table ?? collection.name,
    code: place.code ?? 'unusable',
    problem: `${words}.`,
    remedy: `${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`,
    blocks: 'everything',
  };
}
