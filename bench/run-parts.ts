import { performance } from 'node:perf_hooks';
import { SeededRandom } from '../local/sample-shop/seeded-random';
import { type BenchDatabase, startBenchDatabase } from './machinery/bench-database';
import type { BenchContext, BenchPart } from './machinery/bench-part';
import type { PartResults } from './machinery/bench-results';
import type { BenchSizes } from './machinery/bench-sizes';
import { loadNow } from './machinery/machine';
import { SkippedError } from './machinery/skipped-error';
import { startBenchDesk } from './workflow/bench-desk';

export interface BenchRun {
  readonly parts: readonly BenchPart[];
  readonly sizes: BenchSizes;
  readonly seed: number;
  /** Prints a line of progress. */
  readonly say: (line: string) => void;
  /** Called after each part. */
  readonly done: (results: PartResults) => void;
  /** @default Debian's PostgreSQL */
  readonly database?: () => Promise<BenchDatabase>;
}

/** Runs parts one after the other. A part that cannot run here is skipped; any other error ends the bench. */
export async function runParts(run: BenchRun): Promise<PartResults[]> {
  const { parts, sizes, seed, say, done, database = startBenchDatabase } = run;
  const [server, desk] = [shared(database), shared(startBenchDesk)];
  const context: BenchContext = {
    sizes,
    random: new SeededRandom(seed),
    say,
    database: server.get,
    desk: async () => (await desk.get()).walk,
  };
  const results: PartResults[] = [];
  try {
    for (const part of parts) {
      const result = await runPart(part, context);
      results.push(result);
      done(result);
    }
    return results;
  } finally {
    await desk.stop();
    await server.stop();
  }
}

/** Something that is started when the first part asks for it, and is the same for all. */
function shared<Started extends { stop(): Promise<void> }>(start: () => Promise<Started>) {
  let started: Promise<Started> | undefined;
  return {
    get: () => {
      started ??= start();
      return started;
    },
    stop: async () => {
      const running = await started?.catch(() => undefined);
      await running?.stop();
    },
  };
}

async function runPart(part: BenchPart, context: BenchContext): Promise<PartResults> {
  const { name, asks } = part;
  // A desk of an earlier part sets the clock of the whole process.
  const at = new Date(performance.timeOrigin + performance.now()).toISOString();
  const [began, before] = [performance.now(), loadNow()];
  const outcome = await part.run(context).catch((error: unknown) => {
    if (error instanceof SkippedError) return { figures: [], gates: [], skipped: error.message };
    throw error;
  });
  const seconds = (performance.now() - began) / 1_000;
  const { figures, gates, ...more } = outcome;
  return {
    ...{ name, asks, at, seconds, load: [before, loadNow()] },
    figures: figures.map((figure) => ({ ...figure, measured: [...figure.measured] })),
    gates: [...gates],
    ...('notes' in more && more.notes ? { notes: [...more.notes] } : {}),
    ...('skipped' in more ? { skipped: more.skipped } : {}),
  };
}
