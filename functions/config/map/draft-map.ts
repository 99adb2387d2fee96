import { resolve } from 'node:path';
import { writtenKey } from '../../connectors/map-draft';
import { kindDefinition } from '../../connectors/store-kinds';
import { type IdentityKind, knownKinds, type StoreKind } from '../../domain/data-map';
import type { MapProblem } from './data-map-error';
import type { CollectionYaml, DatasetYaml, PhysicalYaml } from './data-map-schema';
import { type DraftField, draftField, type FieldNames } from './draft-field';
import { treatedLike } from './field-treatment';
import type { KnownCategories } from './known-categories';
import type { PlacedNode } from './read-fideslang';
import type { LineOf } from './yaml-lines';

/** A store as the desk file lists it; `datasets` are the files whose datasets describe it. */
export interface MapStore {
  readonly id: string;
  readonly title: string;
  readonly kind: StoreKind;
  readonly datasets: readonly string[];
}

export interface DraftStore {
  readonly storeId: string;
  readonly title: string;
  readonly kind: StoreKind;
}

/** A collection on its way from YAML to the map: fields flattened, the rest still as written. */
export interface DraftCollection {
  readonly store: DraftStore;
  readonly datasetKey: string;
  readonly dataset: DatasetYaml;
  readonly node: CollectionYaml;
  readonly file: string;
  readonly path: string;
  readonly lineOf: LineOf;
  readonly fields: readonly DraftField[];
  /** Categories of the dataset and the collection, with those that they were declared to be like. */
  readonly inherited: readonly string[];
  /** Whose the rows are: one person's, unless the map says that several may share one. */
  readonly owner: 'subject' | 'shared';
  readonly primaryKey: readonly string[];
  readonly physical: PhysicalYaml;
}

export interface DraftContext {
  readonly stores: readonly MapStore[];
  readonly categories: KnownCategories;
  /** Kinds of identity that a field may name; the known ones when absent. */
  readonly kinds?: readonly IdentityKind[];
}

/**
 * Assigns each dataset to its store and flattens its collections. Those that fideslang marks
 * `skip_processing` are left out.
 */
export function draftCollections(
  datasets: readonly PlacedNode<DatasetYaml>[],
  { stores, categories, kinds = knownKinds }: DraftContext,
  problems: MapProblem[],
): DraftCollection[] {
  return datasets.flatMap((placed) => {
    const store = storeOfDataset(placed, stores, problems);
    if (store === undefined) return [];
    const drafts = placed.node.collections
      .filter((node) => !isSkipped(node))
      .map((node) => draftCollection(placed, store, { node: withAlso(node), categories, kinds }));
    refuseTwinNames(placed, placed.node.collections, problems);
    for (const draft of drafts) {
      refuseTwinNames(draft, draft.node.fields, problems);
    }
    return drafts;
  });
}

export function isSkipped(node: CollectionYaml): boolean {
  return (node.fides_meta ?? node.fidesops_meta)?.skip_processing === true;
}

/**
 * The store of a dataset: the one whose desk entry lists the file, else what `rightsdesk_meta.store` says.
 */
export function storeOfDataset(
  placed: PlacedNode<DatasetYaml>,
  stores: readonly MapStore[],
  problems: MapProblem[],
): DraftStore | undefined {
  const { node, file, path } = placed;
  const own = node.rightsdesk_meta?.store;
  const listing = stores.filter((store) =>
    store.datasets.some((name) => resolve(name) === placed.resolvedFile),
  );
  const wanted = own?.id ?? node.fides_key;
  const listed = listing.length > 1 ? listing.find((store) => store.id === wanted) : listing[0];
  if (listed !== undefined) return { storeId: listed.id, title: listed.title, kind: listed.kind };
  if (own?.kind !== undefined)
    return { storeId: wanted, title: own.title ?? node.name ?? wanted, kind: own.kind };
  problems.push({
    file,
    path,
    problem:
      listing.length > 1
        ? 'several stores list this file'
        : 'does not say which store this dataset describes',
    remedy:
      listing.length > 1
        ? 'name one of them in rightsdesk_meta.store.id'
        : 'list the file under a store of the desk file, or set rightsdesk_meta.store.kind',
  });
  return undefined;
}

/** With the fields that `also` gives only a category, each as if it were written out. */
function withAlso(node: CollectionYaml): CollectionYaml {
  const also = (node.rightsdesk_meta?.also ?? []).flatMap(({ data_categories, fields }) =>
    fields.map((name) => ({ name, data_categories })),
  );
  return { ...node, fields: [...node.fields, ...also] };
}

function draftCollection(
  placed: PlacedNode<DatasetYaml>,
  store: DraftStore,
  { node, ...known }: { readonly node: CollectionYaml } & FieldNames,
): DraftCollection {
  const path = `${placed.path}.collections[${node.name}]`;
  const inherited = [...(placed.node.data_categories ?? []), ...(node.data_categories ?? [])];
  const physical = physicalPlaceOf(placed.node, node);
  return {
    store,
    datasetKey: placed.node.fides_key,
    dataset: placed.node,
    node,
    file: placed.file,
    path,
    lineOf: placed.lineOf,
    fields: node.fields
      .map((field) => draftField(field, `${path}.fields[${field.name}]`, { inherited, ...known }))
      .map((field) => withMark(field, node)),
    inherited: treatedLike(inherited, known.categories),
    owner: node.rightsdesk_meta?.owner ?? 'subject',
    primaryKey: primaryKeyOf(node, store.kind, physical),
    physical,
  };
}

export function physicalPlaceOf(dataset: DatasetYaml, node: CollectionYaml): PhysicalYaml {
  const schema = dataset.fides_meta?.namespace?.schema;
  return {
    ...(schema ? { schema } : {}),
    ...dataset.rightsdesk_meta?.physical,
    ...node.rightsdesk_meta?.physical,
  };
}

/** The stable key: as the kind of store has it, else the fields that are marked as `primary_key`. */
export function primaryKeyOf(
  node: CollectionYaml,
  kind: StoreKind,
  physical: PhysicalYaml,
): readonly string[] {
  return kindDefinition(kind).primaryKey?.(physical) ?? writtenKey({ node });
}

/** `mark: { deleted_at: now, active: false }` gives these fields the values that an erasure writes. */
function withMark(field: DraftField, node: CollectionYaml): DraftField {
  const value = marksOf(node)[field.name];
  if (value === undefined) return field;
  return { ...field, blankWith: value === 'now' ? { now: true } : value };
}

export function marksOf(node: CollectionYaml): Readonly<Record<string, string | number | boolean | null>> {
  const written = node.rightsdesk_meta?.on_erasure;
  return typeof written === 'object' && 'mark' in written ? written.mark : {};
}

function refuseTwinNames(
  { file, path }: Pick<DraftCollection, 'file' | 'path'>,
  nodes: readonly { readonly name: string }[],
  problems: MapProblem[],
): void {
  const names = nodes.map((node) => node.name);
  for (const twin of new Set(names.filter((name, index) => names.indexOf(name) !== index))) {
    problems.push({ file, path, problem: `"${twin}" is named twice`, remedy: 'keep one of them' });
  }
}
