import { kindDefinition } from '../../connectors/store-kinds';
import { type CollectionMap, type MapGap, parentRefs, type Treatment } from '../../domain/data-map';
import type { DraftCollection } from './draft-map';
import { dependents, eraseCycles } from './erase-order';
import { categoryGaps } from './find-category-gaps';
import { ownershipGaps } from './find-ownership-gaps';
import { reviewGaps } from './find-review-gaps';
import { reachableCollections, searchGaps } from './find-search-gaps';
import { secretGaps } from './find-secret-gaps';
import { blankedKeyGaps, treatmentGaps } from './find-treatment-gaps';
import { gapAt } from './gap-at';
import type { KnownCategories } from './known-categories';
import type { References } from './resolve-references';

type Resolved = ReadonlyMap<DraftCollection, CollectionMap>;

export interface GapContext {
  readonly references: References;
  readonly categories: KnownCategories;
}

/** Gaps of collections: what an answer, a search or an erasure needs and the map does not say. */
export function collectionGaps(resolved: Resolved, { references, categories }: GapContext): MapGap[] {
  const reachable = reachableCollections(resolved);
  return [
    ...[...resolved].flatMap(([draft, collection]) => [
      ...reviewGaps(draft),
      ...answerGaps(draft, collection),
      ...treatmentGaps(draft, collection, references.edges),
      ...blankedKeyGaps(draft),
      ...fieldGaps(draft),
      ...categoryGaps(draft, categories),
      ...secretGaps(draft, categories),
      ...ownerGaps(draft, collection, references),
      ...(kindDefinition(draft.store.kind).isSearched ? searchGaps(draft, collection, reachable) : []),
      ...nothingToBlank(draft, collection, resolved),
      ...keptAboveErased(draft, collection, { resolved, references }),
    ]),
    ...references.buried.map(({ collection, path }) =>
      gapAt(collection, {
        path,
        problem: 'an identity or reference inside a nested field cannot be searched',
        remedy:
          'keep the value in a field of its own as well, or set rightsdesk_meta.identity: none on it if it need not be found by',
        concerns: 'both',
      }),
    ),
    ...ownershipGaps(resolved, references),
    ...cycleGaps(resolved),
  ];
}

function answerGaps(draft: DraftCollection, collection: CollectionMap): MapGap[] {
  const gaps: MapGap[] = [];
  if (collection.source === '')
    gaps.push(
      gapAt(draft, {
        problem: 'does not say where the data comes from',
        remedy: 'set source',
        concerns: 'answer',
      }),
    );
  if (collection.systemKeys.length === 0) {
    const remedy = 'set systems, or name the dataset in dataset_references of a system';
    gaps.push(gapAt(draft, { problem: 'no system says what it is used for', remedy, concerns: 'answer' }));
  }
  return gaps;
}

function fieldGaps(draft: DraftCollection): MapGap[] {
  return draft.fields.flatMap((field) => [
    ...(field.categories.length > 0
      ? []
      : [
          gapAt(draft, {
            path: field.path,
            problem: 'is unclassified',
            remedy: 'set data_categories',
            concerns: 'both',
          }),
        ]),
    ...(field.foreignIdentity === undefined
      ? []
      : [
          gapAt(draft, {
            path: field.path,
            problem: `the desk cannot search by the identity "${field.foreignIdentity}"`,
            remedy: 'use email, phone_number or customer_number, or set rightsdesk_meta.identity: none',
            concerns: 'both',
          }),
        ]),
  ]);
}

function ownerGaps(draft: DraftCollection, collection: CollectionMap, { edges }: References): MapGap[] {
  if (collection.owner !== 'shared') return [];
  const leads = edges.filter(({ from, to }) => from.collection === draft && to.collection !== draft);
  const gaps = leads.map(({ from, to, bothWays }) =>
    gapAt(draft, {
      path: `${draft.path}.fields[${from.field}]`,
      problem: `rows that several people share would lead on to other people's rows in ${to.collection.node.name}`,
      remedy: bothWays ? 'give the reference a direction' : 'turn the direction of the reference round',
      concerns: 'both',
    }),
  );
  if (collection.referencedBy.length === 0) {
    const remedy = 'let the fields that point at it refer to it (references, direction: to)';
    gaps.push(
      gapAt(draft, {
        problem: 'is shared, but no reference says which rows point at it',
        remedy,
        concerns: 'erasure',
      }),
    );
  }
  return gaps;
}

/** A kept row that points at an erased one: the database will refuse the erasure. */
function keptAboveErased(
  draft: DraftCollection,
  collection: CollectionMap,
  { resolved, references }: { resolved: Resolved; references: References },
): MapGap[] {
  if (collection.onErasure.action !== 'erase' || collection.owner === 'shared') return [];
  const kept = dependents(draft, references.edges).filter(
    (dependent) =>
      !goesWith(dependent, draft, { resolved, references }) && isKept(dependent, draft, resolved),
  );
  return [...new Set(kept)].map((dependent) =>
    gapAt(draft, {
      problem: `is erased while ${dependent.node.name}, whose rows point at it, is kept`,
      remedy:
        'set on_erasure to anonymise, so that the row stays which they point at, or to retain with its own ground',
      concerns: 'erasure',
      whileKept: [dependent.node.name],
    }),
  );
}

/**
 * Whether rows that point at one of these are treated as it, whatever other parents the collection has: no
 * other field of theirs points there.
 */
function goesWith(
  dependent: DraftCollection,
  below: DraftCollection,
  { resolved, references }: { resolved: Resolved; references: References },
): boolean {
  const onErasure = resolved.get(dependent)?.onErasure;
  if (onErasure?.action !== 'as-parent') return false;
  const pointing = references.edges
    .map(({ from, to, parent }) => ({ parent, child: parent === from ? to : from }))
    .filter(({ parent, child }) => parent.collection === below && child.collection === dependent);
  const fields = new Set(pointing.map(({ child }) => child.field));
  return (
    fields.size === 1 &&
    parentRefs(onErasure).some(({ parent, field }) => parent === below.node.name && fields.has(field))
  );
}

/**
 * A row that is treated as its parent is kept where that one is; where its parent is the row it points at,
 * both go together.
 */
function isKept(
  dependent: DraftCollection,
  below: DraftCollection,
  resolved: Resolved,
  seen: ReadonlySet<DraftCollection> = new Set([below]),
): boolean {
  const onErasure = resolved.get(dependent)?.onErasure;
  if (onErasure?.action !== 'as-parent' || seen.has(dependent))
    return onErasure?.action === 'retain' && !seen.has(dependent);
  return parentsIn(dependent, onErasure, resolved).some((parent) =>
    isKept(parent, below, resolved, new Set([...seen, dependent])),
  );
}

function parentsIn(
  { store: { storeId } }: DraftCollection,
  treatment: Extract<Treatment, { readonly action: 'as-parent' }>,
  resolved: Resolved,
): DraftCollection[] {
  const names = parentRefs(treatment).map(({ parent }) => parent);
  return [...resolved.keys()].filter((one) => one.store.storeId === storeId && names.includes(one.node.name));
}

/**
 * Rows that are treated as a parent that is anonymised are blanked themselves, so the map must say in which
 * fields.
 */
function nothingToBlank(draft: DraftCollection, collection: CollectionMap, resolved: Resolved): MapGap[] {
  const { onErasure, fields } = collection;
  if (onErasure.action !== 'as-parent' || fields.some((field) => field.blankWith !== undefined)) return [];
  return parentsIn(draft, onErasure, resolved)
    .filter((parent) => resolved.get(parent)?.onErasure.action === 'anonymise')
    .map(({ node }) => {
      const problem = `is treated as its ${node.name}, which are anonymised, but no field is blanked here`;
      const remedy = 'set blank_with on every field about the person, or on_erasure: erase';
      return gapAt(draft, { problem, remedy, concerns: 'erasure' });
    });
}

function cycleGaps(resolved: Resolved): MapGap[] {
  const storeIds = new Set([...resolved.keys()].map((draft) => draft.store.storeId));
  return [...storeIds].flatMap((storeId) => {
    const members = [...resolved].filter(([draft]) => draft.store.storeId === storeId);
    const order = new Map(members.map(([, collection]) => [collection.name, collection.eraseAfter]));
    return eraseCycles(order).flatMap((cycle) => {
      const [first] = members.find(([, collection]) => collection.name === cycle[0]) ?? [];
      const problem = `each must be erased before the next: ${cycle.join(' < ')}`;
      const remedy = 'take one reference or erase_after out of the ring';
      return first === undefined ? [] : [gapAt(first, { problem, remedy, concerns: 'erasure' })];
    });
  });
}
