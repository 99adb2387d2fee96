import { type Command, Option } from 'commander';
import { commandModules } from './command-modules';
import type { Console, ExitCode } from './console';
import { configOption, jsonOption, plainDate } from './option-values';

/**
 * Commands for a desk at work. They find its register by `REGISTER_TABLE` and the usual AWS variables; beside
 * a local run, by what that run wrote down.
 */
export function addOperateCommands(
  program: Command,
  console: Console,
  finish: (code: ExitCode) => void,
): void {
  addRequests(program, console, finish);
  addAudit(program, console, finish);
  addMetrics(program, console, finish);
  addIntake(program, console, finish);
  addRecover(program, console, finish);
  addRedrive(program, console, finish);
  addReplay(program, console, finish);
  addRetentions(program, console, finish);
  addEnrol(program, console, finish);
  addResetApp(program, console, finish);
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
    .summary('hold every log against its chain and the locked anchors')
    .description(
      'Recomputes the hash chain of every request, walks the bucket of the anchors from its oldest version on, and names what was changed, removed, put in or dated wrong, whole requests included, and what no anchor holds yet. The desk does the same every day and mails staff what it finds.',
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

const desk =
  '\nBeside a local run the desk is found by itself; in AWS, set what the stack gives its functions (docs/deploy.md).';

function addIntake(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('intake')
    .summary('enter a request that came by letter, phone or in person')
    .description(
      'Enters a request that came another way, with the day on which it really came: its clock runs from then.',
    )
    .requiredOption(
      '--right <right>',
      'access, portability, erasure, rectification, restriction, objection, ...',
    )
    .requiredOption('--email <address>', 'where the person is answered')
    .requiredOption('--received <when>', 'day (2026-03-05) or instant on which it reached any of you')
    .requiredOption('--staff <id>', 'who enters it')
    .option('--channel <how>', 'post, phone, mail or in-person', 'post')
    .option('--for <whom>', 'self, child, represented or deceased', 'self')
    .option('--relation <relation>', 'customer, employee or other', 'customer')
    .option('--name <name>', 'name, if given')
    .option('--place <place>', 'where the person lives, e.g. DE or US-CA')
    .option('--message <text>', 'in their words')
    .option('--known <because>', 'why you know who it is; without it the person is mailed a code')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `${desk}\n\nExample:\n  npx rightsdesk intake --right access --email lena.brandt@example.com --received 2026-03-02 --staff jonas`,
    )
    .action(async (options) => {
      finish(await commandModules.intake().intake(options, console));
    });
}

function addRecover(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('recover')
    .summary('after a restore of the register: see what was lost, and say how a request goes on')
    .description(
      'Lists what the anchors hold and the register lost, request by request. With a request, says how that one goes on; until then it stands still, and its legal dates run.',
    )
    .argument('[request]', 'as the mails write it, DSR-7K3M-9QXT-2B4D, or as the register does')
    .addOption(new Option('--as <way>', 'how it goes on').choices(['go-on', 'by-person']))
    .option('--staff <id>', 'who looked and says so')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `${where}\n\nExample:\n  npx rightsdesk recover\n  npx rightsdesk recover DSR-7K3M-9QXT-2B4D --as by-person --staff alma`,
    )
    .action(async (request, options) => {
      finish(await commandModules.recover().recover(request, options, console));
    });
}

function addRedrive(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('redrive')
    .summary('a step gave up, or an execution is lost: let a request go on')
    .description(
      'Starts the execution of a request again, from what the register says. Harmless when it is at work, and when it is closed.',
    )
    .argument(
      '<request>',
      'as the mails write it, DSR-7K3M-9QXT-2B4D, or as the register does, dsr-7k3m9qxt2b4d',
    )
    .addHelpText('after', `${desk}\n\nExample:\n  npx rightsdesk redrive DSR-7K3M-9QXT-2B4D`)
    .action(async (request) => {
      finish(await commandModules.redrive().redriveRequest(request, console));
    });
}

function addReplay(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('replay-erasures')
    .summary('after a restore or a late import: erase again what was erased before')
    .description(
      'Looks for rows that were erased and have come back, and erases them again: only the very same rows, by key and content. Others are left alone and named, with the reason. Harmless to repeat.',
    )
    .option('--store <id>', 'only this store')
    .addOption(jsonOption())
    .addHelpText('after', `${desk}\n\nExample:\n  npx rightsdesk replay-erasures --store shop-database`)
    .action(async (options) => {
      finish(await commandModules.replayErasures().replayErasures(options, console));
    });
}

function addRetentions(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('retentions')
    .summary('what a law keeps after erasures, until when, and what was left for you')
    .description(
      'Lists what erasures kept because a law says so, by its last day. On the day after, the desk erases it by itself if nothing about it has changed; what has is left for you.',
    )
    .option('--all', 'also what is over and done')
    .option('--rows <id>', 'keys of the rows of one entry: personal data')
    .option('--finish <id>', 'you have looked at what was left')
    .addOption(jsonOption())
    .addHelpText('after', `${desk}\n\nExample:\n  npx rightsdesk retentions`)
    .action(async (options) => {
      finish(await commandModules.retentions().retentions(options, console));
    });
}

function addEnrol(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('enrol')
    .summary('set up the authenticator app of a member of staff')
    .description(
      'Shows a picture and a key for the authenticator app of one member of staff, asks for the code that it shows, and prints ten recovery codes once. Do it beside that person. An app that was set up before is worth nothing any more. Everybody who decides, and escalateTo, get a mail about it.',
    )
    .argument('<staff-id>', 'as in rightsdesk.yaml')
    .option('--recovery-codes', 'the app stays; only make ten new recovery codes')
    .addHelpText('after', `${desk}\n\nExample:\n  npx rightsdesk enrol alma`)
    .action(async (staffId, options) => {
      finish(await commandModules.enrol().enrol(staffId, options, console));
    });
}

function addResetApp(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('reset-app')
    .summary('a phone is lost: remove the authenticator app of a member of staff')
    .description(
      'Removes the authenticator app of one member of staff, or lets them try again when it is locked after too many wrong codes. Everybody who decides, and escalateTo, get a mail about it.',
    )
    .argument('<staff-id>', 'as in rightsdesk.yaml')
    .option('--unlock', 'the app stays; only let them type codes again')
    .addHelpText('after', `${desk}\n\nExample:\n  npx rightsdesk reset-app alma`)
    .action(async (staffId, options) => {
      finish(await commandModules.resetApp().resetApp(staffId, options, console));
    });
}
