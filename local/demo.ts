import { resolve } from 'node:path';
import { Command } from 'commander';
import { runDemo } from './demo/run-demo';

async function main(): Promise<void> {
  const { output } = program().parse().opts<{ output: string }>();
  process.env.LOG_LEVEL ??= 'ERROR';
  await runDemo({ output: resolve(output), print: (line) => console.log(line) });
}

function program(): Command {
  return new Command('npm run demo --')
    .description(
      'Plays three requests on a desk of its own, from form to report, through the real pages and mails: one for access, one for erasure, and one whose date passes. Checks what it tells, in under two minutes, with no hands.',
    )
    .option('--output <folder>', 'where package, reports and log are left', 'demo-output')
    .addHelpText(
      'after',
      '\nLeaves DSR-...-data.zip, completion-report.html, completion-report.json and log.json. Exit code 0: everything that was claimed held.',
    );
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(`\nThe demo failed. ${error.message}`);
    process.exit(1);
  },
);
