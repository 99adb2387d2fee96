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
      'Plays three requests on a desk of its own, from form to report, through the real pages and mails: one for access, one for erasure, and one whose date passes. Checks every claim that it prints, in under two minutes, without any input.',
    )
    .option('--output <folder>', 'folder for package, reports and log', 'demo-output')
    .addHelpText(
      'after',
      '\nLeaves DSR-...-data.zip, completion-report.html, completion-report.json and log.json. Exit code 0: all claims hold.',
    );
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(`\nThe demo failed. ${error.message}`);
    process.exit(1);
  },
);
