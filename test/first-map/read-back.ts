import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draftFirstMap } from '../../functions/config/first-map/draft-first-map';
import { writeFirstMap } from '../../functions/config/first-map/write-first-map';
import { readDataMap } from '../../functions/config/map/load-data-map';
import type { StoreSurvey } from '../../functions/connectors/survey';
import type { DataMap, StoreKind, StoreMap } from '../../functions/domain/data-map';

export interface DraftReadBack {
  /** The file as the command writes it. */
  readonly text: string;
  readonly map: DataMap;
  readonly store: StoreMap;
}

/** Drafts a survey, writes the draft as the command does, and reads it as `map check` does. */
export function draftReadBack(survey: StoreSurvey, kind: StoreKind): DraftReadBack {
  const text = writeFirstMap(draftFirstMap(survey, { datasetKey: 'shop', title: 'Shop' }));
  const file = join(mkdtempSync(join(tmpdir(), 'drafted-')), 'shop.yaml');
  writeFileSync(file, text);
  const { map } = readDataMap([], [{ id: 'shop', title: 'Shop', kind, datasets: [file] }]);
  const [store] = map.stores;
  if (store === undefined) throw new Error('the map has no store');
  return { text, map, store };
}
