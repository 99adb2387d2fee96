import { createRequire } from 'node:module';
import type { DatabaseSync } from '@photostructure/sqlite';

export type SqliteDatabase = InstanceType<typeof DatabaseSync>;

type Driver = { readonly DatabaseSync: typeof DatabaseSync };

/**
 * Node's own SQLite, from 22.13 on; else a package with the same interface, whose binary comes with it. Both
 * are SQLite itself, so they lock the file as every other program does that has it open. Loaded when a file
 * is opened.
 *
 * @see https://nodejs.org/api/sqlite.html
 * @see https://www.npmjs.com/package/@photostructure/sqlite
 */
export function sqliteDriver(): Driver {
  const ofNode = process.getBuiltinModule?.('node:sqlite' as never) as Driver | undefined;
  return ofNode ?? (createRequire(__filename)('@photostructure/sqlite') as Driver);
}
