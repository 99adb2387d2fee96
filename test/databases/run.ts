import { hasRealMysql, startRealMysql } from '../heavy/real-mysql';
import { startRealPostgres } from '../heavy/real-postgres';
import { type Ask, askOf } from './ask';
import { runBuckets } from './buckets/run-buckets';
import { caseText } from './case-text';
import { openMysqlBench } from './mysql/mysql-bench';
import { smaller } from './shrink';
import { runTables } from './single-tables/run-tables';
import { Tally } from './tally';
import { type Bench, openBench, tryCase } from './try-case';

/** Tries case after case. Exit code 1 on a single lie, or if too few are carried out. */
async function main(): Promise<void> {
  const ask = askOf(process.argv.slice(2));
  const stop = { now: false };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (stop.now = true));
  const run = { sql: runBoth, postgres: runPostgres, mysql: runMysql, s3: runBuckets, dynamodb: runTables }[
    ask.kind
  ];
  if (!run) throw new Error(`--kind is sql, postgres, mysql, s3 or dynamodb, not ${ask.kind}`);
  process.exitCode = (await run(ask, stop)) ? 0 : 1;
}

interface Stop {
  readonly now: boolean;
}

/** On each server of this machine; says which of them there is not. */
async function runBoth(ask: Ask, stop: Stop): Promise<boolean> {
  if (!hasRealMysql()) {
    console.log('MySQL: not tried, since there is no MariaDB on this machine (Debian: mariadb-server).');
    return runPostgres(ask, stop);
  }
  const inPostgres = await runPostgres(ask, stop);
  return (await runMysql(ask, stop)) && inPostgres;
}

/** Runs the cases on their own PostgreSQL server. */
async function runPostgres(ask: Ask, stop: Stop): Promise<boolean> {
  const server = await startRealPostgres();
  try {
    return await runOn(await openBench(server.url(), server.url('desk', 'desk')), ask, stop);
  } finally {
    await server.stop();
  }
}

/** Runs the cases on their own MariaDB server. */
async function runMysql(ask: Ask, stop: Stop): Promise<boolean> {
  const server = await startRealMysql();
  try {
    const desk = server.url('desk', 'desk').replace(/shop$/, 'public');
    return await runOn(await openMysqlBench(server.url(), desk), ask, stop);
  } finally {
    await server.stop();
  }
}

async function runOn(bench: Bench, ask: Ask, stop: Stop): Promise<boolean> {
  console.log(bench.kind);
  const tally = new Tally();
  for (let n = 0; n < ask.cases && !stop.now; n += 1)
    tally.add(await tryCase(bench, ask.seed + n, ask.without));
  console.log(tally.text());
  if (ask.cases === 1) console.log(caseText(await tryCase(bench, ask.seed, ask.without)));
  else if (ask.shrink) await shrinkOne(bench, tally, ask);
  await bench.close();
  return tally.holds();
}

/** Makes the first case of each kind of lie as small as possible. */
async function shrinkOne(bench: Bench, tally: Tally, ask: Ask): Promise<void> {
  for (const [kind, seed] of tally.firstSeeds()) {
    const small = await smaller(bench, seed, kind);
    const without = [...small].join(',');
    console.log(
      `${kind}\n  npm run test:databases -- --kind ${bench.kind} --seed ${seed}${without ? ` --without ${without}` : ''}`,
    );
  }
  if (ask.cases > 1) console.log('Each of these commands makes the same case again and prints all of it.');
}

void main();
