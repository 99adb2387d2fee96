import type { Command } from 'commander';
import { commandModules } from './command-modules';
import type { Console, ExitCode } from './console';
import { configOption, jsonOption, plainDate } from './option-values';

/** Commands for a desk at work. They find its register by `REGISTER_TABLE` and the usual AWS variables; beside a local run, by what that run wrote down. */
export function addOperateCommands(
  program: Command,
  console: Console,
  finish: (code: ExitCode) => void,
): void {
  addRequests(program, console, finish);
  addAudit(program, console, finish);
  addMetrics(program, console, finish);
}

const where = '\nREGISTER_TABLE names the table of the register; beside a local run it is found by itself.';

function addRequests(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('requests')
    .summary('list the open requests, the one due first on top')
    .description('Lists the open requests with their latest lawful date, the one due first on top.')
    .option('--all', 'closed requests, too')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', `${where}\n\nExample:\n  npx rightsdesk requests --all --json`)
    .action(async (options) => {
      finish(await commandModules.requests().requests(options, console));
    });
}

function addAudit(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('audit')
    .description('work on the record of all acts: audit verify')
    .helpCommand(false)
    .command('verify')
    .summary('recompute the hash chain of every log')
    .description(
      'Recomputes the hash chain of every request and names the first entry that was changed, removed or put in. An entry cut off at the end of a log leaves a whole chain, which this cannot see.',
    )
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', `${where}\n\nExample:\n  npx rightsdesk audit verify`)
    .action(async (options) => {
      finish(await commandModules.auditVerify().auditVerify(options, console));
    });
}

function addMetrics(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('metrics')
    .summary('count requests by right, outcome and days taken')
    .description(
      'Counts the requests received in a period: by right, how they ended, and how many days it took.',
    )
    .option('--from <date>', 'first day of receipt, for example 2026-01-01', plainDate)
    .option('--to <date>', 'last day of receipt', plainDate)
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', `${where}\n\nExample:\n  npx rightsdesk metrics --from 2026-01-01 --to 2026-12-31`)
    .action(async (options) => {
      finish(await commandModules.metrics().metrics(options, console));
    });
}
