import { isAboutPeople } from '../../domain/blanking';
import { type CollectionMap, parentRefs, type StoreMap } from '../../domain/data-map';
import type { StoreProblem } from '../../domain/store-examination';

/**
 * Fields about people that an anonymisation leaves as they are. It may be intended, and should be known
 * before a report shows it.
 */
export function fieldsLeftByErasure({ collections }: Pick<StoreMap, 'collections'>): StoreProblem[] {
  return collections.flatMap((collection) => {
    const left = blanks(collection, collections) ? leftIn(collection) : [];
    return left.length === 0 ? [] : [note(collection, left)];
  });
}

/** Rows treated as a parent that is anonymised are blanked like it. */
function blanks({ onErasure, fields }: CollectionMap, all: readonly CollectionMap[]): boolean {
  if (onErasure.action === 'anonymise') return true;
  if (onErasure.action !== 'as-parent') return false;
  const names = parentRefs(onErasure).map(({ parent }) => parent);
  const isBlanked = all.some((one) => names.includes(one.name) && one.onErasure.action === 'anonymise');
  return isBlanked && fields.some(({ blankWith }) => blankWith !== undefined);
}

function leftIn({ fields }: CollectionMap): string[] {
  return fields
    .filter((field) => field.blankWith === undefined && isAboutPeople(field))
    .map(({ name }) => name);
}

function note({ name }: CollectionMap, left: readonly string[]): StoreProblem {
  return {
    collection: name,
    code: 'left-by-blanking',
    problem: `an erasure blanks these rows and leaves what is about people in ${left.join(', ')}`,
    remedy:
      'set blank_with on each that may tell who it was, and erase the rows where a key may; the person is told which fields stay',
    blocks: 'nothing',
  };
}
