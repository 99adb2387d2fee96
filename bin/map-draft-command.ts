import { type Command, InvalidArgumentError } from 'commander';
import { commandModules } from './command-modules';
import type { Console, ExitCode } from './console';
import { configOption } from './option-values';

const mostRows = 1000;

/** `map draft STORE`: writes a first map, and changes nothing in the store. */
export function addMapDraft(map: Command, console: Console, finish: (code: ExitCode) => void): void {
  map
    .command('draft')
    .summary('write a first map from a live store')
    .description(
      'Reads the structure of one store and the form of a few values, and writes a first map of it. Every guess is marked for review, and blocks approvals until somebody has deleted its mark. Then asks what only you can know; what you skip stays open. No stored value is written or shown. Changes nothing in the store.',
    )
    .argument('<store>', 'the id of a store in the desk file')
    .option('--out <file>', 'where to write it (default: the first dataset of the store)')
    .option('--force', 'overwrite the file')
    .option('--yes', 'ask nothing')
    .option('--rows <number>', 'rows of each collection to look at; 0: names only', rowsNamed, 50)
    .option('--bucket <name>', 'for S3: look at this bucket alone; may be repeated', addedTo)
    .addOption(configOption())
    .addHelpText(
      'after',
      '\nExample:\n  npx rightsdesk map draft shop-database --config shop/rightsdesk.yaml\n\nWhat it guesses and how well: docs/map-draft.md',
    )
    .action(async (store: string, options) => {
      finish(await commandModules.mapDraft().mapDraft(store, options, console));
    });
}

function addedTo(name: string, before: readonly string[] = []): string[] {
  return [...before, name];
}

function rowsNamed(text: string): number {
  const rows = Number(text);
  if (/^\d+$/.test(text) && rows <= mostRows) return rows;
  throw new InvalidArgumentError(`Write a whole number from 0 to ${mostRows}.`);
}
