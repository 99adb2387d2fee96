import { type Command, Option } from 'commander';
import { commandModules } from './command-modules';
import type { Console, ExitCode } from './console';
import { configOption, jsonOption } from './option-values';

export function addMapUse(map: Command, console: Console, finish: (code: ExitCode) => void): void {
  map
    .command('use')
    .summary('write the data map of well-known software, or list it')
    .description(
      'Writes the data map of well-known software (docs/ready-maps.md) into a file, which is yours from then on, and lists what only you can answer. Without a name, lists the ready maps. Reads the names of tables and columns of a store if you name one; changes nothing in it.',
    )
    .argument('[name]', 'a ready map: woocommerce, supabase-auth')
    .option('--store <id>', 'a store of the desk file: takes the prefix, tables and columns that it has')
    .option('--prefix <prefix>', 'what the names of the tables begin with (WooCommerce; default: wp_)')
    .addOption(
      new Option(
        '--orders <where>',
        'where orders are kept (WooCommerce): tables of their own, or posts only',
      ).choices(['tables', 'posts']),
    )
    .option('--country <code>', 'whose law says how long orders are kept (WooCommerce), for example DE')
    .option('--out <file>', 'the file to write (default: datasets/NAME.yaml beside the desk file)')
    .option('--force', 'overwrite the file')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  npx rightsdesk map use woocommerce --prefix wp_ --country DE')
    .action(async (name: string | undefined, options) => {
      finish(await commandModules.mapUse().mapUse(name, options, console));
    });
}
