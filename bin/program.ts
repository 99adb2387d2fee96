import { Command, CommanderError } from 'commander';
import { DeskFileError } from '../functions/config/desk/desk-file-error';
import { DataMapError } from '../functions/config/map/data-map-error';
import { addBuildCommands } from './build-commands';
import { CommandError, type Console, type ExitCode, exitCodes, printJson, printLine } from './console';
import { addOperateCommands } from './operate-commands';

/**
 * Runs one command line, e.g. `['map', 'check', '--json']`.
 *
 * @returns the exit code, see {@link exitCodes}
 */
export async function runCommandLine(args: readonly string[], console: Console): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const program = buildProgram(console, (outcome) => {
    code = outcome;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return report(error, console, args.includes('--json'));
  }
}

/** The whole command line. `finish` receives the exit code of the command that ran. */
export function buildProgram(console: Console, finish: (code: ExitCode) => void): Command {
  const program = new Command('rightsdesk')
    .description('Answers data-subject requests. These commands check and operate a desk.')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 something is wrong, 2 the command could not run.\nHelp for one command: npx rightsdesk map check --help',
    );
  writeThrough(program, console);
  addBuildCommands(program, console, finish);
  addOperateCommands(program, console, finish);
  return program;
}

/**
 * Sends all output to the given streams, and errors on one line that begins with the name of the tool.
 * Sub-commands inherit it.
 */
function writeThrough(program: Command, console: Console): void {
  program.exitOverride().configureOutput({
    writeOut: (text) => console.stdout.write(text),
    writeErr: (text) => console.stderr.write(text),
    outputError: (text, write) => write(`rightsdesk: ${oneLine(text.replace(/^error: /, '').trim())}\n`),
    getOutHelpWidth: () => 100,
    getErrHelpWidth: () => 100,
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  });
}

function report(error: unknown, console: Console, json: boolean): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.couldNotRun;
  if (error instanceof DeskFileError || error instanceof DataMapError) {
    reportProblems(error, console, json);
    return exitCodes.couldNotRun;
  }
  printLine(console.stderr, `rightsdesk: ${oneLine(error instanceof Error ? error.message : String(error))}`);
  if (!(error instanceof CommandError) && console.env.RIGHTSDESK_DEBUG && error instanceof Error)
    printLine(console.stderr, error.stack);
  return exitCodes.couldNotRun;
}

function reportProblems(error: DeskFileError | DataMapError, console: Console, json: boolean): void {
  if (json) {
    printJson(console.stdout, { problems: error.problems });
    return;
  }
  const { length } = error.problems;
  if (length > 1) printLine(console.stderr, `rightsdesk: ${length} problems, nothing was done`);
  printLine(console.stderr, length > 1 ? error.message : `rightsdesk: ${error.message}`);
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
