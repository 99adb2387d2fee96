import { type Command, InvalidArgumentError } from 'commander';
import { DEADLINE_EVENT_TYPES } from '../functions/domain/deadlines/deadline-case';
import { commandModules } from './command-modules';
import { type Console, type ExitCode, exitCodes, printJson } from './console';
import { addMapDraft } from './map-draft-command';
import { addMapUse } from './map-use-command';
import { collectIdentity, configOption, jsonOption, plainDate, rightNamed } from './option-values';

/** Commands for setting a desk up: they read files and stores, and change nothing. */
export function addBuildCommands(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  addMapCheck(program, console, finish);
  addPreview(program, console, finish);
  addDeadlines(program, console, finish);
  addLawNews(program, console, finish);
  addTextsCheck(program, console, finish);
  addVendorTry(program, console, finish);
  addSchema(program, console);
}

function addMapCheck(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  const map = program
    .command('map')
    .description('write and check the data map: map draft, map use, map check')
    .helpCommand(false);
  addMapDraft(map, console, finish);
  addMapUse(map, console, finish);
  map
    .command('check')
    .summary('check desk file, datasets and stores')
    .description(
      'Checks the desk file and its datasets, says whether each law binds you by its own tests, reads the structure of every store and asks it what it would refuse or do by itself. Lists each difference, each gap of the map and each place that was not looked at, with file, line and remedy. Changes nothing.',
    )
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  npx rightsdesk map check --config shop/rightsdesk.yaml')
    .action(async (options: { config: string; json?: true }) => {
      finish(await commandModules.mapCheck().mapCheck(options, console));
    });
}

function addPreview(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('preview')
    .summary('show what a request by one person would find')
    .description(
      'Searches every store for one person and shows what a request would find and what would happen to it. Changes nothing.',
    )
    .requiredOption('--right <right>', 'access, portability or erasure', rightNamed)
    .requiredOption(
      '--identity <kind=value>',
      'email=..., phone=... or customer-number=...; may be repeated',
      collectIdentity,
    )
    .addOption(configOption())
    .addOption(jsonOption('print the manifest as JSON, with keys and values: personal data'))
    .addHelpText(
      'after',
      '\nExample:\n  npx rightsdesk preview --right erasure --identity email=ada@example.com',
    )
    .action(async (options) => {
      finish(await commandModules.preview().preview(options, console));
    });
}

const exampleCase =
  '{"id":"a","regime":"eu-gdpr","requestType":"access","place":"DE-BE","zone":"Europe/Berlin","received":"2026-03-05T10:00:00+01:00","events":[]}';

const deadlinesHelp = `A line of input:
  regime       the law: eu-gdpr, uk-gdpr, us-ca-ccpa ... (docs/deadlines.md lists all, with their request types)
  requestType  as that law's file calls it: access, deletion, correction, complaint, appeal ...
  place        whose holidays count: DE-BE, GB-ENG, US-CA ...; null when it is not known (weekends only)
  zone         IANA time zone in which days are counted
  received     instant with an offset or Z
  events       list of { "type", "at" }, in any order; "until" (a date) with an extension that names its own day.
               Types: ${DEADLINE_EVENT_TYPES.slice(0, 6).join(', ')},
               ${DEADLINE_EVENT_TYPES.slice(6).join(', ')}
  id           anything; it is returned. Other fields are ignored.

A line of output:
  acknowledgeBy, respondBy, extensionNoticeBy, extendedRespondBy, completionNoticeBy, appealRespondBy, complaintBy
               last days (dates in the zone); one that the law does not have is left out
  status       why respondBy is null: suspended, notStarted, withoutUndueDelay, notInForce
  endsBeforeUtc    for each date the first instant that is too late
  extensionValid   whether an extension was lawful and its notice in time
  unsuspendedRespondBy  while the clock is suspended: the date that reminders go by
  alternatives     other readings of the law; the earlier date is always the one given
  explain      the steps in words, each with article, link and confidence
  review       supported, or notYetReviewed: have such dates checked before you rely on them
  confidence   where the period was read: official, elsewhere, unconfirmed

A bad line gives { line, id, field, error, allowed }, and the exit code is 1.`;

function addDeadlines(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('deadlines')
    .summary('compute legal dates, JSON lines in, JSON lines out')
    .description(
      'Computes legal dates: reads one case per line (JSON) and writes its dates with reasons, again one line per case (JSON). For a bad line it writes the line number, the field and what is allowed, and goes on.',
    )
    .addHelpText(
      'after',
      `\n${deadlinesHelp}\n\nExample:\n  echo '${exampleCase}' | npx rightsdesk deadlines`,
    )
    .action(async () => {
      const { runDeadlines } = commandModules.deadlines();
      const code = await runDeadlines(console.stdin, console.stdout, console.stderr);
      finish(code === 0 ? exitCodes.done : exitCodes.foundProblems);
    });
}

function addLawNews(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('law')
    .description('follow the laws of this desk: law news')
    .helpCommand(false)
    .command('news')
    .summary('list which rules of this desk change within a year')
    .description(
      'Lists what begins, changes or ends in the laws and calendars of this desk, from a year ago to a year ahead, and the laws of its places that this project knows of but does not have as data. Each in a sentence, with its source and confidence. Changes nothing.',
    )
    .option('--date <date>', 'as of another day, for example 2027-01-01', plainDate)
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  npx rightsdesk law news --date 2027-01-01')
    .action((options) => finish(commandModules.lawNews().lawNews(options, console)));
}

function addTextsCheck(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('texts')
    .description('check the texts of the mails: texts check')
    .helpCommand(false)
    .command('check')
    .summary('check that each mail says what it must')
    .description(
      'Checks that each editable text can be read, uses only facts that its mail has, and says everything that the laws demand of it.',
    )
    .option(
      '--folder <folder>',
      'folder of the texts, one sub-folder per language (default: those of this desk)',
    )
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  npx rightsdesk texts check --folder my-texts')
    .action((options) => finish(commandModules.textsCheck().textsCheck(options, console)));
}

function addVendorTry(program: Command, console: Console, finish: (code: ExitCode) => void): void {
  program
    .command('vendor')
    .description('check the file of a vendor: vendor try')
    .helpCommand(false)
    .command('try')
    .summary('check a vendor file, say what it would do, and try it')
    .description(
      'Checks the file of a vendor and says every call that it would make. With --secret it then makes the test call and, with --identity, searches for one person, at the service itself; with --recording it answers itself from a file and sends nothing. Nothing is erased without --erase, which names one endpoint and the field in which its rows must hold the value.',
    )
    .argument('<file>', 'a vendor that comes with Rightsdesk, or the path of a vendor file')
    .option('--account <settings>', 'account settings of the file, as name=value, separated by commas')
    .option('--secret <name>', 'environment variable or /SSM/parameter with the key of the vendor')
    .option('--identity <kind=value>', 'search for this: email=...; may be repeated', collectIdentity)
    .option('--recording <file>', 'answer from this file instead of the service')
    .option(
      '--erase <endpoint.field>',
      'ERASE, at the vendor, the rows there that hold the value in that field',
    )
    .addHelpText(
      'after',
      '\nExample:\n  npx rightsdesk vendor try stripe --secret STRIPE_TEST_KEY --identity email=ada@example.com\n  npx rightsdesk vendor try stripe --secret STRIPE_TEST_KEY --identity email=ada@example.com --erase customers.email',
    )
    .action(async (file: string, options) =>
      finish(await commandModules.vendorTry().vendorTry(file, options, console)),
    );
}

function addSchema(program: Command, console: Console): void {
  program
    .command('schema')
    .summary('print a JSON Schema for editors')
    .description('Prints the JSON Schema of the desk file, of the data map or of a vendor file, for editors.')
    .argument('<file>', 'desk, map or vendor', (file) => {
      if (file === 'desk' || file === 'map' || file === 'vendor') return file;
      throw new InvalidArgumentError('Choose desk, map or vendor.');
    })
    .addHelpText('after', '\nExample:\n  npx rightsdesk schema desk > rightsdesk.schema.json')
    .action((file: 'desk' | 'map' | 'vendor') =>
      printJson(console.stdout, commandModules.schema().jsonSchema(file)),
    );
}
