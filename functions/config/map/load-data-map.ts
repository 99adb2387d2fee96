import { kindDefinition } from '../../connectors/store-kinds';
import { type DataMap, kindsOf, type StoreKind, type StoreMap } from '../../domain/data-map';
import { checkDividedTables } from './check-divided-tables';
import { checkDrafts } from './check-drafts';
import { checkHosts } from './check-hosts';
import { checkUses } from './check-uses';
import { DataMapError, type MapProblem } from './data-map-error';
import type { DatasetYaml, PhysicalYaml } from './data-map-schema';
import {
  type DraftStore,
  draftCollections,
  isSkipped,
  type MapStore,
  physicalPlaceOf,
  storeOfDataset,
} from './draft-map';
import { eraseOrder } from './erase-order';
import { collectionGaps } from './find-collection-gaps';
import { skippedReviewGaps } from './find-review-gaps';
import { systemGaps } from './find-system-gaps';
import { unstatedFacts } from './find-unstated-facts';
import { unstatedFileContents } from './find-unstated-file-contents';
import { checkKinds, declaredKinds } from './identity-kinds';
import { ignoredKinds } from './ignored-kinds';
import { knownCategories } from './known-categories';
import { mapPlaces, type PlaceOf } from './map-places';
import { checkParents } from './parents-of';
import { type Fideslang, type PlacedNode, readFideslang } from './read-fideslang';
import { resolveCollection } from './resolve-collection';
import { resolveReferences } from './resolve-references';
import { resolveSystem, systemKeysOf } from './resolve-system';

/**
 * Reads the fideslang YAML of a desk and resolves it into the map that the desk works with. Build time only
 * (it uses the whole of zod).
 *
 * @param files datasets, systems and the organization, in any order and any split over files; a file named
 * twice is read once.
 * @param stores the stores of the desk file with the dataset files each lists; a dataset that none of them
 * lists must say its store itself.
 * @throws DataMapError with every problem found: files that cannot be read, wrong YAML, references to
 * nothing, contradictions.
 * What is merely missing from an answer (a purpose, a retention) is no error: it is in `gaps`, and blocks
 * approvals until it is filled.
 */
export function loadDataMap(files: readonly string[], stores: readonly MapStore[] = []): DataMap {
  return readDataMap(files, stores).map;
}

/** The same, with the way back from a collection or field to its place in the files. */
export function readDataMap(
  files: readonly string[],
  stores: readonly MapStore[] = [],
): { readonly map: DataMap; readonly placeOf: PlaceOf } {
  const problems: MapProblem[] = [];
  const source = readFideslang([...files, ...stores.flatMap((store) => store.datasets)], problems);
  stopAt(problems, source);

  const categories = knownCategories(source.categories, problems);
  const identityKinds = declaredKinds(source, problems);
  const drafts = draftCollections(
    source.datasets,
    { stores, categories, kinds: kindsOf({ identityKinds }) },
    problems,
  );
  checkKinds(drafts, identityKinds, problems);
  const references = resolveReferences(drafts, skippedNames(source.datasets), problems);
  checkParents(drafts, references.edges, problems);
  const order = eraseOrder(drafts, references.edges, problems);
  checkDrafts(drafts, source, problems);
  checkDividedTables(source.datasets, stores, problems);
  const ignored = ignoredKinds(source.datasets, stores, problems);
  checkHosts({ source, drafts, stores: storesOf(source, stores) }, problems);
  checkUses(source, problems);
  stopAt(problems, source);

  const systems = source.systems.map(({ node }) => node);
  const resolved = new Map(
    drafts.map((draft) => [
      draft,
      resolveCollection(draft, {
        edges: references.edges,
        drafts,
        eraseAfter: order.get(draft) ?? [],
        systemKeys: systemKeysOf(draft, systems),
      }),
    ]),
  );
  const gaps = [
    ...skippedReviewGaps(source.datasets, stores),
    ...collectionGaps(resolved, { references, categories }),
    ...systemGaps(source.systems, systems),
  ];
  const mapped = storesOf(source, stores).map((store) => ({
    ...store,
    collections: [...resolved].flatMap(([draft, one]) =>
      draft.store.storeId === store.storeId ? [one] : [],
    ),
    ignored: ignoredIn(store, source, stores),
    ...kindsIgnoredIn(ignored.get(store.storeId)),
  }));
  const map = {
    stores: mapped,
    systems: systems.map((system) => resolveSystem(system, systems)),
    gaps,
    notTold: [...unstatedFacts(source.systems, systems, mapped), ...unstatedFileContents(resolved)],
    ...(identityKinds.length > 0 ? { identityKinds } : {}),
  };
  return { map, placeOf: mapPlaces(drafts, datasetsByStore(source, stores)) };
}

function datasetsByStore(source: Fideslang, stores: readonly MapStore[]) {
  return source.datasets.map((placed) => ({ placed, storeId: storeOfDataset(placed, stores, [])?.storeId }));
}

function stopAt(problems: readonly MapProblem[], source: Fideslang): void {
  if (problems.length > 0) throw new DataMapError(problems.map((problem) => withLine(problem, source)));
}

function withLine(problem: MapProblem, { datasets, systems, categories }: Fideslang): MapProblem {
  const placed = [...datasets, ...systems, ...categories].find(({ file }) => file === problem.file);
  if (problem.line !== undefined || placed === undefined) return problem;
  return { ...problem, line: placed.lineOf(problem.path) };
}

function skippedNames(datasets: readonly PlacedNode<DatasetYaml>[]): ReadonlySet<string> {
  return new Set(
    datasets.flatMap(({ node }) =>
      node.collections.filter(isSkipped).map((collection) => `${node.fides_key}.${collection.name}`),
    ),
  );
}

/** The desk file's stores in its order (also those without a dataset), then those that only datasets name. */
function storesOf(source: Fideslang, stores: readonly MapStore[]): DraftStore[] {
  const listed = stores.map(({ id, title, kind }) => ({ storeId: id, title, kind }));
  const others = source.datasets
    .flatMap((placed) => storeOfDataset(placed, stores, []) ?? [])
    .filter((store) => !listed.some((one) => one.storeId === store.storeId));
  return [...new Map([...listed, ...others].map((store) => [store.storeId, store])).values()];
}

function kindsIgnoredIn(kinds: StoreMap['ignoredKinds'] = []): Pick<StoreMap, 'ignoredKinds'> {
  return kinds.length > 0 ? { ignoredKinds: kinds } : {};
}

/**
 * As the stores show them: a table in the schema that `physical` says, not one of the same name elsewhere.
 */
function ignoredIn(store: DraftStore, source: Fideslang, stores: readonly MapStore[]): string[] {
  return datasetsByStore(source, stores)
    .filter(({ storeId }) => storeId === store.storeId)
    .flatMap(({ placed: { node } }) =>
      node.collections
        .filter(isSkipped)
        .map((one) => nameInStore(store.kind, one.name, physicalPlaceOf(node, one))),
    );
}

function nameInStore(kind: StoreKind, name: string, physical: PhysicalYaml): string {
  const { table } = physical;
  return kindDefinition(kind).nameInStore?.(name, physical) ?? (typeof table === 'string' ? table : name);
}
