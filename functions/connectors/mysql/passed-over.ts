import { qualifiedTableName } from '../relational/fault-place';
import type { Relation } from './relation';

/** Why a first map describes no table here: its rows lie elsewhere, or nowhere. Undefined for a table. */
export function passedOver({ schema, table, kind, engine, columns }: Relation): string | undefined {
  const name = qualifiedTableName(schema, table);
  if (kind === 'v') return `${name}: a view, which shows what other tables hold`;
  if (engine === null)
    return `${name}: the database cannot open it, so nobody knows what it holds (CHECK TABLE)`;
  const words = ENGINES[engine.toLowerCase()];
  if (words !== undefined) return `${name}: of the engine ${engine}, ${words}`;
  return columns.length === 0 ? `${name}: the desk's user may see none of its columns` : undefined;
}

const ELSEWHERE = 'whose rows lie outside the database: describe them in a store of their own';

/** @see https://mariadb.com/kb/en/choosing-the-right-storage-engine/ */
const ENGINES: Readonly<Record<string, string>> = {
  mrg_myisam: 'which shows what other tables hold',
  federated: ELSEWHERE,
  connect: ELSEWHERE,
  spider: ELSEWHERE,
  s3: ELSEWHERE,
  sphinx: ELSEWHERE,
  blackhole: 'which keeps no row',
};
