import type { CollectionMap, FieldMap } from '../domain/data-map';
import type { StorePart } from './access-model';
import { collectionsOf, isHeld } from './access-model';

/**
 * What a person found in a place, as far as the answer can say of it what it is: the collections of its map,
 * and what they named besides. Of a place without a map, or of which it
 * is not known, one collection that bears its name and leaves everything open: silence of the map is never a
 * "no". The same of what they found where no machine could read.
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

/** Its uses are those of what the map says of the place. */
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

/**
 * Whether a person looked into what no machine could read of a searched place, and found data about the
 * person there.
 */
export function isFoundInUnread(part: StorePart): boolean {
  return part.state === 'searched' && part.unread.some(({ says }) => says === 'handled' || says === 'to-do');
}
/** Every collection of which the answer says what it is used for. */
export function toldCollections(stores: readonly StorePart[]): CollectionMap[] {
  const searched = collectionsOf(stores).filter(({ part: { finding } }) => isHeld(finding));
  return [...searched.map(({ part: { finding } }) => finding.collection), ...stores.flatMap(foundByHand)];
}
