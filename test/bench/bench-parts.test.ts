import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchParts } from '../../bench/bench-parts';
import type { BenchDatabase } from '../../bench/machinery/bench-database';
import { tinySizes } from '../../bench/machinery/bench-sizes';
import { SkippedError } from '../../bench/machinery/skipped-error';
import { runParts } from '../../bench/run-parts';
import { startPostgres } from '../../local/aws/postgres-server';

jest.setTimeout(180_000);

/** What it prints is in docs/cost.md, which has a test of its own. */
const notRun = ['cost'];

function run(names: readonly string[], database: () => Promise<BenchDatabase>) {
  return runParts({
    parts: benchParts.filter(({ name }) => names.includes(name)),
    sizes: tinySizes,
    seed: 1,
    say: () => undefined,
    done: () => undefined,
    database,
  });
}

/** PostgreSQL as npm brings it, so that the test needs no other. */
async function smallDatabase(): Promise<BenchDatabase> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-postgres-'));
  const { connectionString, stop } = await startPostgres({ directory: join(directory, 'data') });
  return {
    url: connectionString,
    stop: async () => {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const noDatabase = async () => Promise.reject(new SkippedError('PostgreSQL is not installed.'));

describe('each part of the bench', () => {
  const names = benchParts.map(({ name }) => name).filter((name) => !notRun.includes(name));

  it.each(names)('finds on the smallest sizes what it measures, beside something else: %s', async (name) => {
    const [result] = await run([name], smallDatabase);

    expect(result?.skipped).toBeUndefined();
    expect(result?.gates.length).toBeGreaterThan(0);
    expect(Math.max(...(result?.figures ?? []).map(({ measured }) => measured.length))).toBeGreaterThan(1);
  });

  it('is skipped in a sentence where its database is not installed', async () => {
    const results = await run(['locate', 'erase', 'export'], noDatabase);

    expect(results.map(({ skipped }) => skipped)).toEqual(Array(3).fill('PostgreSQL is not installed.'));
  });
});
