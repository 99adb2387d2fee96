import * as z from 'zod/mini';
import type { KindDefinition, SettingFault, StoreSettings } from '../kind-definition';
import { mapText, TABLE_NAME } from '../several-kinds';
import type { SqlitePlace } from './sqlite-place';

/** A database in one file, on the machine on which the desk runs. */
export const sqlite: KindDefinition<'file', SqlitePlace> = {
  kind: 'sqlite',
  isSearched: true,
  settings: {
    file: {
      description: 'For sqlite: path of the database file, on the machine on which the desk runs.',
      example: '/srv/shop/shop.db',
      form: {
        pattern: /^(?!:memory:$)(?!file:)\S(.*\S)?$/,
        problem: 'must be the path of a file: no file: URI, and not :memory:',
      },
    },
  },
  place: {
    table: TABLE_NAME,
    triggers_write: z
      .optional(z.array(mapText()))
      .check(
        z.describe(
          'SQLite: tables that the triggers of this table write. An erasure that would change another one is refused.',
        ),
      ),
  },
  isRelational: true,
  isOnThisMachine: true,
  storeFaults: fileFaults,
  permissions: () => [],
};

function fileFaults({ connection }: StoreSettings<'file'>): SettingFault[] {
  if (connection.file !== undefined) return [];
  return [
    {
      path: ['connection', 'file'],
      problem: 'is missing',
      remedy: 'Write the path of the database file, for example file: /srv/shop/shop.db.',
    },
  ];
}
