import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { loadDeskFile } from '../../functions/config/desk/load-desk';
import {
  fillReadyMap,
  type ReadyMapHead,
  type Retention,
  readyMapHead,
} from '../../functions/config/map/ready-map';
import { qualifiedTableName } from '../../functions/connectors/relational/fault-place';
import { kindDefinition } from '../../functions/connectors/store-kinds';
import type { Desk, DeskStore } from '../../functions/domain/desk';
import { type ConnectStore, connectStoreWith } from '../connect-store';
import { CommandError, type Console, type ExitCode, exitCodes, printJson, printLines } from '../console';
import { readyMapLines, type UsedMap, usedMapLines } from '../ready-map-text';
import { writeOutput } from '../write-output';

export interface MapUseOptions {
  readonly config: string;
  readonly store?: string;
  readonly prefix?: string;
  readonly orders?: 'tables' | 'posts';
  readonly country?: string;
  readonly out?: string;
  readonly force?: true;
  readonly json?: true;
}

const folder = join(__dirname, '../../ready-maps');

/**
 * Writes the data map of well-known software.
 *
 * @throws CommandError for an unknown name, prefix or country, and for a file that is there already
 */
export async function mapUse(
  name: string | undefined,
  options: MapUseOptions,
  console: Console,
): Promise<ExitCode> {
  if (name === undefined) return listReadyMaps(options, console);
  const used = await useReadyMap(name, options, connectStoreWith(console.env));
  if (options.json) printJson(console.stdout, used);
  else printLines(console.stdout, usedMapLines(used, options.config));
  return exitCodes.done;
}

function listReadyMaps({ json }: MapUseOptions, { stdout }: Console): ExitCode {
  const ready = namesOfReadyMaps().map((name) => ({ name, ...readyMapHead(templateOf(name)) }));
  const told = ready.map(({ name, title, kind, fits, retention }) => {
    return { name, title, kind, fits, countries: retention.map(({ country }) => country) };
  });
  if (json) printJson(stdout, told);
  else printLines(stdout, told.flatMap(readyMapLines));
  return exitCodes.done;
}

export function namesOfReadyMaps(): string[] {
  return readdirSync(folder).flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -5)] : []));
}

/** The text of a ready map, by its name. */
export function templateOf(name: string): string {
  const names = namesOfReadyMaps();
  if (!names.includes(name))
    throw new CommandError(`there is no ready map "${name}": use one of ${names.join(', ')}`);
  return readFileSync(join(folder, `${name}.yaml`), 'utf8');
}

export async function useReadyMap(
  name: string,
  options: MapUseOptions,
  connect: ConnectStore,
): Promise<UsedMap> {
  const template = templateOf(name);
  const head = readyMapHead(template);
  const file = fileFor(name, options);
  if (resolve(file) === resolve(options.config))
    throw new CommandError(`${file} is the desk file, which a map cannot replace: name another with --out`);
  if (existsSync(file) && !options.force)
    throw new CommandError(
      `${file} is there already: name another file with --out, or overwrite it with --force`,
    );
  const retention = retentionOf(head, options.country);
  const tables = options.store ? await tablesOf(options, head, connect) : undefined;
  const prefix = prefixOf(head, options.prefix, tables);
  const filled = fillReadyMap(template, { prefix, orders: options.orders ?? 'tables', retention, tables });
  writeOutput(file, filled.text, options.force === true);
  const isLawOpen = head.retention.length > 0 && retention === undefined;
  const questions = [...(isLawOpen ? [lawQuestion(head)] : []), ...head.questions];
  return {
    file: relative('', file),
    title: head.title,
    store: options.store,
    prefix,
    leftOut: filled.leftOut,
    questions,
  };
}

function retentionOf({ title, retention }: ReadyMapHead, country: string | undefined): Retention | undefined {
  if (country === undefined) return undefined;
  if (retention.length === 0)
    throw new CommandError(
      `${title} holds nothing that a law keeps, as far as is known: leave --country out`,
    );
  const found = retention.find((one) => one.country === country.toUpperCase());
  if (found) return found;
  const known = retention.map((one) => one.country).join(', ');
  throw new CommandError(
    `how long ${country} keeps orders is not known here (known: ${known}): leave --country out, and write ground, article and period into the file`,
  );
}

function lawQuestion({ retention }: ReadyMapHead): string {
  const known = retention.map(({ country }) => country).join(', ');
  return `By which law do you keep orders, and how long? Write ground, article, period (P8Y) and year_end under retain, or use --country (${known}).`;
}

/** Names of tables and columns only; no row is read, and the store needs no map yet. */
async function tablesOf(
  { config, store: wanted }: MapUseOptions,
  { kind, title }: ReadyMapHead,
  connect: ConnectStore,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const desk = loadDeskFile(config);
  const store = storeNamed(desk, wanted ?? '', config);
  if (!kindDefinition(store.kind).isRelational)
    throw new CommandError(
      `the store ${store.id} is of kind ${store.kind}; ${title} is kept in a database (${kind})`,
    );
  const unmapped = { storeId: store.id, title: store.title, kind: store.kind, collections: [] };
  const connector = await connect(desk, unmapped);
  try {
    const { collections } = await connector.describe();
    return new Map(
      collections.map(({ name, schema = '', table = name, fields }) => [
        qualifiedTableName(schema, table),
        fields.map((field) => field.name),
      ]),
    );
  } finally {
    await connector.close();
  }
}

function storeNamed({ stores }: Desk, wanted: string, config: string): DeskStore {
  const store = stores.find(({ id }) => id === wanted);
  if (store) return store;
  const ids = stores.map(({ id }) => id).join(', ');
  throw new CommandError(`${config} has no store ${JSON.stringify(wanted)}: it has ${ids}`);
}

/** The file that the desk file lists for the store, so that it is found at once. */
function fileFor(name: string, { config, store, out }: MapUseOptions): string {
  if (out !== undefined) return out;
  const listed =
    store === undefined ? undefined : storeNamed(loadDeskFile(config), store, config).datasets[0];
  return join(dirname(config), listed ?? `datasets/${name}.yaml`);
}

/** @throws CommandError for a prefix that the software or the store does not have */
function prefixOf(
  { title, told_by, usual_prefix }: ReadyMapHead,
  given: string | undefined,
  tables: ReadonlyMap<string, readonly string[]> | undefined,
): string {
  if (usual_prefix === undefined && given !== undefined)
    throw new CommandError(`the tables of ${title} have no prefix: leave --prefix out`);
  if (given !== undefined && !/^[A-Za-z0-9_]*$/.test(given))
    throw new CommandError(
      `--prefix ${JSON.stringify(given)} is none: write letters, digits and _, such as ${usual_prefix}`,
    );
  if (tables === undefined) return given ?? usual_prefix ?? '';
  const found = prefixesIn([...tables.keys()], told_by, usual_prefix !== undefined);
  if (found.length === 0)
    throw new CommandError(
      `the store has no table ${usual_prefix === undefined ? told_by : `that ends in ${told_by}`}: it does not hold this software`,
    );
  if (given !== undefined) return refuseOther(given, found, told_by);
  const [only = '', ...more] = found;
  if (more.length > 0)
    throw new CommandError(`the store holds several shops: choose one with --prefix (${found.join(', ')})`);
  return only;
}

function prefixesIn(tables: readonly string[], toldBy: string, hasPrefix: boolean): string[] {
  return tables
    .filter((table) => (hasPrefix ? table.endsWith(toldBy) : table === toldBy))
    .map((table) => table.slice(0, -toldBy.length));
}

function refuseOther(given: string, found: readonly string[], toldBy: string): string {
  if (found.includes(given)) return given;
  throw new CommandError(`the store has no table ${given}${toldBy}: its prefix is ${found.join(' or ')}`);
}
