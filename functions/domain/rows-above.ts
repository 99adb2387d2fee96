import type { DataMap } from './data-map';
import {
  canBeAsked,
  collectionsOf,
  type FieldPlace,
  type ForeignKey,
  foreignKeys,
  identityFields,
  oncePer,
} from './foreign-keys';
import type { FoundRow } from './found-rows';
import {
  isAlone,
  isDirectlyTheirs,
  isOfPeople,
  keysFrom,
  type NamingContext,
  namedBy,
  namesDirectly,
  openDirectQueries,
  rowsNamedBy,
  type StoreQuery,
  unaskedPart,
} from './named-directly';

/**
 * Maximum of rows above one another that are not this person's; beyond it nobody can tell whose the last of
 * them is.
 */
const MAX_ROWS_ABOVE = 8;

/** What the rows above a row name. */
export interface RowsAbove {
  /** Somebody else, or a person about whom no store has answered. */
  readonly names: boolean;
  /** Questions to ask before it is known. */
  readonly questions: readonly StoreQuery[];
  /** Ids of rows directly above that depend on this person as well: what they name holds for this row too. */
  readonly through: readonly string[];
}

const NAMES_NOBODY: RowsAbove = { names: false, questions: [], through: [] };
const NAMES_SOMEBODY: RowsAbove = { names: true, questions: [], through: [] };

/**
 * Follows the keys of a row upwards, as far as they lead: a transfer names the owner of the other wallet. It
 * ends at this person's own records, at rows that several people share, and at rows that lead to nobody, such
 * as a product.
 */
export function lookAbove(namings: NamingContext, row: FoundRow): RowsAbove {
  const seen = new Set([row.id]);
  const questions: StoreQuery[] = [];
  const through: string[] = [];
  let [level, untold] = [[row], false];
  for (let height = 0; level.length > 0; height += 1) {
    if (height > MAX_ROWS_ABOVE) return NAMES_SOMEBODY;
    const above: FoundRow[] = [];
    for (const named of level.flatMap((one) => namedAbove(namings, one))) {
      const parents = rowsNamedBy(namings, named);
      const isAskable = canBeAsked(namings.map, named.at);
      if (parents.length === 0 && !isAskable) return NAMES_SOMEBODY;
      const isTold = !isAskable || parents.some((one) => isAlone(one, named.at));
      if (!isTold) questions.push(...unaskedPart(namings, named));
      for (const parent of parents.filter(({ id }) => !seen.has(id))) {
        seen.add(parent.id);
        const whose = ofParent(namings, parent);
        if (whose === 'somebody') return NAMES_SOMEBODY;
        if (whose === 'person') through.push(parent.id);
        else if (whose === 'stranger') above.push(parent);
        else questions.push(...whose);
      }
    }
    untold ||= questions.length > 0;
    level = above;
  }
  return untold || through.length > 0 ? { names: untold, questions, through } : NAMES_NOBODY;
}

/** `stranger`: not of this person, and itself naming nobody; the rows above it decide. */
function ofParent(
  namings: NamingContext,
  parent: FoundRow,
): 'somebody' | 'person' | 'stranger' | StoreQuery[] {
  if (parent.settled || namings.reached.get(parent.id) === 'leads') return 'person';
  const open = openDirectQueries(namings, parent);
  if (open.length > 0) return open;
  if (namesDirectly(namings, parent)) return 'somebody';
  return isDirectlyTheirs(namings, parent) ? 'person' : 'stranger';
}

function namedAbove(namings: NamingContext, row: FoundRow) {
  const leading = keysUp(namings.map);
  return keysFrom(namings.map, row)
    .filter((key) => leading.has(key))
    .flatMap((key) => namedBy(namings, row, key));
}

/** Keys to rows that are nobody's own record, and from which further keys, or an identity, lead to one. */
const keysUp = oncePer((map: DataMap): ReadonlySet<ForeignKey> => {
  const between = collectionsOf(map).filter(
    (place) =>
      place.store.kind !== 'manual' && place.collection.owner !== 'shared' && !isOfPeople(map, place),
  );
  const keys = foreignKeys(map).filter(({ child }) => !isThirdParty(child));
  const leading = new Set(
    between
      .map(({ collection }) => collection)
      .filter(
        (collection) =>
          identityFields(collection).length > 0 ||
          keys.some(({ child, parent }) => child.collection === collection && isOfPeople(map, parent)),
      ),
  );
  const isBetween = new Set(between.map(({ collection }) => collection));
  for (let before = -1; before !== leading.size; ) {
    before = leading.size;
    for (const { child, parent } of keys)
      if (leading.has(parent.collection) && isBetween.has(child.collection)) leading.add(child.collection);
  }
  return new Set(keys.filter(({ parent }) => leading.has(parent.collection)));
});

function isThirdParty({ collection, field }: FieldPlace): boolean {
  return collection.fields.some(({ name, thirdParty }) => name === field && thirdParty);
}
