import { kindDefinition } from '../../connectors/store-kinds';
import type { StoreKind, StoreMap } from '../../domain/data-map';
import { KeyFormError } from '../../domain/key-form';
import type { MapProblem } from './data-map-error';
import type { DatasetYaml } from './data-map-schema';
import { isSkipped, type MapStore, physicalPlaceOf, primaryKeyOf, storeOfDataset } from './draft-map';
import type { PlacedNode } from './read-fideslang';

type Kinds = NonNullable<StoreMap['ignoredKinds']>;

/**
 * Kinds of item that are marked `skip_processing` and share a table with others, by store: they hold nothing
 * about people, so they count as described when they are found next to items of a person.
 */
export function ignoredKinds(
  datasets: readonly PlacedNode<DatasetYaml>[],
  stores: readonly MapStore[],
  problems: MapProblem[],
): ReadonlyMap<string, Kinds> {
  const kinds = new Map<string, Kinds>();
  for (const placed of datasets) {
    const store = storeOfDataset(placed, stores, []);
    if (store !== undefined && kindDefinition(store.kind).isPartOfTable)
      kinds.set(store.storeId, [
        ...(kinds.get(store.storeId) ?? []),
        ...ignoredIn(placed, store.kind, problems),
      ]);
  }
  return kinds;
}

function ignoredIn(
  { node: dataset, file, path }: PlacedNode<DatasetYaml>,
  kind: StoreKind,
  problems: MapProblem[],
): Kinds {
  return dataset.collections.filter(isSkipped).flatMap((node) => {
    const physical = physicalPlaceOf(dataset, node);
    try {
      if (!kindDefinition(kind).isPartOfTable?.(physical)) return [];
      return [{ name: node.name, primaryKey: primaryKeyOf(node, kind, physical), physical }];
    } catch (error) {
      if (!(error instanceof KeyFormError)) throw error;
      problems.push({
        file,
        path: `${path}.collections[${node.name}].rightsdesk_meta.physical.keys`,
        problem: error.message,
        remedy: error.remedy,
      });
      return [];
    }
  });
}
