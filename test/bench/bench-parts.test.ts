import { benchParts } from '../../bench/bench-parts';
import type { BenchDatabase } from '../../bench/machinery/bench-database';
import type { PartResults } from '../../bench/machinery/bench-results';
import { tinySizes } from '../../bench/machinery/bench-sizes';
import { SkippedError } from '../../bench/machinery/skipped-error';
import { runParts } from '../../bench/run-parts';
import { suiteDatabase } from '../connectors/suite-database';

jest.setTimeout(300_000);

/** What `cost` prints is in docs/cost.md, which has a test of its own; `mysql` needs a server of Debian. */
const notRun = ['cost', 'mysql'];

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

const noDatabase = async () => Promise.reject(new SkippedError('PostgreSQL is not installed.'));

describe('each part of the bench', () => {
  const names = benchParts.map(({ name }) => name).filter((name) => !notRun.includes(name));

  // PostgreSQL as npm brings it, so that the test needs no other.
  const databaseUrl = suiteDatabase();

  const smallDatabase = async (): Promise<BenchDatabase> => ({
    url: databaseUrl(),
    stop: async () => undefined,
  });

  let results: readonly PartResults[] = [];

  it('runs on the smallest sizes', async () => {
    results = await run(names, smallDatabase);

    expect(results.map(({ name }) => name)).toEqual(names);
  });

  it.each(names)('finds what it measures, beside something else: %s', (wanted) => {
    const result = results.find(({ name }) => name === wanted);

    expect(result?.skipped).toBeUndefined();
    expect(result?.gates.length).toBeGreaterThan(0);
    expect(Math.max(...(result?.figures ?? []).map(({ measured }) => measured.length))).toBeGreaterThan(1);
  });

  it('is skipped in a sentence where its database is not installed', async () => {
    const results = await run(['locate', 'erase', 'export'], noDatabase);

    expect(results.map(({ skipped }) => skipped)).toEqual(Array(3).fill('PostgreSQL is not installed.'));
  });
});
