import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { awsEnvironment } from './cdk';
import { rehearse } from './rehearse';

/**
 * `npm run rehearse`: deploys the same stack as users do to an independent emulator, and takes requests
 * through it.
 */
async function main(): Promise<void> {
  const { keep = false, meter = false } = program().parse().opts<{ keep?: boolean; meter?: boolean }>();
  const { AWS_ENDPOINT_URL: endpoint, REHEARSE_MAILBOX: mailbox } = process.env;
  if (endpoint && !mailbox)
    throw new Error(
      'AWS_ENDPOINT_URL is set, but REHEARSE_MAILBOX is not: set it to the page that shows the mails of that emulator.',
    );
  const running = endpoint && mailbox ? { running: { endpoint, mailbox } } : {};
  const directory = mkdtempSync(join(tmpdir(), 'rightsdesk-rehearsal-'));
  Object.assign(process.env, awsEnvironment('http://127.0.0.1:4781'));
  console.log(`Rehearsal in ${directory}`);
  try {
    await rehearse({ directory, print: (line) => console.log(line), keepMetered: meter, ...running });
    if (!keep) rmSync(directory, { recursive: true, force: true });
  } catch (error) {
    console.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    throw new Error(`The rehearsal failed. Logs: ${directory}`);
  }
}

function program(): Command {
  return new Command('npm run rehearse --')
    .description(
      'Deploys the stack with the real CDK to an emulator of AWS in a throw-away environment, and takes requests through it from form to report: five kinds, an update in between, a jump of weeks, a check of every call against the policies, and of the cost. About five minutes; needs Python with venv and PostgreSQL.',
    )
    .option(
      '--keep',
      'leave the folder in place: logs, the synthesised stack, every recorded call, and ledger.jsonl with a line for each call that costs something: request, function, table or bucket, and counts',
    )
    .option('--meter', 'write the counts to cost/metered-calls.json, from which docs/cost.md is made')
    .addHelpText(
      'after',
      '\nAWS_ENDPOINT_URL names an emulator that is already running; REHEARSE_MAILBOX then names its page of mails, in the format of MiniStack.\nExit code 0: every step passed.',
    );
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
