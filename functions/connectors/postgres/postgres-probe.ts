import type { StoreMap } from '../../domain/data-map';
import { Catalogue } from './postgres-catalogue';
import type { RunSql } from './postgres-session';

/**
 * Reads from every mapped table: a permission that is missing, or a policy that hides rows, must not pass for absence. Throws an error of the connector that names
 * the first table that cannot be read.
 */
export async function probeTables(run: RunSql, store: StoreMap): Promise<void> {
  const catalogue = await Catalogue.read(run, store);
  const reads = store.collections.map((one) => `(SELECT 1 FROM ${catalogue.table(one).name} LIMIT 1)`);
  await run(`SELECT ${['1', ...reads].join(', ')}`);
}
