import { type Command, Option } from 'commander';
import { commandModules } from './command-modules';
import type { Console, ExitCode } from './console';
import { configOption, jsonOption, plainDate } from './option-values';

/**
 * Commands for a running desk. They find its register by `REGISTER_TABLE` and the usual AWS variables, or by
 * the file that a local run wrote.
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

const where =
  '\nFinds the register of a local run in this folder by itself; for a desk in AWS, set REGISTER_TABLE.';

function addRequests(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('requests')
    .summary('list the open requests, earliest due date first')
    .description('Lists the open requests with the last lawful day of each, earliest first.')
    .option('--all', 'include closed requests')
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
    .description('check the evidence: audit verify')
    .helpCommand(false)
    .command('verify')
    .summary('check every log against its hash chain and the locked anchors')
    .description(
      'Recomputes the hash chain of every request and reads the bucket of the anchors from its oldest version on. Names every entry or whole request that was changed, removed, inserted or misdated, and what no anchor covers yet. The desk runs the same check every day and mails staff what it finds.',
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
      'Counts the requests received in a period by right and outcome, with the median and mean days that they took.',
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
  '\nFinds a local run in this folder by itself; for a desk in AWS, set the variables that the stack gives its functions (docs/deploy.md).';

function addIntake(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('intake')
    .summary('enter a request that came by letter, phone or in person')
    .description(
      'Enters a request that did not come through the form, with the day on which it really arrived: its clock runs from then.',
    )
    .requiredOption(
      '--right <right>',
      'access, portability, erasure, rectification, restriction, objection, ...',
    )
    .requiredOption('--email <address>', 'address that the answer goes to')
    .requiredOption('--received <when>', 'day (2026-03-05) or instant when it first reached your business')
    .requiredOption('--staff <id>', 'id of the member of staff who enters it')
    .option('--channel <how>', 'post, phone, mail or in-person', 'post')
    .option('--for <whom>', 'self, child, represented or deceased', 'self')
    .option('--relation <relation>', 'customer, employee or other', 'customer')
    .option('--name <name>', 'name, if given')
    .option('--place <place>', 'where the person lives, e.g. DE or US-CA')
    .option('--message <text>', 'what they ask for, in their own words')
    .option('--known <because>', 'how you know who it is; without it, the requester is mailed a code')
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
    .summary('after a restore of the register: list what was lost, and decide how a request continues')
    .description(
      'Lists, request by request, what the anchors hold and the register lost. With a request, records how that one continues; until then it is halted while its legal dates run.',
    )
    .argument('[request]', 'reference as in the mails, DSR-7K3M-9QXT-2B4D, or id as in the register')
    .addOption(new Option('--as <way>', 'how the request continues').choices(['go-on', 'by-person']))
    .option('--staff <id>', 'id of the member of staff who decides so')
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
    .summary('restart a request whose step gave up or whose execution is lost')
    .description(
      'Starts the execution of a request again, from what the register holds. Harmless when the request is running or closed.',
    )
    .argument(
      '<request>',
      'reference as in the mails, DSR-7K3M-9QXT-2B4D, or id as in the register, dsr-7k3m9qxt2b4d',
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
      'Looks for rows that were erased and have come back, and erases them again, but only rows with the same key and content. Leaves all others alone and lists them with the reason. Safe to repeat.',
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
    .summary('list what erasures kept under a law, until when, and what was left for staff')
    .description(
      'Lists what erasures kept because a law requires it, by its last day. On the day after, the desk erases it by itself if nothing about it has changed; what has changed is left for staff.',
    )
    .option('--all', 'include what has ended and is done')
    .option('--rows <id>', 'print the keys of the rows of one entry: personal data')
    .option('--finish <id>', 'record that what was left has been dealt with')
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
      'Shows a QR code and a key for the authenticator app of one member of staff, asks for the code that the app shows, and prints ten recovery codes once. Run it with that person beside you. An app that was set up earlier stops working. All approvers and escalateTo get a mail about it.',
    )
    .argument('<staff-id>', 'as in rightsdesk.yaml')
    .option('--recovery-codes', 'keep the app; only make ten new recovery codes')
    .addHelpText('after', `${desk}\n\nExample:\n  npx rightsdesk enrol alma`)
    .action(async (staffId, options) => {
      finish(await commandModules.enrol().enrol(staffId, options, console));
    });
}

function addResetApp(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('reset-app')
    .summary('remove the authenticator app of a member of staff, for example when a phone is lost')
    .description(
      'Removes the authenticator app of one member of staff, or lets them try again when it is locked after too many wrong codes. All approvers and escalateTo get a mail about it.',
    )
    .argument('<staff-id>', 'as in rightsdesk.yaml')
    .option('--unlock', 'keep the app; only let them type codes again')
    .addHelpText('after', `${desk}\n\nExample:\n  npx rightsdesk reset-app alma`)
    .action(async (staffId, options) => {
      finish(await commandModules.resetApp().resetApp(staffId, options, console));
    });
}
