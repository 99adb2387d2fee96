import { Client } from 'pg';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { StoreMap } from '../../functions/domain/data-map';
import { notes, type VectorKind } from '../contracts/vector-store.contract';
import { aCollection, aStore } from './small-map';

const schema = `
CREATE EXTENSION IF NOT EXISTS vector;
DROP TABLE IF EXISTS notes, old_notes, halves CASCADE;
CREATE TABLE notes (
  id text PRIMARY KEY, message text, text text, metadata jsonb, embedding vector(3)
);`;

/** Notes without a foreign key: the customer is in a JSON column, as LangChain and others write it. */
export const notesMap: StoreMap = aStore('postgres', [
  aCollection('notes', ['id', 'message', 'text', 'metadata', 'embedding', 'customer'], {
    facts: ['id', 'message', 'customer'],
    reachedBy: [
      { field: 'customer', identity: 'customer-number' },
      { field: 'message', from: { storeId: 'store', collection: 'messages', field: 'id' }, leads: 'down' },
    ],
    physical: { inside: { customer: 'metadata.customer.id' }, embedding_models: { embedding: 'small-3' } },
  }),
]);

/** The notes of the contract in a PostgreSQL with the extension pgvector. */
export function postgresNotes(url: () => string): VectorKind {
  return {
    name: 'PostgreSQL',
    open: async () => {
      const client = new Client({ connectionString: url() });
      await client.connect();
      await client.query(schema);
      for (const { id, message, text, customer, vector } of notes)
        await client.query('INSERT INTO notes VALUES ($1, $2, $3, $4, $5)', [
          id,
          message,
          text,
          { customer: { id: customer } },
          JSON.stringify(vector),
        ]);
      const connector = createPostgresConnector({ store: notesMap, url: url() });
      const unreachable = createPostgresConnector({
        store: notesMap,
        url: 'postgres://desk:swordfish@127.0.0.1:1/club',
      });
      return {
        connector,
        unreachable,
        addUnowned: async (vector) => {
          await client.query('INSERT INTO notes (id, embedding) VALUES ($1, $2)', [
            'copy',
            JSON.stringify(vector),
          ]);
          return 'notes.embedding (id copy)';
        },
        close: async () => {
          await connector.close();
          await unreachable.close();
          await client.end();
        },
      };
    },
  };
}
