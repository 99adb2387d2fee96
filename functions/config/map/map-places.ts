import { placeText } from './data-map-error';
import type { DatasetYaml } from './data-map-schema';
import type { DraftCollection } from './draft-map';
import type { PlacedNode } from './read-fideslang';

/**
 * Where in the files something of a store is described, as `file:line: path`: a field, else its collection,
 * else the dataset.
 */
export type PlaceOf = (storeId: string, collection?: string, field?: string) => string | undefined;

export function mapPlaces(
  drafts: readonly DraftCollection[],
  datasets: readonly { readonly placed: PlacedNode<DatasetYaml>; readonly storeId: string | undefined }[],
): PlaceOf {
  return (storeId, collection, field) => {
    const draft = drafts.find((one) => one.store.storeId === storeId && one.node.name === collection);
    const dataset = datasets.find((one) => one.storeId === storeId)?.placed;
    const found = draft ?? dataset;
    if (found === undefined) return undefined;
    const path = draft?.fields.find((one) => one.name === field)?.path ?? found.path;
    return `${placeText(found.file, found.lineOf(path))}: ${path}`;
  };
}
