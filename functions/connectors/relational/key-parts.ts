import type { CollectionMap, StoreMap } from '../../domain/data-map';
import type { StoreProblem } from '../../domain/store-examination';
import type { RelationalCatalogue } from './catalogue';
import { faultPlace } from './fault-place';
import type { LooseKey, Relation, Table, TableReference, UniqueKey } from './relation';
import { storeProblemOf } from './store-problem';

/** A reference of the map between two tables of the store. */
export interface KeyReference {
  readonly child: CollectionMap;
  readonly field: string;
  readonly parent: CollectionMap;
  readonly of: string;
  readonly where: string;
}

/**
 * References, and identities from own records, by one column of a key that the database keeps unique only as
 * a whole: user 5 of one tenant is not user 5 of another. Following the one column alone would lead to other
 * people's rows, so such a reference is never read.
 */
export function keyPartProblems(catalogue: RelationalCatalogue, { collection }: Pick<Table, 'collection'>) {
  const references = referencesOf(catalogue.store).filter(
    ({ child, parent }) => child.name === collection.name || isFoundBy(collection, parent, child),
  );
  const found = references.flatMap((one) => referenceProblem(catalogue, collection, one));
  const distinct = new Map(found.map((problem) => [`${problem.problem} ${problem.remedy}`, problem]));
  return [...distinct.values(), ...identityProblems(catalogue, collection)];
}

/**
 * Whether rows are found by what points at them. A person's own record is not: the reference only says who it
 * is.
 */
function isFoundBy(collection: CollectionMap, parent: CollectionMap, child: CollectionMap): boolean {
  return (
    parent.name === collection.name &&
    collection.ownRecord !== true &&
    collection.reachedBy.some(
      (reach) => 'from' in reach && reach.leads !== 'down' && reach.from.collection === child.name,
    )
  );
}

/** Every reference inside the store, from either end. */
export function referencesOf({ storeId, collections }: StoreMap): KeyReference[] {
  return collections.flatMap((own) =>
    own.reachedBy.flatMap((reach): KeyReference[] => {
      if (!('from' in reach) || reach.from.storeId !== storeId) return [];
      const far = collections.find(({ name }) => name === reach.from.collection);
      if (far === undefined) return [];
      const where = JSON.stringify(Object.entries(reach.where ?? {}).sort());
      return reach.leads === 'down'
        ? [{ child: own, field: reach.field, parent: far, of: reach.from.field, where }]
        : [{ child: far, field: reach.from.field, parent: own, of: reach.field, where }];
    }),
  );
}

function referenceProblem(
  catalogue: RelationalCatalogue,
  at: CollectionMap,
  reference: KeyReference,
): StoreProblem[] {
  const { child, field, parent, of } = reference;
  const relation = catalogue.relationOf(parent);
  const key = relation && tornKey(relation, catalogue.keyOf(parent), of);
  if (!key || namesPerson(parent, of) || isSaidUnique(parent, of)) return [];
  const declared = databaseReference(catalogue, reference, relation);
  const isKeyOfMap = sameNames(catalogue.keyOf(parent), key.columns);
  const rest = key.columns.filter((column) => column !== of);
  const isTaken = isOnlyParted(relation, of, key);
  const untold = rest.filter((part) => {
    if (isTaken && !catalogue.keyOf(child).includes(part)) return false;
    return !isKeyOfMap || !isTold(catalogue, reference, part, declared);
  });
  if (untold.length === 0) return [];
  return [
    storeProblemOf(at, {
      code: 'part-of-key',
      ...(at.name === child.name ? { field } : {}),
      ...placeOfKey(child, parent, key, declared),
      problem: `${child.name}.${field} refers to ${parent.name}.${of}, which the database keeps unique only together with ${rest.join(', ')} (${key.name}): rows of somebody else may hold the same value.`,
      remedy: remedyFor(reference, key, { untold, declared }),
      blocks: 'everything',
    }),
  ];
}

/** Whatever it is unique with, an address or a telephone number is one person's. */
function namesPerson({ fields }: CollectionMap, field: string): boolean {
  return fields.some(({ name, identity }) => name === field && isContact(identity));
}

function isContact(identity: string | undefined): boolean {
  return identity === 'email' || identity === 'phone';
}

type Key = Pick<UniqueKey | LooseKey, 'name' | 'columns'>;

/** The key of several columns of which this one is only a part, where no key holds it alone. */
function tornKey(relation: Relation, mapped: readonly string[], field: string): Key | undefined {
  const { uniqueKeys, looseKeys } = relation;
  const isAlone =
    uniqueKeys.some(({ columns }) => columns.length === 1 && columns[0] === field) ||
    looseKeys.some(({ width, columns }) => width === 1 && columns.includes(field));
  if (isAlone) return undefined;
  const several: Key[] = [
    ...uniqueKeys.filter(({ columns }) => columns.length > 1),
    ...looseKeys.filter(({ width, columns }) => width > 1 && columns.length > 1),
  ].filter(({ columns }) => columns.includes(field));
  return several.find(({ columns }) => sameNames(columns, mapped)) ?? several[0];
}

/**
 * The rest of the key is only a time by which the table is parted: PostgreSQL wants that in every key,
 * whatever is unique by itself.
 */
function isOnlyParted(relation: Relation, field: string, { columns }: Key): boolean {
  const rest = columns.filter((column) => column !== field);
  return rest.every((column) => relation.rangedBy.includes(column) && isTime(relation, column));
}

function isSaidUnique({ fields }: CollectionMap, field: string): boolean {
  return fields.some(({ name, unique }) => name === field && unique);
}

/**
 * Columns by which rows are followed as if each were unique, though the database does not keep it. Each row
 * is then looked up, to see that it is the only one.
 */
export function assumedUnique(
  catalogue: RelationalCatalogue,
  { collection }: Pick<Table, 'collection'>,
): string[] {
  const relation = catalogue.relationOf(collection);
  if (relation === undefined) return [];
  const referred = referencesOf(catalogue.store).filter(({ parent }) => parent.name === collection.name);
  return [...new Set(referred.map(({ of }) => of))].filter((field) => {
    const key = tornKey(relation, catalogue.keyOf(collection), field);
    return key && (isSaidUnique(collection, field) || isOnlyParted(relation, field, key));
  });
}

/** A time tells when something was made, and rarely what it belongs to. */
function isTime({ columns }: Relation, name: string): boolean {
  return columns.some(
    (column) => column.name === name && /^(date|datetime|timestamp|timestamptz)$/.test(column.base),
  );
}

/** The foreign key of several columns by which the database itself joins the two. */
function databaseReference(
  catalogue: RelationalCatalogue,
  { child, field, of }: KeyReference,
  parent: Relation,
): TableReference | undefined {
  return catalogue
    .relationOf(child)
    ?.references.find(
      ({ to, columns }) =>
        to === parent.oid &&
        columns.length > 1 &&
        columns.some(({ own, theirs }) => own === field && theirs === of),
    );
}

/**
 * By a reference of its own, or by a column of the child's own key that the database itself joins so: a name
 * alone may mean something else.
 */
function isTold(
  catalogue: RelationalCatalogue,
  reference: KeyReference,
  part: string,
  declared: TableReference | undefined,
): boolean {
  const { child, parent, where } = reference;
  const isPartner = (other: KeyReference) =>
    other.child === child && other.parent === parent && other.of === part && other.where === where;
  if (referencesOf(catalogue.store).some(isPartner)) return true;
  if (!catalogue.keyOf(child).includes(part)) return false;
  return declared?.columns.some(({ own, theirs }) => own === part && theirs === part) ?? false;
}

function placeOfKey(child: CollectionMap, parent: CollectionMap, key: Key, declared?: TableReference) {
  const { table } = faultPlace(declared ? child : parent);
  return { ...(table ? { table } : {}), constraint: declared?.constraint ?? key.name };
}

function remedyFor(
  { child, parent, of, where }: KeyReference,
  key: Key,
  {
    untold,
    declared,
  }: { readonly untold: readonly string[]; readonly declared?: TableReference | undefined },
): string {
  const own = (part: string) => declared?.columns.find(({ theirs }) => theirs === part)?.own;
  const written = untold.map(
    (part) =>
      `${own(part) ? `${child.name}.${own(part)}` : `a field of ${child.name}`} refer to ${parent.name}.${part}`,
  );
  const pair = where === '[]' ? '' : ', under the same where';
  const first =
    'width' in key ? `Have the database keep ${key.columns.join(', ')} unique in all rows. Then, in` : 'In';
  const both = `${first} the map, mark ${key.columns.join(', ')} as primary_key of ${parent.name}, and let ${written.join(' and ')} in the same direction${pair}, so that all of them are compared.`;
  return declared
    ? both
    : `${both} Set rightsdesk_meta.unique: true on ${parent.name}.${of} instead only if no two rows ever hold the same value.`;
}

/**
 * Identities from an own record are searched everywhere. An address or a telephone number identifies a person
 * whatever else is unique; a number that is counted by tenant does not.
 */
function identityProblems(catalogue: RelationalCatalogue, collection: CollectionMap): StoreProblem[] {
  const relation = catalogue.relationOf(collection);
  if (relation === undefined || collection.ownRecord !== true) return [];
  return collection.fields.flatMap(({ name, identity, thirdParty, unique }) => {
    if (!identity || thirdParty || unique || isContact(identity)) return [];
    const key = tornKey(relation, catalogue.keyOf(collection), name);
    if (!key) return [];
    const rest = key.columns.filter((column) => column !== name).join(', ');
    return [
      storeProblemOf(collection, {
        code: 'part-of-key',
        field: name,
        constraint: key.name,
        problem: `${name} is an identity, but the database keeps it unique only together with ${rest} (${key.name}): somebody else may have the same.`,
        remedy: `Set identity: none on ${name}, and let the rows that hold it refer to ${key.columns.join(' and ')} of ${collection.name}; or set rightsdesk_meta.unique: true on it only if no two people ever have the same.`,
        blocks: 'everything' as const,
      }),
    ];
  });
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}
