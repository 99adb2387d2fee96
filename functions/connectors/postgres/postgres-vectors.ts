import type { KeptVector } from '../../domain/asked-vectors';
import type { StoreMap } from '../../domain/data-map';
import type { RowRef } from '../../domain/finding';
import { keyValues, mappedCollection } from '../mapped-collection';
import { faultPlace } from '../relational/fault-place';
import type { Reading } from '../relational/locate-page';
import type { VectorSearch } from '../vector-search';
import { askWithVectors } from './ask-with-vectors';
import { quoteIdentifier } from './postgres-catalogue';
import { BoundValues } from './postgres-condition';
import { withFaultPlace } from './postgres-errors';
import type { Relation } from './relation';
import { atPlaces, placesOf } from './row-key';
import { isVector } from './vector-columns';

/** Rows whose vectors are read in one go: 1,536 numbers are some 20 kB of text. */
const BATCH_ROWS = 100;

/** Embeddings in columns of the extension pgvector. */
export function postgresVectors(reading: Reading<Relation>, store: StoreMap): VectorSearch {
  return {
    read: (rows) => readVectors(reading, store, rows),
    ask: (vectors, searches) => askWithVectors(reading, vectors, searches),
  };
}

async function* readVectors(
  reading: Reading<Relation>,
  store: StoreMap,
  rows: readonly RowRef[],
): AsyncGenerator<KeptVector> {
  for (const name of new Set(rows.map(({ collection }) => collection))) {
    const keys = rows.filter(({ collection }) => collection === name).map(({ key }) => key);
    for (let from = 0; from < keys.length; from += BATCH_ROWS)
      yield* await readBatch(reading, store, name, keys.slice(from, from + BATCH_ROWS));
  }
}

function readBatch(
  reading: Reading<Relation>,
  store: StoreMap,
  name: string,
  keys: readonly RowRef['key'][],
): Promise<KeptVector[]> {
  const collection = mappedCollection(store, name);
  return reading(({ run, catalogue }) =>
    withFaultPlace(faultPlace(collection), async () => {
      const table = catalogue.table(collection);
      const fields = table.columns.filter(isVector);
      if (fields.length === 0) return [];
      const places = await placesOf(
        run,
        table,
        keys.map((key) => keyValues(table.collection, key)),
      );
      const bound = new BoundValues();
      const at = atPlaces(places, bound);
      const shown = fields.map((column) => `t.${quoteIdentifier(column.name)}::text`).join(', ');
      const sql = `SELECT ${shown} FROM ${at.from} JOIN ${table.name} t ON ${at.is('t')}`;
      const found = places.length > 0 ? (await run(sql, bound.values)).rows : [];
      return found.flatMap((row) =>
        fields.flatMap((column, index) => {
          const vector = row[index];
          return vector ? [{ collection: name, field: column.name, vector }] : [];
        }),
      );
    }),
  );
}
