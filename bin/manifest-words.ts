import type { DataMap } from '../functions/domain/data-map';
import { collectionOf } from '../functions/domain/locate-plan';
import type { ManifestCollection, ManifestStore, RowTreatment } from '../functions/domain/manifest';
import type { Preview } from './commands/preview';
import { counted } from './counted';

/** A manifest in words and counts, one line each: no key and no value of anyone. */
export function manifestWords(preview: Preview, map: DataMap): string[] {
  const { manifest } = preview;
  const rows = manifest.stores.flatMap((store) => store.collections).flatMap((c) => c.rows);
  return [
    ...manifest.stores.flatMap((store) => storeWords(store, preview, map)),
    '',
    `${counted(rows.length, 'record')} found. Nothing was changed.`,
  ];
}

function storeWords(store: ManifestStore, preview: Preview, map: DataMap): string[] {
  const title = map.stores.find((candidate) => candidate.storeId === store.storeId)?.title ?? store.storeId;
  const erasing = preview.manifest.right === 'erasure';
  return [
    `${title} (${store.storeId}): ${stateOf(store, preview.unavailable)}`,
    ...store.collections.flatMap((collection) => [
      `  ${collectionOf(map, store.storeId, collection.collection)?.title ?? collection.collection}: ${counted(collection.rows.length, 'record')}`,
      ...(erasing ? treatmentWords(collection) : []),
      ...unmappedWords(collection),
    ]),
  ];
}

function stateOf(store: ManifestStore, unavailable: Preview['unavailable']): string {
  if (store.state === 'manual') return 'a person would be asked to look';
  if (store.state === 'unavailable')
    return `not searched, ${unavailable[store.storeId] ?? 'it did not answer'}`;
  return store.collections.length === 0 ? 'nothing found' : 'found';
}

/** Equal treatments together: `3 to be erased`, `4 kept until 2031-12-31 (1), 2032-12-31 (3): tax law keeps orders (s 147 AO)`. */
function treatmentWords(collection: ManifestCollection): string[] {
  const groups = new Map<string, RowTreatment[]>();
  for (const { treatment } of collection.rows) {
    const words = groundOf(treatment);
    groups.set(words, [...(groups.get(words) ?? []), treatment]);
  }
  return [...groups].map(([words, treatments]) => `    ${treatments.length} ${fateOf(treatments)}${words}`);
}

function groundOf(treatment: RowTreatment): string {
  if (treatment.action === 'undecided') return `left for a person to decide: ${treatment.reason}`;
  if (treatment.action === 'retain') return `: ${treatment.ground} (${treatment.article})`;
  return {
    erase: 'to be erased',
    anonymise: 'to be anonymised',
    'keep-shared': 'kept: records of other people point at it',
    contested: "left for a person to decide: it names another person's own record as well",
  }[treatment.action];
}

/** For what is retained: until when, and how many until then. */
function fateOf(treatments: readonly RowTreatment[]): string {
  const ends = treatments.flatMap((treatment) => (treatment.action === 'retain' ? [treatment.until] : []));
  const dates = [...new Set(ends)].sort();
  if (dates.length === 0) return '';
  const counts = dates.map((date) => `${dateWords(date)} (${ends.filter((end) => end === date).length})`);
  return `kept until ${dates.length === 1 ? dateWords(dates[0] ?? '') : counts.join(', ')}`;
}

function dateWords(until: string): string {
  return until === 'unknown' ? 'somebody gives it a date to count from' : until;
}

function unmappedWords({ unmapped }: ManifestCollection): string[] {
  if (unmapped.length === 0) return [];
  return [`    not in the map, and blocks an approval: ${unmapped.join(', ')}`];
}
