import { Client } from 'pg';
import type { Connector } from '../../functions/connectors/connector';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { KeptVector } from '../../functions/domain/asked-vectors';
import { vectorStoreContract } from '../contracts/vector-store.contract';
import { gatherVectors } from './gather-vectors';
import { postgresNotes } from './postgres-notes';
import { aCollection, aStore } from './small-map';

const search = [{ collection: 'notes', field: 'customer', values: ['C-1'] }];

/** What a PostgreSQL with pgvector must show, on any server with its protocol. */
export function postgresVectorRules(url: () => string): void {
  vectorStoreContract(postgresNotes(url));

  describe('columns of vectors in PostgreSQL', () => {
    let client: Client;
    let connector: Connector;
    let close: () => Promise<void>;

    beforeEach(async () => {
      const world = await postgresNotes(url).open();
      ({ connector } = world);
      client = new Client({ connectionString: url() });
      await client.connect();
      close = async () => {
        await client.query('DROP TABLE IF EXISTS old_notes, halves, sparse, lengths, guarded_notes');
        await client.query('DROP SCHEMA IF EXISTS archive CASCADE');
        await client.end();
        await world.close();
      };
    });
    afterEach(() => close());

    const kept = (...ids: string[]): Promise<KeptVector[]> =>
      gatherVectors(connector.vectors?.read(ids.map((id) => ({ collection: 'notes', key: { id } }))));
    const erase = () => client.query("DELETE FROM notes WHERE metadata #>> '{customer,id}' = 'C-1'");
    const ask = async (vectors: readonly KeptVector[], of: Connector = connector) => {
      const answer = await of.vectors?.ask(vectors, search);
      if (!answer) throw new Error('no answer');
      return answer;
    };

    it('are named by the examination, so that an erasure keeps them', async () => {
      expect(await connector.examine()).toMatchObject({ vectors: ['notes'] });
    });

    it('tell a copy of the table that nobody mapped, in any schema', async () => {
      const vectors = await kept('n1', 'n2');
      await client.query(
        'CREATE SCHEMA archive; CREATE TABLE archive.old AS SELECT id, embedding AS e FROM notes',
      );
      await erase();

      const { near } = await ask(vectors);

      expect(near).toContainEqual({ collection: 'notes', place: 'archive.old.e', whose: 'nobody' });
    });

    it('tell a copy in half precision, and one that was normalised', async () => {
      const vectors = await kept('n1');
      await client.query(`CREATE TABLE halves AS SELECT embedding::halfvec(3) AS half,
        l2_normalize(embedding) AS normal FROM notes WHERE id = 'n1'`);
      await erase();

      const { near } = await ask(vectors);

      expect(near.map(({ place }) => place).sort()).toEqual([
        'halves.half',
        'halves.normal',
        'notes.embedding (id n4)',
      ]);
    });

    it('of another length, or sparse, are no obstacle', async () => {
      const vectors = await kept('n1');
      await client.query(`CREATE TABLE lengths (v vector); INSERT INTO lengths VALUES ('[1,2]'), ('[0.1,0.2,0.3]');
        CREATE TABLE sparse (s sparsevec(5)); INSERT INTO sparse VALUES ('{1:0.1}/5')`);
      await erase();

      const { near, unasked } = await ask(vectors);

      expect(near.map(({ place }) => place)).toContain('lengths.v');
      expect(unasked).toEqual([]);
    });

    it('that are sparse are asked for among sparse ones', async () => {
      await client.query(`CREATE TABLE sparse (id int PRIMARY KEY, s sparsevec(5));
        INSERT INTO sparse VALUES (1, '{1:0.5,4:2}/5'), (2, '{1:0.5,4:2}/5'), (3, '{2:1}/5')`);
      const other = createPostgresConnector({
        store: aStore('postgres', [aCollection('sparse', ['id', 's'])]),
        url: url(),
      });
      const vectors = await gatherVectors(other.vectors?.read([{ collection: 'sparse', key: { id: '1' } }]));

      const answer = await other.vectors?.ask(vectors, []);
      await other.close();

      expect(answer?.near.map(({ key }) => key?.id)).toEqual(['1', '2']);
    });

    it('of zeros are compared as well', async () => {
      await client.query(
        "INSERT INTO notes VALUES ('z1', '', '', '{\"customer\":{\"id\":\"C-1\"}}', '[0,0,0]')",
      );
      const vectors = await kept('z1');
      await client.query("UPDATE notes SET metadata = NULL, message = NULL WHERE id = 'z1'");

      expect((await ask(vectors)).near).toMatchObject([{ key: { id: 'z1' }, whose: 'nobody' }]);
    });

    it.each([
      ['hnsw', 'vector_cosine_ops'],
      ['hnsw', 'vector_l2_ops'],
      ['ivfflat', 'vector_cosine_ops'],
    ])('are asked for through an index of the kind %s (%s) and without it', async (method, operators) => {
      await client.query(`INSERT INTO notes (id, embedding)
        SELECT 'f' || n, ARRAY[sin(n), cos(n), sin(2 * n)]::real[]::vector FROM generate_series(1, 500) n`);
      await client.query(`CREATE INDEX ON notes USING ${method} (embedding ${operators})`);
      const vectors = await kept('n1', 'n2');
      const before = await ask(vectors);
      await erase();

      const after = await ask(vectors);

      expect([...before.by].sort()).toEqual(['exact', 'index']);
      expect(before.near.filter(({ whose }) => whose === 'theirs')).toHaveLength(2);
      expect(after.near.map(({ whose, key }) => [whose, key?.id])).toEqual([['others', 'n4']]);
    });

    it('are blanked with the row that stays', async () => {
      const receipt = await connector.erase([
        {
          collection: 'notes',
          keys: [{ id: 'n1' }],
          action: 'anonymise',
          blank: { text: null, embedding: null, metadata: null, message: null },
          atMost: 1,
        },
      ]);
      const { rows } = await client.query("SELECT * FROM notes WHERE id = 'n1'");

      expect(receipt.collections).toMatchObject([{ anonymised: 1 }]);
      expect(rows).toEqual([{ id: 'n1', message: null, text: null, metadata: null, embedding: null }]);
    });
  });
}
