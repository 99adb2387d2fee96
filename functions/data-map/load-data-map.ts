import { type DataMap, kindsOf } from '../domain/data-map';
import { checkDrafts } from './check-drafts';
import { checkHosts } from './check-hosts';
import { DataMapError, type MapProblem } from './data-map-error';
import type { DatasetYaml } from './data-map-schema';
import { type DraftStore, draftCollections, isSkipped, type MapStore, storeOf } from './draft-map';
import { eraseOrder } from './erase-order';
import { collectionGaps } from './find-collection-gaps';
import { systemGaps } from './find-system-gaps';
import { checkKinds, declaredKinds } from './identity-kinds';
import { checkParents } from './parents-of';
import { type Fideslang, type Placed, readFideslang } from './read-fideslang';
import { resolveCollection } from './resolve-collection';
import { resolveReferences } from './resolve-references';
import { resolveSystem, systemKeysOf } from './resolve-system';

/**
 * Reads the fideslang YAML of a desk and resolves it into the map that the desk works with. Build time only (it uses the whole of zod).
 *
 * @param files datasets, systems and the organization, in any order and any split over files; a file named twice is read once.
 * @param stores the stores of the desk file with the dataset files each lists; a dataset that none of them lists must say its store itself.
 * @throws DataMapError with every problem found: files that cannot be read, wrong YAML, references to nothing, contradictions.
 * What is merely missing from an answer (a purpose, a retention) is no error: it is in `gaps`, and blocks approvals until it is filled.
 */
export function loadDataMap(files: readonly string[], stores: readonly MapStore[] = []): DataMap {
  const problems: MapProblem[] = [];
  const source = readFideslang([...files, ...stores.flatMap((store) => store.datasets)], problems);
  stopAt(problems);

  const identityKinds = declaredKinds(source, problems);
  const drafts = draftCollections(source.datasets, stores, problems, kindsOf({ identityKinds }));
  checkKinds(drafts, identityKinds, problems);
  const references = resolveReferences(drafts, skippedNames(source.datasets), problems);
  checkParents(drafts, references.edges, problems);
  const order = eraseOrder(drafts, references.edges, problems);
  checkDrafts(drafts, source, problems);
  checkHosts({ source, drafts, stores: storesOf(source, stores) }, problems);
  stopAt(problems);

  const systems = source.systems.map(({ node }) => node);
  const resolved = new Map(
    drafts.map((draft) => [
      draft,
      resolveCollection(draft, {
        edges: references.edges,
        eraseAfter: order.get(draft) ?? [],
        systemKeys: systemKeysOf(draft, systems),
      }),
    ]),
  );
  const gaps = [...collectionGaps(resolved, references), ...systemGaps(source.systems, systems)];
  return {
    stores: storesOf(source, stores).map((store) => ({
      ...store,
      collections: [...resolved].flatMap(([draft, one]) =>
        draft.store.storeId === store.storeId ? [one] : [],
      ),
      ignored: ignoredIn(store, source, stores),
    })),
    systems: systems.map((system) => resolveSystem(system, systems)),
    gaps,
    ...(identityKinds.length > 0 ? { identityKinds } : {}),
  };
}

function stopAt(problems: readonly MapProblem[]): void {
  if (problems.length > 0) {
    throw new DataMapError(problems);
  }
}

function skippedNames(datasets: readonly Placed<DatasetYaml>[]): ReadonlySet<string> {
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
    .flatMap((placed) => storeOf(placed, stores, []) ?? [])
    .filter((store) => !listed.some((one) => one.storeId === store.storeId));
  return [...new Map([...listed, ...others].map((store) => [store.storeId, store])).values()];
}

function ignoredIn(store: DraftStore, source: Fideslang, stores: readonly MapStore[]): string[] {
  return source.datasets
    .filter((placed) => storeOf(placed, stores, [])?.storeId === store.storeId)
    .flatMap(({ node }) => node.collections.filter(isSkipped).map(({ name }) => name));
}
