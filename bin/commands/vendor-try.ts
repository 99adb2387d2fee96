import { readFileSync } from 'node:fs';
import { accountOf } from '../../functions/config/vendor/account-values';
import { readVendorFile, vendorPath } from '../../functions/config/vendor/read-vendor';
import { VendorFileError } from '../../functions/config/vendor/vendor-file-error';
import { StoreError } from '../../functions/connectors/connector';
import type { Vendor } from '../../functions/connectors/http/vendor';
import { secretsOf } from '../../functions/connectors/http/vendor-secrets';
import { VendorSession } from '../../functions/connectors/http/vendor-session';
import { httpsTransport, type Transport } from '../../functions/connectors/https/https-transport';
import { CommandError, type Console, type ExitCode, exitCodes, printLine, printLines } from '../console';
import { readRecording, recordedTransport } from '../recorded-vendor';
import { credentialsOf } from '../store-credentials';
import { eraseTried, readTried, type TriedRows } from '../try-vendor';
import { planLines, reads } from '../vendor-plan-text';

export interface TryOptions {
  readonly account?: string;
  readonly secret?: string;
  readonly identity?: Readonly<Record<string, readonly string[] | undefined>>;
  readonly recording?: string;
  readonly erase?: true;
}

/**
 * Checks the file of a vendor, says what it would do, then tries the reading part of it against the service
 * or a recording. An erasure is sent only with `--erase`, and only for rows that were just read and hold the
 * value.
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
  const say = (line = '') => printLine(console.stdout, line);
  printLines(console.stdout, planLines(vendor, written, options));
  const session = await sessionOf(vendor, options, console, transport);
  if (session === undefined) {
    say('Nothing was sent: name --secret or --recording to try it.');
    return exitCodes.done;
  }
  say();
  try {
    await session.call(vendor.test, { values: {} });
    say('The test call worked.');
    const found = await readAll(session, options, say);
    if (options.erase) await eraseTried(session, found, say);
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
    if (error instanceof VendorFileError) throw new CommandError(error.message);
    throw error;
  }
}

async function sessionOf(
  vendor: Vendor,
  { secret, recording }: TryOptions,
  console: Console,
  transport: Transport | undefined,
): Promise<VendorSession | undefined> {
  if (recording !== undefined) {
    const secrets = Object.fromEntries(vendor.secrets.map((name) => [name, 'recorded']));
    return new VendorSession(
      vendor,
      secrets,
      recordedTransport(readRecording(readFileSync(recording, 'utf8'))),
    );
  }
  if (secret === undefined && vendor.secrets.length > 0) return undefined;
  return new VendorSession(
    vendor,
    secretsOf(vendor, await keptSecret(secret, console)),
    transport ?? httpsTransport(),
  );
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
  say: (line: string) => void,
): Promise<TriedRows[]> {
  const found: TriedRows[] = [];
  for (const { name, endpoint, read } of reads(session.vendor)) {
    if (!('identity' in read.by)) continue;
    const { identity: kind } = read.by;
    const values = identity[kind] ?? identity[kind.replaceAll('_', '-')] ?? [];
    for (const value of values) found.push(await readTried(session, { name, endpoint, read, value }, say));
  }
  return found;
}
