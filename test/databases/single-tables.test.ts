import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynamoDb } from '../../local/aws/dynamodb-server';
import type { LoopbackServer } from '../../local/aws/loopback-server';
import { judgeTable } from './single-tables/judge-table';
import { tryTable } from './single-tables/try-table';

jest.setTimeout(240_000);

/**
 * `SINGLE_TABLES_SEED=7 SINGLE_TABLES=1` repeats one case, and `npm run test:databases -- --kind dynamodb
 * --seed 7` prints it.
 */
const first = Number(process.env.SINGLE_TABLES_SEED ?? 1);
const many = Number(process.env.SINGLE_TABLES ?? 12);

describe('a request in a table with many kinds of item', () => {
  const directory = mkdtempSync(join(tmpdir(), 'single-tables-'));
  let server: LoopbackServer;

  beforeAll(async () => {
    server = await startDynamoDb({ directory });
  });

  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it.each(Array.from({ length: many }, (_, at) => first + at))(
    'is reported truthfully, or stops before anything changes: seed %i',
    async (seed) => {
      const tried = await tryTable(server.endpoint, seed);

      expect(judgeTable(tried).lies).toEqual([]);
      const hasUnclaimed = tried.table.items.some(({ as }) => as === 'named');
      if (!hasUnclaimed && !tried.late) expect(tried.outcome.ended).toBe('answered');
    },
  );
});
