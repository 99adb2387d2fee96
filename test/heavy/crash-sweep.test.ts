import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { combsFor, nameOf } from '../journeys/faults/combs';
import { FaultSweep, type Kind, type Run } from '../journeys/faults/sweep';

jest.setTimeout(3_600_000);

/** 1 takes every burst and crash, which doubles the time. */
const EVERY = Number(process.env.SWEEP_EVERY ?? 2);

/** One in this many of all runs, starting at a different one for each seed. */
const SAMPLE = Number(process.env.SWEEP_SAMPLE ?? 1);
const SEED = Number(process.env.SWEEP_SEED ?? 0);

const directory = mkdtempSync(join(tmpdir(), 'rightsdesk-faults-'));
let sweep: FaultSweep;

beforeAll(async () => {
  sweep = await FaultSweep.start(directory, 30_000 + (process.pid % 2_000));
});

afterAll(async () => {
  await sweep.desk.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** A summary of the runs for the reader. */
function summary(kind: Kind, runs: readonly Run[]): string {
  const sum = (of: (run: Run) => number) => runs.reduce((total, run) => total + of(run), 0);
  const operations = new Set(runs.flatMap((run) => run.struck));
  return [
    `${kind}: ${runs.length} runs in ${Math.round(sum((run) => run.ms) / 1000)} s`,
    `${sum((run) => run.struck.length)} calls struck (${operations.size} sorts: ${[...operations].sort().join(', ')})`,
    `${sum((run) => run.crashes)} crashes`,
    `${runs.filter((run) => run.trouble).length} runs in which staff were told of trouble`,
    `${runs.filter((run) => run.violations.length > 0).length} runs with violations`,
  ].join('; ');
}

describe.each<Kind>(['access', 'erasure'])('%s, with a fault at every call', (kind) => {
  it('ends the same, mails everybody once or the same twice, and touches nobody else [F03, F13, F19, F20, P02]', async () => {
    const clean = await sweep.cleanRun(kind);
    sweep.desk.comingBack = ['executions', 'watch', 'executions', 'watch', 'disk'];
    const runs: Run[] = [];
    const combs = combsFor(clean, EVERY).filter((_, n) => n % SAMPLE === SEED % SAMPLE);
    for (const comb of combs) runs.push(await sweep.run(kind, comb));

    console.log(
      `clean: ${clean.calls} calls, ${clean.changing} of them change something. ${summary(kind, runs)}`,
    );
    const wrong = runs.flatMap((run) => run.violations.map((violation) => `${nameOf(run)}: ${violation}`));
    expect(wrong).toEqual([]);
    expect(runs.filter((run) => run.trouble).length).toBeLessThanOrEqual(runs.length / 100);
  });
});
