import type { CollectionMap, MapGap } from '../../domain/data-map';
import { fileCategories, fileField } from '../../domain/file-categories';
import { placeText } from './data-map-error';
import type { DraftCollection } from './draft-map';

function isUnsaid(collection: CollectionMap): boolean {
  const said = collection.fields.find(({ name }) => name === fileField)?.categories;
  return (said ?? fileCategories(collection)).every((category) => category === 'user');
}

/**
 * Stored files whose contents the map does not describe: where a law forbids to show some numbers, an answer
 * only names such files until one of the staff has looked.
 */
export function unstatedFileContents(resolved: ReadonlyMap<DraftCollection, CollectionMap>): MapGap[] {
  return [...resolved]
    .filter(([, collection]) => collection.holdsFiles && isUnsaid(collection))
    .map(([draft]) => ({
      at: `${placeText(draft.file, draft.lineOf(draft.path))}: ${draft.path}`,
      problem: 'does not say what kind of data its files are',
      remedy:
        'add a field named file with their data_categories, finer than "user": where a law lets an answer only name some numbers, staff are asked about every file until then',
    }));
}
