import { agreeInRest, isLesserPart, isUntold } from './composite-keys';
import type { DataMap } from './data-map';
import {
  canBeAsked,
  type ForeignKey,
  foreignKeys,
  identityFields,
  type Place,
  placeholders,
  recordsOfPeople,
} from './foreign-keys';
import type { FoundRow, RowIndex } from './found-rows';
import { spellings } from './identity-values';
import { identitiesIn, type Known } from './known-identities';
import { isOfType, mayBeOfType } from './pairs-of-type';

/** What is needed to tell whether a row names somebody else. */
export interface Namings {
  readonly map: DataMap;
  /** Every question that a store was asked, by {@link questionKey}. */
  readonly asked: ReadonlySet<string>;
  /** Those of them that it could not answer, since a table could not be read. */
  readonly unanswered: ReadonlySet<string>;
  readonly index: RowIndex;
  readonly known: Known;
  readonly reached: ReadonlyMap<string, 'leads' | 'rests'>;
  /** Ids of this person's own records. */
  readonly own: ReadonlySet<string>;
}

/** "Whoever holds one of these values here": a person that a row names by a key, or by an identity, among the records that are asked who that is. */
interface Named {
  readonly at: Place;
  readonly values: readonly string[];
  /** What else a row must say to be the one that is named: the rest of a key of several fields. */
  readonly isMeant?: (holder: FoundRow) => boolean;
}

/**
 * Whether a row names somebody else too: their own record by a key or by an identity, or, where nobody's record holds such identities, another one than this
 * person's. Who could not be asked, because their store was down or given up, or has no key or index for it, may be somebody else.
 */
export function namesOthers(namings: Namings, row: FoundRow): boolean {
  if (isStrange(namings, row) || hasForeignIdentity(namings, row) || namesByAPart(namings, row)) return true;
  return namedIn(namings, row).some((named) => isSomebodyElse(namings, row, named));
}

/** Questions to ask before it can be told whether a row names somebody else. */
export function openQuestions(namings: Namings, row: FoundRow): { at: Place; values: string[] }[] {
  return namedIn(namings, row).flatMap((named) => {
    const { at, values } = named;
    if (!canBeAsked(namings.map, at)) return [];
    const open = values.filter((value) => !wasAsked(namings, at, value));
    const found = holders(namings, named).filter(({ id }) => id !== row.id);
    const isKnown = found.length > 0 && isAlone(at, found);
    return !isKnown && open.length > 0 ? [{ at, values: open }] : [];
  });
}

/** Holds the identities of somebody else alone, and was found only because a row points at it, or as what stands in for an own record. */
function isStrange({ map, reached, known }: Namings, row: FoundRow): boolean {
  const held = identitiesIn(map, row);
  const standsIn = recordsOfPeople(map).some(({ collection }) => collection === row.collection);
  return (
    (reached.get(row.id) === 'rests' || (standsIn && !row.collection.ownRecord)) &&
    row.collection.owner !== 'shared' &&
    held.length > 0 &&
    !held.some(({ kind, value }) => known.has(kind, value))
  );
}

/** Another identity of a kind by which this person is known, where no own record could say whose it is. */
function hasForeignIdentity({ map, known }: Namings, row: FoundRow): boolean {
  return identitiesIn(map, row).some(
    ({ kind, value }) =>
      !known.has(kind, value) && known.knowsSome(kind) && peopleKnownBy(map, kind).length === 0,
  );
}

/** Hangs on a row of which it names only a part of the key: another row may be meant. */
function namesByAPart({ map, index, reached }: Namings, row: FoundRow): boolean {
  // A database refuses such a reference among its own tables.
  const between = foreignKeys(map).filter(({ child, parent }) => child.storeId !== parent.storeId);
  const rests = reached.get(row.id) === 'rests';
  return between.some(({ child, parent, where }) => {
    const ends = { child: endOf(child), parent: endOf(parent), where };
    const isChild = child.storeId === row.storeId && child.collection === row.collection;
    if (isChild && isOfType(where, row.row)) {
      const named = row.forms(child.field).flatMap((value) => index.at(parent, value));
      if (named.some((one) => isUntold(map, ends, row, one))) return true;
    }
    if (!rests || parent.storeId !== row.storeId || parent.collection !== row.collection) return false;
    const naming = row.forms(parent.field).flatMap((value) => index.at(child, value));
    return naming.some((one) => isOfType(where, one.row) && isUntold(map, ends, one, row));
  });
}

function namedIn(namings: Namings, row: FoundRow): Named[] {
  const keys = foreignKeys(namings.map).filter(
    ({ child }) => child.storeId === row.storeId && child.collection === row.collection,
  );
  return [...keys.flatMap((key) => namedByKey(namings, row, key)), ...namedByIdentity(namings, row)];
}

function namedByKey({ map }: Namings, row: FoundRow, { child, parent, where }: ForeignKey): Named[] {
  const isPerson = recordsOfPeople(map).some(({ collection }) => collection === parent.collection);
  const ends = { child: endOf(child), parent: endOf(parent), where };
  if (!isPerson || isLesserPart(map, ends)) return [];
  if (!mayBeOfType(where, row.collection, child.field, row.row)) return [];
  const blank = placeholders(map);
  const values = row
    .forms(child.field)
    .filter((value) => value.trim() !== '' && !blank.isAt(child, value) && !blank.isAt(parent, value));
  const isMeant = (holder: FoundRow) => agreeInRest(map, ends, row, holder);
  return values.length > 0 ? [{ at: parent, values, isMeant }] : [];
}

function endOf({ storeId, collection: { name }, field }: Place) {
  return { storeId, collection: name, field };
}

function namedByIdentity({ map, known }: Namings, row: FoundRow): Named[] {
  return identitiesIn(map, row)
    .filter(({ kind, value }) => !known.has(kind, value))
    .flatMap(({ kind, value }) =>
      peopleKnownBy(map, kind).map((at) => ({ at, values: spellings(kind, value) })),
    );
}

function peopleKnownBy(map: DataMap, wanted: string): Place[] {
  return recordsOfPeople(map).flatMap(({ storeId, collection }) =>
    identityFields(collection).flatMap(({ field, kind }) =>
      kind === wanted ? [{ storeId, collection, field }] : [],
    ),
  );
}

function isSomebodyElse(namings: Namings, row: FoundRow, named: Named): boolean {
  const found = holders(namings, named).filter(({ id }) => id !== row.id);
  const isTheirs = isAlone(named.at, found) && found.some(({ id }) => namings.own.has(id));
  if (!isTheirs && found.some((one) => isOthers(namings, one))) return true;
  if (isAlone(named.at, found) && found.length > 0) return false;
  if (found.length > 0 && !canBeAsked(namings.map, named.at)) return false;
  return named.values.some((value) => !wasAnswered(namings, named.at, value));
}

/** Whether one row at most holds a value there. That the map calls a field unique makes no store keep it so: there, others are looked for. */
function isAlone({ collection: { primaryKey, fields }, field }: Place, found: readonly FoundRow[]): boolean {
  const { identity } = fields.find(({ name }) => name === field) ?? {};
  // Where the map leaves the key to the database, its rows come with all of it.
  const key = primaryKey.length > 0 ? primaryKey : Object.keys(found[0]?.row.key ?? {});
  return key.includes(field) || identity !== undefined;
}

function holders({ index }: Namings, { at, values, isMeant = () => true }: Named): FoundRow[] {
  return [...new Set(values.flatMap((value) => index.at(at, value)))].filter(isMeant);
}

function isOthers({ map, own, reached, known }: Namings, row: FoundRow): boolean {
  if (row.collection.ownRecord) return !own.has(row.id);
  const held = identitiesIn(map, row);
  return (
    reached.get(row.id) !== 'leads' &&
    held.length > 0 &&
    !held.some(({ kind, value }) => known.has(kind, value))
  );
}

function wasAsked({ asked }: Namings, at: Place, value: string): boolean {
  return asked.has(keyAt(at, value));
}

function wasAnswered(namings: Namings, at: Place, value: string): boolean {
  return wasAsked(namings, at, value) && !namings.unanswered.has(keyAt(at, value));
}

function keyAt({ storeId, collection: { name }, field }: Place, value: string): string {
  return questionKey(storeId, { collection: name, field }, value);
}

export function questionKey(
  storeId: string,
  search: { readonly collection: string; readonly field: string },
  value: string,
): string {
  return JSON.stringify([storeId, search.collection, search.field, value]);
}
