import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsEnvironment } from './cdk';
import { rehearse } from './rehearse';

/**
 * `npm run rehearse`: deploys the very stack that users deploy to an emulator that nobody here wrote, and takes requests through it. Exits with 0 when every
 * step passed. `-- --keep` leaves its folder (logs, synthesised stack, recorded calls) in place. `-- --meter` keeps what was counted as
 * `bench/metered-calls.json`, from which docs/cost.md is made. With `AWS_ENDPOINT_URL` and `REHEARSE_MAILBOX` (a page that answers as MiniStack's list of mails
 * does) it uses an emulator that runs already.
 */
async function main(): Promise<void> {
  const { AWS_ENDPOINT_URL: endpoint, REHEARSE_MAILBOX: mailbox } = process.env;
  if (endpoint && !mailbox) {
    console.error(
      'AWS_ENDPOINT_URL is set, but not REHEARSE_MAILBOX: name the page that shows what was mailed there.',
    );
    process.exitCode = 1;
    return;
  }
  const directory = mkdtempSync(join(tmpdir(), 'rightsdesk-rehearsal-'));
  Object.assign(process.env, awsEnvironment('http://127.0.0.1:4781'));
  const print = (line: string) => console.log(line);
  print(`Rehearsal in ${directory}`);
  try {
    const keepMetered = process.argv.includes('--meter');
    const running = endpoint && mailbox ? { running: { endpoint, mailbox } } : {};
    await rehearse({ directory, print, keepMetered, ...running });
    if (!process.argv.includes('--keep')) rmSync(directory, { recursive: true, force: true });
  } catch (error) {
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
    print(`Logs: ${directory}`);
    process.exitCode = 1;
  }
}

void main();
