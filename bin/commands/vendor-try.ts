import { readFileSync } from 'node:fs';
import { accountOf } from '../../functions/config/vendor/account-values';
import { readVendorFile, vendorPath } from '../../functions/config/vendor/read-vendor';
import { VendorFileError, vendorProblemText } from '../../functions/config/vendor/vendor-file-error';
import { StoreError } from '../../functions/connectors/connector';
import type { Vendor } from '../../functions/connectors/http/vendor';
import { secretsOf } from '../../functions/connectors/http/vendor-secrets';
import { VendorSession } from '../../functions/connectors/http/vendor-session';
import { httpsTransport, type Transport } from '../../functions/connectors/https/https-transport';
import { CommandError, type Console, type ExitCode, exitCodes, printLine } from '../console';
import { shown } from '../map-draft-text';
import { readRecording, recordedTransport } from '../recorded-vendor';
import { credentialsOf } from '../store-credentials';
import { eraseTried, readTried, type TriedRows } from '../try-vendor';
import { type ErasureTarget, planLines, reads } from '../vendor-plan-text';

export interface TryOptions {
  readonly account?: string;
  readonly secret?: string;
  readonly identity?: Readonly<Record<string, readonly string[] | undefined>>;
  readonly recording?: string;
  /** `endpoint.field`. */
  readonly erase?: string;
}

/**
 * Checks the file of a vendor, says what it would do, then tries the reading part of it against the service
 * or a recording. An erasure is sent only with `--erase`, at the one endpoint that it names, and only for
 * rows that were just read and hold the value in the field that it names.
 *
 * @param transport for tests; the service itself where it is absent
 */
export async function vendorTry(
  file: string,
  options: TryOptions,
  console: Console,
  transport?: Transport,
): Promise<ExitCode> {
  const { vendor, written } = checkedFile(file, options);
  refuseOtherKinds(vendor, options);
  const target = erasureTarget(vendor, options.erase);
  // Names come from the vendor, or from a file of somebody else's.
  const say = (line = '') => printLine(console.stdout, shown(line, Number.POSITIVE_INFINITY));
  for (const line of planLines(vendor, written, target)) say(line);
  const session = await sessionOf(vendor, options, console, transport);
  if (session === undefined) {
    say('Nothing was sent: name --secret or --recording to try it.');
    return exitCodes.done;
  }
  say();
  try {
    await session.call(vendor.test, { values: {} });
    say('The test call worked.');
    const found = await readAll(session, options, target, say);
    if (target) await eraseTried(session, found, target, say);
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    say(
      `It stopped: ${error.message} (${[error.place.collection, error.place.code].filter(Boolean).join(', ')}).`,
    );
    return exitCodes.foundProblems;
  }
}

function checkedFile(file: string, { account }: TryOptions) {
  try {
    return readVendorFile(vendorPath(file, process.cwd()), accountOf(account));
  } catch (error) {
    if (error instanceof VendorFileError)
      throw new CommandError(
        error.problems.map((one) => shown(vendorProblemText(one), Number.POSITIVE_INFINITY)).join('\n'),
      );
    throw error;
  }
}

/** @throws CommandError for an identity by which no call of the file searches */
function refuseOtherKinds(vendor: Vendor, { identity = {} }: TryOptions): void {
  const kinds = [
    ...new Set(
      reads(vendor).flatMap(({ read: { by } }) =>
        'identity' in by ? [by.identity.replaceAll('_', '-')] : [],
      ),
    ),
  ];
  const other = Object.keys(identity).find((kind) => !kinds.includes(kind.replaceAll('_', '-')));
  if (other === undefined) return;
  const known = kinds.map((kind) => `${kind}=...`).join(', ') || 'none: it searches by no identity';
  throw new CommandError(`the file searches by no identity ${other}: write ${known}`);
}

/** @throws CommandError for an endpoint that is missing, or at which nothing can be erased */
function erasureTarget({ endpoints }: Vendor, text: string | undefined): ErasureTarget | undefined {
  if (text === undefined) return undefined;
  const [name = '', ...field] = text.split('.');
  const endpoint = Object.hasOwn(endpoints, name) ? endpoints[name] : undefined;
  const able = Object.entries(endpoints)
    .filter(([, { erase, get }]) => erase && erase.steps.length > 0 && get)
    .map(([one]) => one);
  if (!endpoint?.erase || !able.includes(name) || field.join('.') === '')
    throw new CommandError(
      `--erase names one endpoint and one field, as customers.email. Endpoints at which the file can erase: ${able.join(', ') || 'none'}`,
    );
  return { name, field: field.join('.'), endpoint: { ...endpoint, erase: endpoint.erase } };
}

async function sessionOf(
  vendor: Vendor,
  { secret, recording }: TryOptions,
  console: Console,
  transport: Transport | undefined,
): Promise<VendorSession | undefined> {
  if (recording !== undefined) {
    const secrets = Object.fromEntries(vendor.secrets.map((name) => [name, 'recorded']));
    return new VendorSession(vendor, secrets, recordedTransport(readRecording(recordingText(recording))));
  }
  if (secret === undefined && vendor.secrets.length > 0) return undefined;
  return new VendorSession(
    vendor,
    secretsOf(vendor, await keptSecret(secret, console)),
    transport ?? httpsTransport(),
  );
}

function recordingText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new CommandError(
      `the recording ${path} cannot be read: name an existing JSON file (docs/vendors.md)`,
    );
  }
}

async function keptSecret(name: string | undefined, { env }: Console): Promise<string | undefined> {
  if (name === undefined) return undefined;
  const { readSsmParameter } = require('../read-ssm-parameter') as typeof import('../read-ssm-parameter');
  const store = {
    id: 'vendor',
    title: '',
    kind: 'http',
    datasets: [],
    backupsKept: 'P0D',
    connection: { secret: name },
  };
  return (await credentialsOf(store, env, readSsmParameter)).secret;
}

async function readAll(
  session: VendorSession,
  { identity = {} }: TryOptions,
  target: ErasureTarget | undefined,
  say: (line?: string) => void,
): Promise<TriedRows[]> {
  const found: TriedRows[] = [];
  for (const { name, endpoint, read } of reads(session.vendor)) {
    if (!('identity' in read.by) || (target && target.name !== name)) continue;
    const { identity: kind } = read.by;
    const values = identity[kind] ?? identity[kind.replaceAll('_', '-')] ?? [];
    for (const value of values) found.push(await readTried(session, { name, endpoint, read, value }, say));
  }
  return found;
}
