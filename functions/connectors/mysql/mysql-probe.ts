import type { LocateContext } from '../relational/locate-context';
import { ifUsable } from '../relational/read-or-report-unread';
import type { Relation } from './relation';

/**
 * Reads from every mapped table that can be used; of the others a search says that it could not read them.
 * Where none can, the store is not what the map describes, and an error of the connector names the first
 * table.
 */
export async function probeMysqlTables({ run, store, catalogue }: LocateContext<Relation>): Promise<void> {
  const usable = store.collections.flatMap((one) => ifUsable(() => catalogue.table(one)) ?? []);
  const [first] = store.collections;
  if (usable.length === 0 && first) catalogue.table(first);
  await run(`SELECT ${['1', ...usable.map(({ name }) => `(SELECT 1 FROM ${name} LIMIT 1)`)].join(', ')}`);
}
