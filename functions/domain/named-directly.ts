import { agreeInCompositeKey, isIncompleteReference, isRedundantKeyPart } from './composite-keys';
import type { DataMap } from './data-map';
import {
  canBeAsked,
  type FieldPlace,
  type ForeignKey,
  foreignKeys,
  identityFields,
  placeholders,
  recordsOfPeople,
} from './foreign-keys';
import type { FoundRow, RowIndex } from './found-rows';
import { spellings } from './identity-values';
import { identitiesIn, type KnownIdentities } from './known-identities';
import { isOfType, mayBeOfType } from './pairs-of-type';

/** What is needed to tell whether a row names somebody else. */
export interface NamingContext {
  readonly map: DataMap;
  /** Every question that a store was asked, by {@link storeQueryKey}. */
  readonly asked: ReadonlySet<string>;
  /** Those of them that it could not answer, because a table could not be read. */
  readonly unanswered: ReadonlySet<string>;
  readonly index: RowIndex;
  readonly known: KnownIdentities;
  readonly reached: ReadonlyMap<string, 'leads' | 'rests'>;
  /** Ids of this person's own records. */
  readonly own: ReadonlySet<string>;
}

/** A question to a store: rows of a place that hold one of these values. */
export interface StoreQuery {
  readonly at: FieldPlace;
  readonly values: string[];
}

/** "Whoever has one of these values here": what a row names by a key, or by an identity. */
export interface NamedValue {
  readonly at: FieldPlace;
  readonly values: readonly string[];
  /** What else must match in the row that is named: the rest of a composite key. */
  readonly isMeant?: (holder: FoundRow) => boolean;
}

/**
 * Whether a row itself names somebody else: their own record by a key or by an identity or, where no record
 * holds such identities, an identity that is not this person's. People who could not be looked up, because
 * their store was down or given up, or has no key or index for it, may be somebody else.
 */
export function namesDirectly(namings: NamingContext, row: FoundRow): boolean {
  if (holdsOnlyOthers(namings, row) || hasForeignIdentity(namings, row) || namesByAPart(namings, row))
    return true;
  return namedByKeys(namings, row).some((named) => isSomebodyElse(namings, row, named));
}

/** Questions to ask before it is known whom a row itself names. */
export function openDirectQueries(namings: NamingContext, row: FoundRow): StoreQuery[] {
  return namedByKeys(namings, row).flatMap((named) => {
    if (!canBeAsked(namings.map, named.at)) return [];
    const found = rowsNamedBy(namings, named).filter(({ id }) => id !== row.id);
    return found.some((one) => isAlone(one, named.at)) ? [] : unaskedPart(namings, named);
  });
}

/**
 * Whether a row itself says that it is this person's: by an identity of theirs, or by a key straight to their
 * own record.
 */
export function isDirectlyTheirs(namings: NamingContext, row: FoundRow): boolean {
  if (holdsKnown(namings, row)) return true;
  return keysFrom(namings.map, row)
    .filter((key) => isOfPeople(namings.map, key.parent))
    .flatMap((key) => namedBy(namings, row, key))
    .some((named) =>
      rowsNamedBy(namings, named).some((one) => one.id !== row.id && isThisPersons(namings, one)),
    );
}

function isThisPersons(namings: NamingContext, row: FoundRow): boolean {
  if (row.collection.ownRecord) return namings.own.has(row.id);
  return namings.reached.get(row.id) === 'leads' && holdsKnown(namings, row);
}

function holdsKnown({ map, known }: NamingContext, row: FoundRow): boolean {
  return identitiesIn(map, row).some(({ kind, value }) => known.has(kind, value));
}

/**
 * Whether it holds only somebody else's identities, and was found only because a row refers to it, or as a
 * substitute for an own record.
 */
function holdsOnlyOthers({ map, reached, known }: NamingContext, row: FoundRow): boolean {
  const held = identitiesIn(map, row);
  const standsIn = recordsOfPeople(map).some(({ collection }) => collection === row.collection);
  return (
    (reached.get(row.id) !== 'leads' || (standsIn && !row.collection.ownRecord)) &&
    row.collection.owner !== 'shared' &&
    held.length > 0 &&
    !held.some(({ kind, value }) => known.has(kind, value))
  );
}

/**
 * Whether it holds another identity of a kind by which this person is known, where no own record could say
 * whose it is.
 */
function hasForeignIdentity({ map, known }: NamingContext, row: FoundRow): boolean {
  return identitiesIn(map, row).some(
    ({ kind, value }) =>
      !known.has(kind, value) && known.knowsSome(kind) && peopleKnownBy(map, kind).length === 0,
  );
}

/** Whether it depends on a row of which it names only part of the key: another row may be meant. */
function namesByAPart({ map, index, reached }: NamingContext, row: FoundRow): boolean {
  // A database refuses such a reference among its own tables.
  const between = foreignKeys(map).filter(({ child, parent }) => child.storeId !== parent.storeId);
  const rests = reached.get(row.id) === 'rests';
  return between.some(({ child, parent, where }) => {
    const ends = { child: endOf(child), parent: endOf(parent), where };
    const isChild = child.storeId === row.storeId && child.collection === row.collection;
    if (isChild && isOfType(where, row.row)) {
      const named = row.forms(child.field).flatMap((value) => index.at(parent, value));
      if (named.some((one) => isIncompleteReference(map, ends, one))) return true;
    }
    if (!rests || parent.storeId !== row.storeId || parent.collection !== row.collection) return false;
    const naming = row.forms(parent.field).flatMap((value) => index.at(child, value));
    return naming.some((one) => isOfType(where, one.row) && isIncompleteReference(map, ends, row));
  });
}

function namedByKeys(namings: NamingContext, row: FoundRow): NamedValue[] {
  const keys = keysFrom(namings.map, row).filter((key) => isOfPeople(namings.map, key.parent));
  const naming = keys.filter((key) => !isOutweighed(namings, keys, row, key));
  return [...naming.flatMap((key) => namedBy(namings, row, key)), ...namedByIdentity(namings, row)];
}

/**
 * Whether a reference can be ignored, as the number of a tenant or a folder: where another field of the row
 * names one record of the same collection, and that record has the same value here, a value that many records
 * share names nobody by itself. Not where the field is a key, an identity or unique, or the record has
 * another value: then somebody else may be meant.
 */
function isOutweighed(
  namings: NamingContext,
  keys: readonly ForeignKey[],
  row: FoundRow,
  key: ForeignKey,
): boolean {
  if (namesOneRecord(key)) return false;
  const said = row.forms(key.child.field);
  return keys.some(
    (other) =>
      namesOneRecord(other) &&
      other.parent.storeId === key.parent.storeId &&
      other.parent.collection === key.parent.collection &&
      JSON.stringify(other.where) === JSON.stringify(key.where) &&
      rowsNamedBy(namings, { at: other.parent, values: row.forms(other.child.field) }).some((named) =>
        named.forms(key.parent.field).some((value) => said.includes(value)),
      ),
  );
}

function namesOneRecord({ parent: { collection, field } }: ForeignKey): boolean {
  const { identity, unique } = collection.fields.find(({ name }) => name === field) ?? {};
  const { keyParts, primaryKey } = collection;
  return identity !== undefined || unique === true || (keyParts ?? primaryKey).includes(field);
}

/** Foreign keys in rows of this row's collection. */
export function keysFrom(map: DataMap, { storeId, collection }: Omit<FieldPlace, 'field'>): ForeignKey[] {
  return foreignKeys(map).filter(({ child }) => child.storeId === storeId && child.collection === collection);
}

/** Whether rows of a collection are asked in place of the person to whom they belong. */
export function isOfPeople(map: DataMap, { collection }: Pick<FieldPlace, 'collection'>): boolean {
  return recordsOfPeople(map).some((people) => people.collection === collection);
}

/** The row that a key names; undefined where the key is empty or does not apply to this row. */
export function namedBy(
  { map }: Pick<NamingContext, 'map'>,
  row: FoundRow,
  { child, parent, where }: ForeignKey,
): NamedValue[] {
  const ends = { child: endOf(child), parent: endOf(parent), where };
  if (!mayBeOfType(where, row.collection, child.field, row.row) || isRedundantKeyPart(map, ends)) return [];
  const blank = placeholders(map);
  const values = row
    .forms(child.field)
    .filter((value) => value.trim() !== '' && !blank.isAt(child, value) && !blank.isAt(parent, value));
  const isMeant = (holder: FoundRow) => agreeInCompositeKey(map, ends, row, holder);
  return values.length > 0 ? [{ at: parent, values, isMeant }] : [];
}

function endOf({ storeId, collection: { name }, field }: FieldPlace) {
  return { storeId, collection: name, field };
}

function namedByIdentity({ map, known }: NamingContext, row: FoundRow): NamedValue[] {
  return identitiesIn(map, row)
    .filter(({ kind, value }) => !known.has(kind, value))
    .flatMap(({ kind, value }) =>
      peopleKnownBy(map, kind).map((at) => ({ at, values: spellings(kind, value) })),
    );
}

function peopleKnownBy(map: DataMap, wanted: string): FieldPlace[] {
  return recordsOfPeople(map).flatMap(({ storeId, collection }) =>
    identityFields(collection).flatMap(({ field, kind }) =>
      kind === wanted ? [{ storeId, collection, field }] : [],
    ),
  );
}

function isSomebodyElse(namings: NamingContext, row: FoundRow, named: NamedValue): boolean {
  const found = rowsNamedBy(namings, named).filter(({ id }) => id !== row.id);
  const isOnlyOne = found.some((one) => isAlone(one, named.at));
  const isTheirs = isOnlyOne && found.some(({ id }) => namings.own.has(id));
  if (!isTheirs && found.some((one) => isOthers(namings, one))) return true;
  if (found.length > 0 && (isOnlyOne || !canBeAsked(namings.map, named.at))) return false;
  return (
    unaskedPart(namings, named).length > 0 ||
    named.values.some((value) => isUnanswered(namings, named, value))
  );
}

/**
 * Whether no other row has the value of this one there. A store does not enforce that a field is unique
 * because the map says so, so other rows are looked for: order 1 of each customer.
 */
export function isAlone({ collection, row }: FoundRow, { field }: Pick<FieldPlace, 'field'>): boolean {
  const { keyParts, primaryKey, fields } = collection;
  const key = keyParts ?? (primaryKey.length > 0 ? primaryKey : Object.keys(row.key));
  const { unique, identity } = fields.find(({ name }) => name === field) ?? {};
  const isKey = key.includes(field) && (key.length === 1 || unique !== true);
  return isKey || identity !== undefined;
}

/** Rows among those found that a row names. */
export function rowsNamedBy(
  { index }: Pick<NamingContext, 'index'>,
  { at, values, isMeant = () => true }: NamedValue,
) {
  return [...new Set(values.flatMap((value) => index.at(at, value)))].filter(isMeant);
}

function isOthers({ map, own, reached, known }: NamingContext, row: FoundRow): boolean {
  if (row.collection.ownRecord) return !own.has(row.id);
  const held = identitiesIn(map, row);
  return (
    reached.get(row.id) !== 'leads' &&
    held.length > 0 &&
    !held.some(({ kind, value }) => known.has(kind, value))
  );
}

function isUnanswered({ unanswered }: NamingContext, { at }: NamedValue, value: string): boolean {
  return unanswered.has(
    storeQueryKey(at.storeId, { collection: at.collection.name, field: at.field }, value),
  );
}

/** What no store has been asked yet about it. */
export function unaskedPart(
  { asked }: Pick<NamingContext, 'asked'>,
  { at, values }: NamedValue,
): StoreQuery[] {
  const open = values.filter((value) => {
    return !asked.has(storeQueryKey(at.storeId, { collection: at.collection.name, field: at.field }, value));
  });
  return open.length > 0 ? [{ at, values: open }] : [];
}

export function storeQueryKey(
  storeId: string,
  search: { readonly collection: string; readonly field: string },
  value: string,
): string {
  return JSON.stringify([storeId, search.collection, search.field, value]);
}
