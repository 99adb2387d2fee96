import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { loadDeskFile } from '../../functions/config/desk/load-desk';
import { draftFirstMap } from '../../functions/config/first-map/draft-first-map';
import { withShippedMap } from '../../functions/config/first-map/shipped-map';
import { writeFirstMap } from '../../functions/config/first-map/write-first-map';
import { StoreError } from '../../functions/connectors/connector';
import { surveyors } from '../../functions/connectors/open-surveyor';
import type { StoreSurvey } from '../../functions/connectors/survey';
import { defined } from '../../functions/domain/defined';
import type { Desk, DeskStore } from '../../functions/domain/desk';
import { logInTo } from '../connect-store';
import { CommandError, type Console, type ExitCode, exitCodes, printLine, printLines } from '../console';
import { faultText, storeFaultOf } from '../fault-text';
import { draftSummary } from '../map-draft-text';
import { interview } from '../map-interview';
import { MissingCredentialError } from '../store-credentials';
import { writeOutput } from '../write-output';

export interface MapDraftOptions {
  readonly config: string;
  readonly out?: string;
  readonly force?: true;
  readonly yes?: true;
  readonly rows: number;
  /** For S3: look at these alone. */
  readonly bucket?: readonly string[];
}

/**
 * Surveys one store, drafts its map, asks what only the shop knows, and writes the file.
 *
 * @throws CommandError when there is no such store, none of this kind can be drafted, it cannot be read, or
 * the file exists
 */
export async function mapDraft(
  storeId: string,
  options: MapDraftOptions,
  console: Console,
): Promise<ExitCode> {
  const desk = loadDeskFile(options.config);
  const settings = storeNamed(desk, storeId, options);
  const file = fileFor(settings, options);
  const survey = await surveyStore(settings, options, console);
  if (survey.collections.length === 0)
    throw new CommandError(`${storeId} holds nothing that a map could describe: ${whyEmpty(survey)}`);
  const drafted = draftFirstMap(survey, { datasetKey: keyOf(storeId), title: settings.title });
  const map = options.yes ? drafted : await interview(drafted, console);
  writeOutput(file, writeFirstMap(map), options.force === true);
  printLines(
    console.stdout,
    draftSummary(map, { file, isListed: isListed(settings, file, options), config: options.config }),
  );
  return exitCodes.done;
}

function storeNamed(desk: Desk, storeId: string, { config, bucket }: MapDraftOptions): DeskStore {
  const settings = desk.stores.find(({ id }) => id === storeId);
  if (settings === undefined)
    throw new CommandError(
      `${config} has no store ${JSON.stringify(storeId)}: it has ${desk.stores.map(({ id }) => id).join(', ')}`,
    );
  if (surveyors[settings.kind] === undefined)
    throw new CommandError(
      `no map can be drafted of ${storeId}, which is of the kind ${settings.kind}: only of ${Object.keys(surveyors).join(', ')}`,
    );
  if (bucket !== undefined && settings.kind !== 's3')
    throw new CommandError(
      `--bucket is for S3, and ${storeId} is of the kind ${settings.kind}: leave it out`,
    );
  return settings;
}

function fileFor({ id, datasets }: DeskStore, { config, out, force }: MapDraftOptions): string {
  const file =
    out === undefined ? resolve(dirname(config), datasets[0] ?? `datasets/${id}.yaml`) : resolve(out);
  if (existsSync(file) && !force)
    throw new CommandError(`${file} exists: name another file with --out, or overwrite it with --force`);
  return file;
}

function isListed({ datasets }: DeskStore, file: string, { config }: MapDraftOptions): boolean {
  return datasets.some((name) => resolve(dirname(config), name) === file);
}

/** Keys of fideslang know fewer characters than ids of stores. */
function keyOf(storeId: string): string {
  return storeId.replaceAll(/[^A-Za-z0-9_-]/g, '_');
}

function whyEmpty({ notLookedAt }: StoreSurvey): string {
  return notLookedAt.length === 0
    ? 'it is empty, or its user may not see what it holds'
    : `${notLookedAt.length} were not looked at, the first because: ${notLookedAt[0]}`;
}

async function surveyStore(
  settings: DeskStore,
  { rows, bucket: buckets }: MapDraftOptions,
  console: Console,
): Promise<StoreSurvey> {
  const open = surveyors[settings.kind];
  if (open === undefined) throw new Error('the kind was checked before');
  const store = { storeId: settings.id, title: settings.title, kind: settings.kind, collections: [] };
  try {
    const credentials = await logInTo(settings, console.env);
    const { connection, vendor } = settings;
    const surveyor = open({ store, connection, credentials, vendor, clock: undefined });
    try {
      const survey = await surveyor.survey({
        rows,
        ...defined({ buckets }),
        onProgress: progressOn(console),
      });
      return settings.kind === 'http' ? withShippedMap(survey, connection.vendor) : survey;
    } finally {
      await surveyor.close();
    }
  } catch (error) {
    throw asCommandError(error, settings.id);
  }
}

function asCommandError(error: unknown, storeId: string): unknown {
  if (error instanceof StoreError)
    return new CommandError(
      `${storeId}: ${faultText(storeFaultOf(error, { storeId, placeOf: () => undefined }))}`,
    );
  return error instanceof MissingCredentialError ? new CommandError(error.message) : error;
}

const progressAfter = 2_000;

function progressOn({ stderr }: Console): (done: number, of: number) => void {
  let said = Date.now();
  return (done, of) => {
    if (Date.now() - said < progressAfter) return;
    said = Date.now();
    printLine(stderr, `rightsdesk: ${done} of ${of} tables read`);
  };
}
