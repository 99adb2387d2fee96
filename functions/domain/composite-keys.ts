import type { CollectionMap, DataMap } from './data-map';
import { isDatabase } from './database-kinds';
import type { LocatedRow } from './finding';
import { canBeAsked, type FieldLink, type ForeignKey, foreignKeys } from './foreign-keys';
import { ownForms } from './found-rows';

/** A row in its collection. */
interface RowIn {
  readonly collection: CollectionMap;
  readonly row: Pick<LocatedRow, 'key' | 'facts' | 'forms'>;
}

interface Ends {
  readonly child: End;
  readonly parent: End;
  readonly where: Readonly<Record<string, string>>;
}

interface End {
  readonly storeId: string;
  readonly collection: string;
  readonly field: string;
}

/** The two ends of the reference along which `collection` is reached. */
export function referenceEnds(storeId: string, collection: string, reach: FieldLink): Ends {
  const own = { storeId, collection, field: reach.field };
  const where = reach.where ?? {};
  return reach.leads === 'down'
    ? { child: own, parent: reach.from, where }
    : { child: reach.from, parent: own, where };
}

/**
 * Whether two rows that agree in one field of a composite key agree in the others too: user 5 of one tenant
 * is not user 5 of another. The other fields are in the fields that refer to them, or in the child's own key
 * under the same name. A field that is in neither is not compared, and is a gap of the map.
 */
export function agreeInCompositeKey(map: DataMap, ends: Ends, child: RowIn, parent: RowIn): boolean {
  return restOf(ends, parent).every((part) => {
    const fields = holdersOf(map, ends, part, child);
    return (
      fields.length === 0 ||
      fields.some((field) => isSame(ownForms(child.row, field), ownForms(parent.row, part)))
    );
  });
}

/**
 * Whether part of a key that only the database declares is missing in the row that refers, so that it is
 * unclear which row is meant. Where the map declares the key, this is a gap of the map.
 */
export function isIncompleteReference(map: DataMap, ends: Ends, parent: RowIn): boolean {
  return (
    parent.collection.primaryKey.length === 0 &&
    restOf(ends, parent).some((part) => declaredFor(map, ends, part).length === 0)
  );
}

/**
 * The other fields of a composite key of which the reference names one; none where the map says that the one
 * is unique by itself.
 */
function restOf({ parent: { field } }: Ends, parent: RowIn): string[] {
  const key = parent.collection.keyParts ?? keyFields(parent);
  const isUnique = parent.collection.fields.some(({ name, unique }) => name === field && unique);
  return key.includes(field) && !isUnique ? key.filter((part) => part !== field) : [];
}

/** Where the map leaves the key to the database, its rows come with the whole key. */
function keyFields({ collection: { primaryKey }, row }: RowIn): readonly string[] {
  return primaryKey.length > 0 ? primaryKey : Object.keys(row.key);
}

/** References of the row to the other parts of the key, each from the field that holds it. */
function declaredFor(map: DataMap, ends: Ends, part: string): string[] {
  return siblingReferences(map, ends)
    .filter((key) => key.parent.field === part)
    .map((key) => key.child.field);
}

function holdersOf(map: DataMap, ends: Ends, part: string, child: RowIn): string[] {
  const declared = declaredFor(map, ends, part);
  if (declared.length > 0) return declared;
  return keyFields(child).includes(part) ? [part] : [];
}

/** References between the same two collections, in the same rows. */
function siblingReferences(map: DataMap, { child, parent, where }: Ends): ForeignKey[] {
  return foreignKeys(map).filter(
    (key) =>
      key.child.storeId === child.storeId &&
      key.child.collection.name === child.collection &&
      key.parent.storeId === parent.storeId &&
      key.parent.collection.name === parent.collection &&
      sorted(key.where) === sorted(where),
  );
}

/**
 * Whether a later field of the same key is searched as well. The first fields often name a tenant and would
 * find everybody's rows; all fields are compared afterwards in any case.
 */
export function isRedundantKeyPart(map: DataMap, ends: Ends): boolean {
  return siblingReferences(map, ends).some(
    (key) =>
      isLater(key.parent.collection, key.parent.field, ends.parent.field) && canBeAsked(map, key.parent),
  );
}

/**
 * The same for a way into a collection: only where the store can be searched by any field, and the later one
 * leads the same way.
 */
export function isRedundantWay(
  map: DataMap,
  storeId: string,
  collection: CollectionMap,
  reach: FieldLink,
): boolean {
  const kind = map.stores.find((store) => store.storeId === storeId)?.kind;
  if (collection.askedTogether || (!isDatabase(kind) && !collection.readWhole)) return false;
  const ends = referenceEnds(storeId, collection.name, reach);
  return siblingReferences(map, ends).some(
    ({ child, parent }) =>
      isLater(parent.collection, parent.field, ends.parent.field) &&
      collection.reachedBy.some((other) => {
        if ('identity' in other || other.leads !== reach.leads) return false;
        const its = referenceEnds(storeId, collection.name, other);
        return its.child.field === child.field && its.parent.field === parent.field;
      }),
  );
}

function isLater({ primaryKey }: CollectionMap, one: string, other: string): boolean {
  return primaryKey.includes(other) && primaryKey.indexOf(one) > primaryKey.indexOf(other);
}

/**
 * Compares without padding and a fraction of zeros, which come from the type of a column and not from its
 * content.
 */
function isSame(one: readonly string[], other: readonly string[]): boolean {
  const forms = one.map(plain);
  return other.some((value) => forms.includes(plain(value)));
}

function plain(value: string): string {
  return value.trimEnd().replace(/^(-?\d+)\.0+$/, '$1');
}

function sorted(where: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(where).sort());
}
