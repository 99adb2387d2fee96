import { startRealPostgres } from '../heavy/real-postgres';
import { type Ask, askOf } from './ask';
import { runBuckets } from './buckets/run-buckets';
import { caseText } from './case-text';
import { smaller } from './shrink';
import { runTables } from './single-tables/run-tables';
import { Tally } from './tally';
import { openBench, tryCase } from './try-case';

/** Tries case after case. Exit code 1 on a single lie, or if too few are carried out. */
async function main(): Promise<void> {
  const ask = askOf(process.argv.slice(2));
  const stop = { now: false };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (stop.now = true));
  const run = { postgres: runDatabases, s3: runBuckets, dynamodb: runTables }[ask.kind];
  if (!run) throw new Error(`--kind is postgres, s3 or dynamodb, not ${ask.kind}`);
  process.exitCode = (await run(ask, stop)) ? 0 : 1;
}

/** Runs the cases on their own PostgreSQL server. */
async function runDatabases(ask: Ask, stop: { readonly now: boolean }): Promise<boolean> {
  const server = await startRealPostgres();
  try {
    const bench = await openBench(server.url(), server.url('desk', 'desk'));
    const tally = new Tally();
    for (let n = 0; n < ask.cases && !stop.now; n += 1)
      tally.add(await tryCase(bench, ask.seed + n, ask.without));
    console.log(tally.text());
    if (ask.cases === 1) console.log(caseText(await tryCase(bench, ask.seed, ask.without)));
    else if (ask.shrink) await shrinkOne(bench, tally, ask);
    await bench.client.end();
    return tally.holds();
  } finally {
    await server.stop();
  }
}

/** Makes the first case of each kind of lie as small as possible. */
async function shrinkOne(
  bench: Awaited<ReturnType<typeof openBench>>,
  tally: Tally,
  ask: Ask,
): Promise<void> {
  for (const [kind, seed] of tally.firstSeeds()) {
    const small = await smaller(bench, seed, kind);
    const without = [...small].join(',');
    console.log(
      `${kind}\n  npm run test:databases -- --seed ${seed}${without ? ` --without ${without}` : ''}`,
    );
  }
  if (ask.cases > 1) console.log('Each of these commands makes the same case again and prints all of it.');
}

void main();
