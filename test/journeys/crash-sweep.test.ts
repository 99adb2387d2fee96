import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeededRandom } from '../../local/sample-shop/seeded-random';
import type { CombSettings } from './faults/comb';
import { combsFor, nameOf } from './faults/combs';
import { FaultSweep, type Kind } from './faults/sweep';

jest.setTimeout(240_000);

const directory = mkdtempSync(join(tmpdir(), 'rightsdesk-faults-'));
let sweep: FaultSweep;

beforeAll(async () => {
  sweep = await FaultSweep.start(directory, 30_000 + (process.pid % 2_000));
});

afterAll(async () => {
  await sweep.desk.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Some combs of each kind, chosen by a seed; `test/heavy/crash-sweep.test.ts` runs all of them. */
function sample(combs: readonly CombSettings[], wanted: readonly string[], seed: number): CombSettings[] {
  const random = new SeededRandom(seed);
  const sorts = new Map<string, CombSettings[]>();
  for (const comb of combs) {
    const sort = `${comb.mode} ${comb.length ?? 1}`;
    sorts.set(sort, [...(sorts.get(sort) ?? []), comb]);
  }
  return wanted.map((sort) => random.pick(sorts.get(sort) ?? []));
}

describe.each<[Kind, number, readonly string[]]>([
  ['access', 11, ['fail-after 1', 'drop-answer 1', 'crash-after 1']],
  ['erasure', 12, ['fail-before 1', 'fail-before 5', 'crash-after 1']],
])('%s, with calls that fail, answers that are lost, and crashes', (kind, seed, sorts) => {
  it('ends normally without a fault', async () => {
    const run = await sweep.cleanRun(kind);

    expect(run.violations).toEqual([]);
    expect(run.trouble).toBe(false);
  });

  it('ends the same, mails everybody once or the same twice, and touches nobody else [F03, F13, F19, F20, P02]', async () => {
    const clean = await sweep.cleanRun(kind);
    const wrong: string[] = [];
    const struck: number[] = [];
    sweep.desk.comingBack = ['executions', 'watch'];
    for (const comb of sample(combsFor(clean), sorts, seed)) {
      const run = await sweep.run(kind, comb);
      struck.push(run.struck.length);
      wrong.push(...run.violations.map((violation) => `${nameOf(run)}: ${violation}`));
    }

    expect(wrong).toEqual([]);
    expect(struck).toHaveLength(3);
    expect(Math.min(...struck)).toBeGreaterThan(0);
  });
});

describe('a desk that is restarted from its disk after a crash', () => {
  it('lets the request go on', async () => {
    await sweep.cleanRun('erasure');
    sweep.desk.comingBack = ['disk'];

    const run = await sweep.run('erasure', { mode: 'crash-after', stride: 1000, offset: 260 });

    expect(run.violations).toEqual([]);
    expect(run.crashes).toBe(1);
  });
});
