import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsEnvironment } from './cdk';
import { rehearse } from './rehearse';

/**
 * `npm run rehearse`: deploys the very stack that users deploy to an emulator that nobody here wrote, and takes requests through it. Exits with 0 when every
 * step passed. `-- --keep` leaves its folder (logs, synthesised stack, recorded calls) in place.
 */
async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'rightsdesk-rehearsal-'));
  Object.assign(process.env, awsEnvironment('http://127.0.0.1:4781'));
  const print = (line: string) => console.log(line);
  print(`Rehearsal in ${directory}`);
  try {
    await rehearse({ directory, print });
    if (!process.argv.includes('--keep')) rmSync(directory, { recursive: true, force: true });
  } catch (error) {
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
    print(`Logs: ${directory}`);
    process.exitCode = 1;
  }
}

void main();
