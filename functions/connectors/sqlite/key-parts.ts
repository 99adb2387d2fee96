import type { CollectionMap, StoreMap } from '../../domain/data-map';
import type { StoreProblem } from '../../domain/store-examination';
import { StoreShapeError } from '../connector';
import type { Relation, Table } from './relation';
import type { Catalogue } from './sqlite-catalogue';
import { faultPlace } from './sqlite-place';
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
 * a whole: user 5 of one tenant is not user 5 of another. To follow the one column alone would lead to other
 * people's rows, so such a table is not read.
 */
export function keyPartProblems(catalogue: Catalogue, { collection, ...table }: Table): StoreProblem[] {
  const all = referencesOf(catalogue.store);
  const concerned = all.filter(
    ({ child, parent }) => child.name === collection.name || isFoundBy(collection, parent, child),
  );
  return [
    ...concerned.flatMap((one) => referenceProblem(catalogue, collection, one, all)),
    ...identityProblems(collection, table),
  ];
}

/** @throws StoreShapeError for the first of them */
export function assertWholeKeys(catalogue: Catalogue, table: Table): void {
  const [problem] = keyPartProblems(catalogue, table);
  if (problem === undefined) return;
  throw new StoreShapeError(`${problem.problem} ${problem.remedy}`, {
    ...faultPlace(table.collection),
    ...(problem.constraint ? { constraint: problem.constraint } : {}),
    code: problem.code,
  });
}

/** Whether rows are found by what points at them. An own record is not: the reference only says who it is. */
function isFoundBy(collection: CollectionMap, parent: CollectionMap, child: CollectionMap): boolean {
  const upFrom = collection.reachedBy.some(
    (reach) => 'from' in reach && reach.leads !== 'down' && reach.from.collection === child.name,
  );
  return parent.name === collection.name && collection.ownRecord !== true && upFrom;
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
  catalogue: Catalogue,
  at: CollectionMap,
  { child, field, parent, of, where }: KeyReference,
  all: readonly KeyReference[],
): StoreProblem[] {
  const relation = catalogue.relationOf(parent);
  const key = relation && tornKey(relation, of);
  if (!key || parent.fields.some(({ name, identity }) => name === of && isContact(identity))) return [];
  const rest = key.filter((column) => column !== of);
  const isCompared = (part: string) =>
    all.some((one) => one.child === child && one.parent === parent && one.of === part && one.where === where);
  const isKeyOfMap = rest.every((part) => parent.primaryKey.length === 0 || parent.primaryKey.includes(part));
  if (isKeyOfMap && rest.every(isCompared)) return [];
  return [
    storeProblemOf(at, {
      code: 'part-of-key',
      ...(at.name === child.name ? { field } : {}),
      constraint: `${relation.name} (${key.join(', ')})`,
      problem: `${child.name}.${field} refers to ${parent.name}.${of}, which the database keeps unique only together with ${rest.join(', ')}: rows of somebody else may hold the same value.`,
      remedy: `In the map, mark ${key.join(', ')} as primary_key of ${parent.name}, and let ${child.name} refer to all of them in the same direction; or, if no two rows hold the same ${of}, create a unique index on it.`,
      blocks: 'everything',
    }),
  ];
}

/** The key of several columns of which this one is a part, where no key holds it alone. */
function tornKey({ uniqueKeys, partialKeys }: Relation, field: string): readonly string[] | undefined {
  const keys = [...uniqueKeys, ...partialKeys].filter((key) => key.includes(field));
  return keys.some(({ length }) => length === 1) ? undefined : keys[0];
}

/** Whatever it is unique with, an address or a telephone number is one person's. */
function isContact(identity: string | undefined): boolean {
  return identity === 'email' || identity === 'phone';
}

/** Identities from an own record are searched everywhere; a number counted by tenant names several people. */
function identityProblems(collection: CollectionMap, relation: Omit<Table, 'collection'>): StoreProblem[] {
  if (collection.ownRecord !== true) return [];
  return collection.fields.flatMap(({ name, identity, thirdParty }) => {
    const key = identity && !thirdParty && !isContact(identity) && tornKey(relation, name);
    if (!key) return [];
    const rest = key.filter((column) => column !== name).join(', ');
    return [
      storeProblemOf(collection, {
        code: 'part-of-key',
        field: name,
        problem: `${name} is an identity, but the database keeps it unique only together with ${rest}: somebody else may have the same.`,
        remedy: `Set identity: none on ${name}, and let the rows that hold it refer to ${key.join(' and ')} of ${collection.name}; or create a unique index on it.`,
        blocks: 'everything' as const,
      }),
    ];
  });
}
