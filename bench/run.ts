import { existsSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { benchParts } from './bench-parts';
import { fidesPart } from './fides/fides-part';
import type { BenchPart } from './machinery/bench-part';
import {
  type BenchResults,
  broken,
  KEPT_RUN,
  LAST_RUN,
  mergedResults,
  readResults,
  writeResults,
} from './machinery/bench-results';
import { fullSizes, quickSizes } from './machinery/bench-sizes';
import { thisMachine } from './machinery/machine';
import { resultLines } from './machinery/results-table';
import { runParts } from './run-parts';

interface BenchOptions {
  readonly only?: readonly string[];
  readonly quick?: true;
  readonly with?: 'fides';
  readonly keep?: true;
  readonly seed: number;
}

const names = benchParts.map(({ name }) => name);

const command = new Command('npm run bench --')
  .description(
    'Measures the desk beside its peers, or beside what the machine allows, in the same run. Writes bench/results.json. All parts take about twenty minutes on two cores. Exit code 0: every count, number of bytes and ratio is within what it is held to. Times alone never fail.',
  )
  .option('--only <parts>', `only these, with commas: ${names.join(', ')}`, partNames)
  .option('--quick', 'small sizes, some minutes')
  .addOption(new Option('--with <peer>', 'also installs Fides and gives it the same work').choices(['fides']))
  .option('--keep', 'also writes bench/kept-results.json, from which docs/performance.md is made')
  .option('--seed <number>', 'of the order in which contestants run', Number, 1);

function partNames(text: string): string[] {
  const wanted = text.split(',').map((name) => name.trim());
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new InvalidArgumentError(`There is no part ${unknown.join(', ')}.`);
  return wanted;
}

async function main(options: BenchOptions): Promise<void> {
  const { quick, seed } = options;
  const parts = chosenParts(options);
  const machine = thisMachine();
  console.log(
    `Node ${machine.node}, ${machine.postgres ? `PostgreSQL ${machine.postgres}` : 'no PostgreSQL'}, ${machine.cores} x ${machine.cpu}, seed ${seed}`,
  );
  const results = await runParts({
    parts,
    sizes: quick ? quickSizes : fullSizes,
    seed,
    say: (line) => console.error(`  ... ${line}`),
    done: (result) => {
      const { name, asks, seconds, load } = result;
      console.log(
        `\n${letterOf(name)} ${name}: ${asks} (${seconds.toFixed(0)} s, load ${load.join(' to ')})`,
      );
      for (const line of resultLines(result)) console.log(line);
    },
  });
  write({ machine, sizes: quick ? 'quick' : 'full', seed, parts: results }, options);
  const sentences = broken(results);
  for (const sentence of sentences) console.error(`rightsdesk: above what the bench is held to: ${sentence}`);
  if (sentences.length > 0) process.exitCode = 1;
}

function chosenParts({ only, with: peer }: BenchOptions): BenchPart[] {
  const chosen = benchParts.filter(({ name }) => only === undefined || only.includes(name));
  return peer === 'fides' ? [...chosen, fidesPart] : chosen;
}

function letterOf(name: string): string {
  const at = names.indexOf(name);
  return `(${String.fromCharCode('a'.charCodeAt(0) + (at < 0 ? names.length : at))})`;
}

function write(results: BenchResults, { only, keep }: BenchOptions): void {
  writeResults(LAST_RUN, results);
  console.log(`\nWritten to ${LAST_RUN}`);
  if (!keep) return;
  const merged = only && existsSync(KEPT_RUN) ? mergedResults(readResults(KEPT_RUN), results) : results;
  writeResults(KEPT_RUN, merged);
  console.log(`Written to ${KEPT_RUN}. Now: npx tsx generate/make-performance.ts`);
}

main(command.parse().opts<BenchOptions>()).then(
  // A desk leaves timers of the SDK behind.
  () => process.exit(),
  (error: Error) => {
    console.error(`rightsdesk: the bench failed: ${error.message}`);
    process.exit(1);
  },
);
