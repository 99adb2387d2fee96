import { kindDefinition } from '../../connectors/store-kinds';
import { isConstant } from '../../domain/blank';
import type { CollectionMap, MapGap } from '../../domain/data-map';
import { identityFields } from '../../domain/foreign-keys';
import { isIdentifying } from '../../domain/identity-values';
import type { DraftCollection } from './draft-map';
import { gapAt } from './gap-at';
import { keyFieldsOf } from './key-fields';
import type { Edge, EdgeEnd, References } from './resolve-references';

type Resolved = ReadonlyMap<DraftCollection, CollectionMap>;

/**
 * Gaps that leave open whose a row is, so that the search for one person could reach another's rows, or miss
 * their own.
 */
export function ownershipGaps(resolved: Resolved, { edges }: References): MapGap[] {
  const people = [...resolved.values()].filter((collection) => collection.ownRecord);
  const taught = kindsIn(people);
  const told = people.length > 0 ? taught : kindsIn(standIns(resolved, edges));
  return [
    ...[...resolved].flatMap(([draft, collection]) => [
      ...twoIdentities(draft, collection, { told, edges }),
      ...placeholderGaps(draft, edges),
      ...(isSearched(draft) ? upwardsOnly(draft, collection) : []),
    ]),
    ...untaughtGaps(resolved, taught),
    ...untoldParents(edges),
    ...partsOfKeys(edges),
  ];
}

function isSearched({ store }: DraftCollection): boolean {
  return kindDefinition(store.kind).isSearched;
}

function kindsIn(collections: readonly CollectionMap[]): ReadonlySet<string> {
  return new Set(collections.flatMap(identityFields).map(({ kind }) => kind));
}

/**
 * Where the map declares no own records, collections that hold an identity and have rows hanging on them take
 * their place: they are asked who else is named.
 */
function standIns(resolved: Resolved, edges: readonly Edge[]): CollectionMap[] {
  return [...resolved].flatMap(([draft, collection]) =>
    isSearched(draft) &&
    collection.owner === 'subject' &&
    edges.some(({ parent, parentIsTold }) => parentIsTold && parent.collection === draft)
      ? [collection]
      : [],
  );
}

/**
 * Two identities in one row are clear if people's own records tell which of them belong together. Own records
 * cannot do that for two addresses or two telephone numbers: people have some that no record holds. A number
 * that the shop gave is somebody's only if a record holds it.
 */
function twoIdentities(
  draft: DraftCollection,
  collection: CollectionMap,
  { told, edges }: { readonly told: ReadonlySet<string>; readonly edges: readonly Edge[] },
): MapGap[] {
  if (collection.ownRecord) return [];
  const held = identityFields(collection);
  const kinds = held.map(({ kind }) => kind);
  const twice = kinds.filter((kind, at) => kinds.indexOf(kind) !== at);
  const areGiven = twice.every((kind) => kind !== 'email' && kind !== 'phone');
  const areClear = areGiven && kinds.every((kind) => told.has(kind));
  if (held.length < 2 || areClear) return [];
  const problem = `holds several identities (${held.map(({ field }) => field).join(', ')}), of which one may be somebody else's`;
  const somebodyElses =
    'set rightsdesk_meta.third_party: true on what names somebody else, or identity: none on it if nobody is to be found by it';
  const mayBeAccount = twice.length === 0 && !hangsOnSomebody(draft, edges);
  const account = 'set own_record: true if each row is one person and nobody else';
  const byBoth = `if the person is to be found by each of them, let each refer to the field of people's own records that holds it (fides_meta.references, direction: from) and be no identity; otherwise ${somebodyElses}`;
  const others = twice.some((kind) => told.has(kind)) ? byBoth : somebodyElses;
  const remedy = mayBeAccount ? `${account}; otherwise ${somebodyElses}` : others;
  return [gapAt(draft, { problem, remedy, concerns: 'both' })];
}

function hangsOnSomebody(draft: DraftCollection, edges: readonly Edge[]): boolean {
  return edges.some(
    ({ from, to, parent }) =>
      (parent === from ? to : from).collection === draft &&
      parent.collection.fields.some(({ identity }) => identity !== undefined),
  );
}

/**
 * One value for all would make all anonymised people look like one person; a value that identifies nobody is
 * fine.
 */
function placeholderGaps(draft: DraftCollection, edges: readonly Edge[]): MapGap[] {
  return draft.fields
    .filter(({ blankWith }) => blankWith !== undefined && blankWith !== null && isConstant(blankWith))
    .filter(({ name, identity }) => identity !== undefined || isJoined(draft, name, edges))
    .filter(({ identity = 'key', blankWith }) => isIdentifying(identity, String(blankWith)))
    .map(({ path, identity }) =>
      gapAt(draft, {
        path: `${path}.rightsdesk_meta.blank_with`,
        problem: 'one value for all would make all anonymised people look like one person',
        remedy: identity
          ? `write blank_with: { random: ${identity === 'email' ? 'email' : 'text'} }, or null`
          : 'write blank_with: null, or a value that identifies nobody, such as 0',
        concerns: 'erasure',
      }),
    );
}

function isJoined(draft: DraftCollection, field: string, edges: readonly Edge[]): boolean {
  return edges.some(({ from, to }) =>
    [from, to].some((end) => end.collection === draft && end.field === field),
  );
}

/**
 * Rows that are found only because others point at them: other people's rows may point at them as well, and a
 * product belongs to nobody.
 */
function upwardsOnly(draft: DraftCollection, { reachedBy, onErasure }: CollectionMap): MapGap[] {
  const { owner, on_erasure: written } = draft.node.rightsdesk_meta ?? {};
  const goes = onErasure.action === 'erase' || onErasure.action === 'anonymise';
  const onlyUp =
    reachedBy.length > 0 && reachedBy.every((reach) => 'from' in reach && reach.leads !== 'down');
  if (!onlyUp || owner !== undefined || written === undefined || !goes) return [];
  const pointers = reachedBy.flatMap((reach) => ('from' in reach ? [reach.from.collection] : []));
  const problem = `is found only through the rows of ${[...new Set(pointers)].join(', ')} that point at it; other people's may do so too`;
  return [gapAt(draft, { problem, remedy: sharedRemedy(draft), concerns: 'erasure' })];
}

function sharedRemedy({ fields }: DraftCollection): string {
  const categories = fields.flatMap((field) => field.categories);
  const shared = 'set owner: shared';
  const nobodys = 'set fides_meta.skip_processing: true, since its rows are about nobody';
  if (categories.length === 0) return `${nobodys}; ${shared} if they are about people`;
  return categories.some((category) => /^user(\.|$)/.test(category)) ? shared : nobodys;
}

/**
 * A collection that is found only by a kind of identity that no own record holds is found only if the
 * requester names that identity.
 */
function untaughtGaps(resolved: Resolved, taught: ReadonlySet<string>): MapGap[] {
  const reached = reachedBy(resolved, (kind) => kind === 'email' || taught.has(kind));
  return [...resolved].flatMap(([draft, { ownRecord, reachedBy: ways, name }]) => {
    const kinds = ways.flatMap((reach) => ('identity' in reach ? [reach.identity] : []));
    const isFound = reached.has(JSON.stringify([draft.store.storeId, name]));
    if (!isSearched(draft) || ownRecord || isFound || kinds.length === 0) return [];
    const problem = `is found by ${[...new Set(kinds)].join(', ')} alone, and no collection of people's own records holds that`;
    const remedy =
      'set own_record: true on the collection in which each row is one person, such as their account';
    return [gapAt(draft, { problem, remedy, concerns: 'both' })];
  });
}

function reachedBy(resolved: Resolved, isKnown: (kind: string) => boolean): ReadonlySet<string> {
  const reached = new Set<string>();
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const [draft, collection] of resolved) {
      const found = collection.reachedBy.some((reach) =>
        'identity' in reach
          ? isKnown(reach.identity)
          : reached.has(JSON.stringify([reach.from.storeId, reach.from.collection])),
      );
      if (found) reached.add(JSON.stringify([draft.store.storeId, collection.name]));
    }
  }
  return reached;
}

/**
 * Values would flow, and nothing tells which row hangs on which: a representative may lead to all their
 * customers.
 */
function untoldParents(edges: readonly Edge[]): MapGap[] {
  const untold = edges.filter(({ parentIsTold }) => !parentIsTold);
  const gaps = untold.map(({ from, to, writtenIn, bothWays }) => {
    const own = from.collection === writtenIn ? from : to;
    const other = own === from ? to : from;
    const path = own.collection.fields.find((field) => field.name === own.field)?.path;
    const what = `${bothWays ? 'a reference without a direction' : 'a reference'} to ${other.collection.node.name}.${other.field}`;
    return gapAt(own.collection, {
      ...(path ? { path } : {}),
      problem: `${what}, and no key tells which of the two hangs on the other`,
      remedy:
        'set rightsdesk_meta.unique: true on the field of which no two rows hold the same value, or write the reference with direction: from in the collection whose rows hang on the other',
      concerns: 'both',
    });
  });
  return [...new Map(gaps.map((gap) => [gap.at, gap])).values()];
}

/**
 * One field of a key of several names other people's rows too, unless the rows that refer tell the rest of
 * it: by a reference each, or in their own key.
 */
function partsOfKeys(edges: readonly Edge[]): MapGap[] {
  const gaps = edges.flatMap((edge) => {
    const { end, child } = endsOf(edge);
    const { fields, node } = end.collection;
    const key = keyFieldsOf(end.collection);
    const field = fields.find(({ name }) => name === end.field);
    const isPart = key.length > 1 && key.includes(end.field);
    const isHidden = !key.includes(end.field) && !canBeLookedUp(end);
    const isTold = isPart ? isWholeKeyTold(edge, edges) : !isHidden;
    if (isTold || field?.unique || field?.identity) return [];
    const path = child.collection.fields.find(({ name }) => name === child.field)?.path;
    const why = isPart ? `only a part of the key (${key.join(', ')})` : 'no key, and which no index finds';
    return gapAt(child.collection, {
      ...(path ? { path } : {}),
      problem: `refers to ${node.name}.${end.field}, which is ${why}: other people's rows may hold the same value`,
      remedy: isPart
        ? partRemedy(end)
        : `${uniqueIf(end)}; otherwise name an index for it in physical.indexes`,
      concerns: 'both',
    });
  });
  return [...new Map(gaps.map((gap) => [gap.at, gap])).values()];
}

/** Whether the store can be asked which other rows hold the same value. */
function canBeLookedUp({ collection, field }: EdgeEnd): boolean {
  return kindDefinition(collection.store.kind).canLookUp?.(collection, field) ?? true;
}

function uniqueIf({ collection, field }: EdgeEnd): string {
  return `set rightsdesk_meta.unique: true on ${collection.node.name}.${field} only if no two rows, of whichever person, hold the same value`;
}

function partRemedy(end: EdgeEnd): string {
  const unique = uniqueIf(end);
  const whole = 'let one field each refer to every part of the key, so that all of them are compared';
  return kindDefinition(end.collection.store.kind).isRelational
    ? `${whole}; or refer to a field that alone names the row, and ${unique}`
    : `${unique}; otherwise ${whole}, or refer to a field that alone names the row`;
}

function endsOf({ from, to, parent }: Edge): { readonly end: EdgeEnd; readonly child: EdgeEnd } {
  return parent === from ? { end: from, child: to } : { end: to, child: from };
}

/**
 * Several fields may refer to one part (a sender and a recipient of one tenant); where that holds of two
 * parts, nothing tells which belong together.
 */
function isWholeKeyTold(edge: Edge, edges: readonly Edge[]): boolean {
  const { end, child } = endsOf(edge);
  const partners = edges.filter((other) => isPartner(edge, other)).map(endsOf);
  const told = keyFieldsOf(end.collection).map((part) => {
    const fields = partners.filter((one) => one.end.field === part).map((one) => one.child.field);
    return { part, pointers: new Set(fields).size };
  });
  const isClear = told.filter(({ pointers }) => pointers > 1).length < 2;
  return isClear && told.every((one) => one.pointers > 0 || isInOwnKey({ end, child }, one.part));
}

/**
 * A database knows its foreign keys, so it is asked whether a field of the same name is meant; elsewhere such
 * a name is a guess.
 */
function isInOwnKey(
  { end, child }: { readonly end: EdgeEnd; readonly child: EdgeEnd },
  part: string,
): boolean {
  const { store, primaryKey } = child.collection;
  const isRelational = kindDefinition(store.kind).isRelational === true;
  return isRelational && end.collection.store.storeId === store.storeId && primaryKey.includes(part);
}

function isPartner(one: Edge, other: Edge): boolean {
  const [a, b] = [endsOf(one), endsOf(other)];
  return (
    a.end.collection === b.end.collection &&
    a.child.collection === b.child.collection &&
    sorted(one.where) === sorted(other.where)
  );
}

function sorted(where: Edge['where'] = {}): string {
  return JSON.stringify(Object.entries(where).sort());
}
