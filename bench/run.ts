import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { measureBundles } from './bundles';
import { readCosts } from './costs';
import { benchDeadlines } from './deadlines';
import { measureFormPage } from './form-page';
import { countWatchReads } from './watch-reads';

interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly budget?: string;
}

type Add = (what: string, value: number, unit: string, budget?: string) => void;

/**
 * Runs every measurement: one line each on stdout, and one file for programs. Times depend on the machine;
 * bytes and counts do not.
 */
async function main(): Promise<void> {
  new Command('npm run bench')
    .description(
      'Measures the desk: form page, deadline engine, reads of the watch, bundles, and what requests cost by the counts of the last metered rehearsal. Writes bench/results.json. Exit code 0: no cost is above what rehearsals are held to.',
    )
    .parse();
  const figures: Figure[] = [];
  const add: Add = (what, value, unit, budget) => {
    figures.push({ what, value, unit, ...(budget ? { budget } : {}) });
    console.log(
      `${what.padEnd(58)} ${String(value).padStart(10)} ${unit}${budget ? `   (budget ${budget})` : ''}`,
    );
  };
  add('form page, everything', measureFormPage(), 'bytes', '14,000');
  add('deadline engine, explanations included', benchDeadlines().callsPerSecond, 'calls/s');
  const reads = await countWatchReads();
  add('sweep reads, 100 open requests, 5 due', reads.few, 'index items');
  add('sweep reads, 2,000 open requests, 5 due', reads.many, 'index items', 'the same');
  for (const { name, kib } of await measureBundles()) add(`bundle ${name}`, kib, 'KiB', budgetOf(name));
  addCosts(add);
  const file = join(__dirname, 'results.json');
  writeFileSync(file, `${JSON.stringify({ node: process.version, figures }, null, 2)}\n`);
  console.log(`\nWritten to ${file}`);
}

/** Ends with an exit code other than 0 when a cost is above its limit. */
function addCosts(add: Add): void {
  const { kinds, lines, over } = readCosts();
  const cents = (dollars: number) => Math.round(dollars * 100) / 100;
  for (const { kind, dollars } of kinds) add(`1,000 requests, ${kind}`, cents(dollars), 'USD');
  for (const { what, unit, counted, budget } of lines)
    add(what, cents(counted), unit, `${budget}${counted > budget ? ', OVER' : ''}`);
  for (const sentence of over) console.error(`rightsdesk: above what rehearsals are held to: ${sentence}`);
  if (over.length > 0) process.exitCode = 1;
}

/** The budget in kibibytes, minified: smaller for pages that a person waits for than for workers. */
function budgetOf(name: string): string {
  if (['intake', 'verify', 'requester', 'download'].includes(name)) return '380';
  return ['decide', 'staff'].includes(name) ? '500' : '700';
}

main().catch((error: Error) => {
  console.error(`rightsdesk: the measurement failed: ${error.message}`);
  process.exit(1);
});
