import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LambdaFunctions, LambdaHandler } from '../../local/aws/lambda-functions';
import { FaultSweep } from './faults/sweep';

jest.setTimeout(180_000);

const directory = mkdtempSync(join(tmpdir(), 'rightsdesk-twice-'));
let sweep: FaultSweep;
let calls = 0;

beforeAll(async () => {
  sweep = await FaultSweep.start(directory, 30_000 + (process.pid % 2_000));
  for (const kind of ['access', 'erasure'] as const) await sweep.cleanRun(kind);
  callTwice(sweep.desk.running.aws.functions);
});

afterAll(async () => {
  await sweep.desk.stop();
  rmSync(directory, { recursive: true, force: true });
});

/**
 * Lambda calls a function at least once; here each is called twice at the same time, and the first reply
 * counts.
 */
function callTwice(functions: LambdaFunctions): void {
  const steps = readdirSync(join(__dirname, '..', '..', 'functions', 'steps')).filter(
    (name) => name !== 'intake',
  );
  for (const step of steps) {
    const { handler, ...settings } = functions.find(`rightsdesk-${step}`);
    const twice: LambdaHandler = async (event, context) => {
      calls += 1;
      const first = handler(event, context);
      await Promise.allSettled([first, handler(structuredClone(event), context)]);
      return first;
    };
    functions.register(`rightsdesk-${step}`, twice, settings);
  }
}

describe('steps that are called twice at once', () => {
  it.each(['access', 'erasure'] as const)(
    'reach the same end, and mail everything once: %s',
    async (kind) => {
      const before = calls;

      const run = await sweep.run(kind);

      expect(run.violations).toEqual([]);
      expect(run.mailedTwice).toEqual([]);
      expect(calls - before).toBeGreaterThan(7);
    },
  );
});
