import { kindDefinition } from '../../connectors/store-kinds';
import {
  type CollectionMap,
  type FieldMap,
  parentRefs,
  type Reach,
  type Treatment,
} from '../../domain/data-map';
import type { DecisionMap } from '../../domain/decision-map';
import { defined } from '../../domain/defined';
import { mayHoldMail } from '../../domain/mail-fields';
import type { DraftField } from './draft-field';
import { type DraftCollection, marksOf } from './draft-map';
import { keyFieldsOf } from './key-fields';
import { parentsOf } from './parents-of';
import type { Edge } from './resolve-references';

export interface CollectionContext {
  readonly edges: readonly Edge[];
  readonly eraseAfter: readonly string[];
  readonly systemKeys: readonly string[];
  /** All collections of the map. */
  readonly drafts: readonly DraftCollection[];
}

/**
 * The collection as the desk works with it. What the YAML leaves open stays empty here and is listed as a
 * gap.
 */
export function resolveCollection(draft: DraftCollection, context: CollectionContext): CollectionMap {
  const kind = kindDefinition(draft.store.kind);
  const others = context.drafts.filter(({ store }) => store.kind === draft.store.kind);
  const reachedBy = distinct([
    ...reachesOf(draft, context.edges),
    ...(kind.furtherReaches?.(draft, others) ?? []),
  ]);
  const referencedBy = draft.owner === 'shared' ? pointersTo(draft, context.edges) : [];
  const onErasure = treatmentOf(draft, context.edges);
  const marks = Object.keys(marksOf(draft.node));
  return {
    name: draft.node.name,
    title: titleOf(draft),
    primaryKey: draft.primaryKey,
    ...keyParts(draft),
    fields: draft.fields.map(plainField),
    reachedBy,
    facts: factsOf(draft, context.edges, { reachedBy, referencedBy, onErasure }),
    owner: draft.owner,
    ...(isOwnRecord(draft) ? { ownRecord: true } : {}),
    ...pairsOf(draft),
    referencedBy,
    eraseAfter: context.eraseAfter,
    onErasure,
    ...(marks.length > 0 ? { marks } : {}),
    source: draft.node.rightsdesk_meta?.source ?? draft.dataset.rightsdesk_meta?.source ?? '',
    systemKeys: context.systemKeys,
    ...decisionsOf(draft),
    physical: { ...draft.physical },
    ...kind.traits?.(draft, { edges: context.edges, reachedBy }),
  };
}

function decisionsOf({ node }: DraftCollection): Pick<CollectionMap, 'decisions'> {
  const written = node.rightsdesk_meta?.decisions;
  if (!written) return {};
  return {
    decisions: written.map(({ decided_at, changed_by, inputs = [], ...plain }) => ({
      ...plain,
      inputs,
      ...defined({ decidedAt: decided_at, changedBy: changed_by }),
    })) as readonly DecisionMap[],
  };
}

function keyParts(draft: DraftCollection): Pick<CollectionMap, 'keyParts'> {
  const parts = keyFieldsOf(draft);
  return parts === draft.primaryKey || parts.length === 0 ? {} : { keyParts: parts };
}

/** References to skipped collections lead nowhere, but tell of which type a row is. */
function pairsOf({ fields }: DraftCollection): Pick<CollectionMap, 'pairs'> {
  const pairs = fields.flatMap(({ name: field, references }) =>
    references.flatMap(({ where }) => (where ? [{ field, where }] : [])),
  );
  return pairs.length > 0 ? { pairs } : {};
}

export function isOwnRecord(draft: DraftCollection): boolean {
  return draft.node.rightsdesk_meta?.own_record === true;
}

function titleOf(draft: DraftCollection): string {
  const { rightsdesk_meta: meta, description, name } = draft.node;
  return meta?.title ?? (description?.trim().replace(/\.$/, '') || name.replaceAll(/[_-]+/g, ' '));
}

function plainField(field: DraftField): FieldMap {
  const {
    path: _path,
    references: _references,
    foreignIdentity: _foreign,
    buried: _buried,
    ...plain
  } = field;
  return plain;
}

function reachesOf(draft: DraftCollection, edges: readonly Edge[]): Reach[] {
  const identities = draft.fields.flatMap(({ name, identity }) =>
    identity ? [{ field: name, identity }] : [],
  );
  const links = edges.filter((edge) => edge.to.collection === draft).map(linkOf);
  return [...identities, ...links];
}

function linkOf({ from, to, parent, where }: Edge): Reach {
  const leads = parent === from ? 'down' : 'up';
  return {
    field: to.field,
    from: {
      storeId: from.collection.store.storeId,
      collection: from.collection.node.name,
      field: from.field,
    },
    leads,
    ...defined({ where }),
  };
}

function pointersTo(draft: DraftCollection, edges: readonly Edge[]): CollectionMap['referencedBy'] {
  const pointers = edges
    .filter(
      ({ from, to }) => to.collection === draft && from.collection.store.storeId === draft.store.storeId,
    )
    .map(({ from, to }) => ({
      collection: from.collection.node.name,
      field: from.field,
      ownField: to.field,
    }));
  return distinct(pointers);
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function factsOf(
  draft: DraftCollection,
  edges: readonly Edge[],
  parts: Pick<CollectionMap, 'reachedBy' | 'referencedBy' | 'onErasure'>,
): string[] {
  const leadsOn = edges.filter((edge) => edge.from.collection === draft).map((edge) => edge.from.field);
  const countedFrom = parts.onErasure.action === 'retain' ? [parts.onErasure.countedFrom] : [];
  const pairs = edges
    .filter(({ parent, from, to }) => (parent === from ? to : from).collection === draft)
    .flatMap(({ where }) => Object.keys(where ?? {}));
  const above =
    parts.onErasure.action === 'as-parent' ? parentRefs(parts.onErasure).map(({ field }) => field) : [];
  // Every address on a person's own record gets a notice, so that nobody can take the record over unnoticed.
  const { namesRowsByContent } = kindDefinition(draft.store.kind);
  const told = isOwnRecord(draft) && !namesRowsByContent ? draft.fields.filter(mayHoldMail) : [];
  const facts = new Set([
    ...told.map(({ name }) => name),
    ...pairs,
    ...above,
    ...parts.reachedBy.map((reach) => reach.field),
    ...leadsOn,
    ...parts.referencedBy.map((pointer) => pointer.ownField),
    ...countedFrom,
  ]);
  return draft.fields.map((field) => field.name).filter((name) => facts.has(name));
}

function treatmentOf(draft: DraftCollection, edges: readonly Edge[]): Treatment {
  const written = draft.node.rightsdesk_meta?.on_erasure;
  if (written === undefined || written === 'erase') return { action: 'erase' };
  if (written === 'as_parent' || (typeof written === 'object' && 'as_parent' in written))
    return asParent(draft, edges);
  if (written === 'anonymise' || 'mark' in written) return { action: 'anonymise' };
  const { ground = '', article = '', period = '', counted_from = '', year_end } = written.retain;
  return { action: 'retain', ground, article, period, countedFrom: counted_from, yearEnd: year_end ?? false };
}

/** Parents through one field, or none: `checkParents` has refused everything else. */
function asParent(draft: DraftCollection, edges: readonly Edge[]): Treatment {
  const [first = { parent: '', field: '', parentField: '' }, ...others] = parentsOf(draft, edges).map(
    ({ field, parent, where }) => ({
      parent: parent.collection.node.name,
      field,
      parentField: parent.field,
      ...defined({ where }),
    }),
  );
  return { action: 'as-parent', ...first, ...(others.length > 0 ? { or: others } : {}) };
}
