import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureBundles } from './bundles';
import { benchDeadlines } from './deadlines';
import { measureFormPage } from './form-page';
import { countWatchReads } from './watch-reads';

interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly budget?: string;
}

/** Every measurement, one line each for people and one file for machines. Times depend on the machine; bytes and counts do not. */
async function main(): Promise<void> {
  const figures: Figure[] = [];
  const add = (what: string, value: number, unit: string, budget?: string) => {
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
  const file = join(__dirname, 'results.json');
  writeFileSync(file, `${JSON.stringify({ node: process.version, figures }, null, 2)}\n`);
  console.log(`\nWritten to ${file}`);
}

/** Kibibytes, minified: pages a person waits for are held shorter than workers. */
function budgetOf(name: string): string {
  if (name === 'download') return '450';
  return ['intake', 'requester', 'staff'].includes(name) ? '350' : '700';
}

main().catch((error: Error) => {
  console.error(`rightsdesk: the measurement failed: ${error.message}`);
  process.exit(1);
});
