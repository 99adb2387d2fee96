import type { CollectionMap, FieldMap } from '../domain/data-map';
import type { StorePart } from './access-model';
import { isAnythingHeld, searchedCollections } from './access-model';

/**
 * What a person found in a place, as far as the answer can describe it: the collections of its map, and what
 * they named in addition. A place without a map, or whose content is unknown, counts as one collection with
 * its name that leaves everything open: a silent map never means "no". The same applies to what they found
 * where no machine could read.
 */
export function foundByHand(part: StorePart): readonly CollectionMap[] {
  if (isFoundInUnread(part)) return [{ ...wholePlace(part, ['user']), source: '' }];
  if (part.state !== 'answered' || part.answer.outcome === 'nothing-held') return [];
  const { store, answer } = part;
  const { named = [], withheld, files, note } = answer;
  const onlyNamed =
    named.length > 0 && !withheld && !note && files.length === 0 && answer.outcome === 'given';
  const unknown = store.collections.length === 0 && !onlyNamed ? ['user'] : [];
  const categories = [...unknown, ...named.flatMap((one) => one.categories ?? ['user'])];
  return categories.length === 0 ? store.collections : [...store.collections, wholePlace(part, categories)];
}

/** Its uses are those that the map gives for the place. */
function wholePlace({ store }: StorePart, categories: readonly string[]): CollectionMap {
  const { collections } = store;
  const field: FieldMap = {
    ...{ name: 'found', title: store.title, categories },
    ...{ sensitive: false, thirdParty: false, secret: false, dataPoint: false, optOut: [] },
  };
  return {
    ...{ name: 'found-by-hand', title: store.title, fields: [field] },
    ...{ primaryKey: [], reachedBy: [], facts: [], owner: 'subject', referencedBy: [], eraseAfter: [] },
    onErasure: { action: 'erase' },
    source: collections[0]?.source ?? '',
    systemKeys: [...new Set(collections.flatMap(({ systemKeys }) => systemKeys))],
    physical: {},
  };
}

/** Whether a person looked at the unread part of a searched place and found data about the person there. */
export function isFoundInUnread(part: StorePart): boolean {
  return part.state === 'searched' && part.unread.some(({ says }) => says === 'handled' || says === 'to-do');
}
/** Every collection whose uses the answer describes. */
export function describedCollections(stores: readonly StorePart[]): CollectionMap[] {
  const searched = searchedCollections(stores).filter(({ part: { finding } }) => isAnythingHeld(finding));
  return [...searched.map(({ part: { finding } }) => finding.collection), ...stores.flatMap(foundByHand)];
}
