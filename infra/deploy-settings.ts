import { resolve } from 'node:path';
import * as z from 'zod';
import { lawBookOf } from '../functions/config/desk/law-book-of';
import { loadDesk } from '../functions/config/desk/load-desk';
import { kindDefinition } from '../functions/connectors/store-kinds';
import { isDatabase } from '../functions/domain/database-kinds';
import type { Desk, DeskStore } from '../functions/domain/desk';
import type { DeskData } from '../functions/domain/desk-deps';
import type { SignalKey } from '../functions/domain/opt-out-signals';
import type { StoreNetwork } from './constructs/store-fleet';
import { iamLogInRegions, rdsCertificates } from './rds-certificates';

/** A setting of the deployment is missing or wrong. The message names it and the remedy. */
export class DeploySettingsError extends Error {
  override readonly name = 'DeploySettingsError';
}

export interface DeploySettings {
  /** Settings, map and laws, which every function gets. */
  readonly data: DeskData;
  readonly networks: Readonly<Record<string, StoreNetwork>>;
  readonly verifySender: 'domain' | 'address' | 'existing';
  readonly certificateArn?: string;
  /** Allowed but probably a mistake, a sentence each. */
  readonly warnings: readonly string[];
  /** What the owner must do or know before the first request, a sentence each. */
  readonly notes: readonly string[];
}

const network = z.strictObject({
  subnetIds: z.array(z.string().regex(/^subnet-[0-9a-f]+$/)).min(1),
  securityGroupIds: z.array(z.string().regex(/^sg-[0-9a-f]+$/)).min(1),
});

/** The CDK context, from `cdk.json` or `-c NAME=VALUE`. */
const context = z.object({
  config: z.string().min(1).default('rightsdesk.yaml'),
  storeNetworks: z.record(z.string(), network).default({}),
  verifySender: z.enum(['domain', 'address', 'existing']).default('domain'),
  certificateArn: z
    .string()
    .regex(/^arn:aws[\w-]*:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/)
    .optional(),
});

const remedies: Readonly<Record<string, string>> = {
  config: 'Name the desk file: -c config=rightsdesk.yaml.',
  storeNetworks:
    'In cdk.json under context: { "storeNetworks": { "STORE ID": { "subnetIds": ["subnet-..."], "securityGroupIds": ["sg-..."] } } }.',
  verifySender:
    'Choose domain (SES verifies the domain of the sender by DNS), address (by a mail) or existing (your account has it already).',
  certificateArn:
    'Copy the ARN from ACM, in the region that you deploy to: -c certificateArn=arn:aws:acm:...',
};

/**
 * Reads the desk file and the settings of the deployment.
 *
 * @param read - reads the CDK's context, e.g. `app.node.tryGetContext`
 * @param region - that is deployed to, if known
 * @throws {DeploySettingsError} {@link DeskFileError} {@link DataMapError} naming what is wrong and the
 * remedy
 */
export function readDeploySettings(read: (name: string) => unknown, region?: string): DeploySettings {
  const asked = Object.fromEntries(Object.keys(context.shape).map((name) => [name, read(name)]));
  const parsed = context.safeParse(asked);
  if (!parsed.success) throw new DeploySettingsError(parsed.error.issues.map(explain).join('\n'));
  const { config, storeNetworks: networks, verifySender, certificateArn } = parsed.data;
  if (certificateArn) refuseOtherRegion(certificateArn, region);
  const { desk: written, map, warnings } = loadDesk(resolve(config));
  refuseUnknownStores(written, networks);
  refuseUnknownAuthorities(written);
  const desk = { ...written, stores: written.stores.map(withParameter), ...signalParameters(written) };
  return {
    data: { desk, map, book: lawBookOf(desk) },
    networks,
    verifySender,
    ...(certificateArn && { certificateArn }),
    warnings: [...warnings, ...pageWarnings(desk, certificateArn)],
    notes: [...credentialNotes(desk), ...signalNotes(desk), ...networkNotes(desk, networks)],
  };
}

function explain({ path, message }: z.core.$ZodIssue): string {
  return `setting ${path.join('.')}: ${message}. ${remedies[String(path[0])] ?? ''}`;
}

/**
 * An HTTP API takes certificates of its own region only. AWS would refuse in the middle of the deployment.
 */
function refuseOtherRegion(certificateArn: string, region: string | undefined): void {
  const [, , , there] = certificateArn.split(':');
  if (region !== undefined && there !== region)
    throw new DeploySettingsError(
      `setting certificateArn: the certificate is in ${there}, but the desk is deployed to ${region}. Request one in ${region} (ACM), or deploy to ${there}: AWS_REGION=${there} npx cdk deploy.`,
    );
}

function refuseUnknownStores(desk: Desk, networks: Readonly<Record<string, StoreNetwork>>): void {
  const automatic = desk.stores.filter(({ kind }) => kindDefinition(kind).isSearched).map(({ id }) => id);
  const unknown = Object.keys(networks).find((id) => !automatic.includes(id));
  if (unknown !== undefined)
    throw new DeploySettingsError(
      `setting storeNetworks: ${unknown} is no store that the desk searches. Name one of ${automatic.join(', ')}.`,
    );
}

/**
 * Replaces the variable with the connection string, which is for a local run, by an SSM parameter: a
 * function's environment is no place for a secret.
 */
function withParameter(store: DeskStore): DeskStore {
  const { url, login } = store.connection;
  if (url === undefined || login === 'iam' || url.startsWith('/')) return store;
  return { ...store, connection: { ...store.connection, url: `/rightsdesk/${store.id}/url` } };
}

/** Like {@link withParameter}, for the secrets with which the shop's server signs. */
function signalParameters({
  optOutSignals,
  accountLogin,
}: Desk): Pick<Desk, 'optOutSignals' | 'accountLogin'> {
  return {
    ...(optOutSignals && { optOutSignals: { keys: asParameters(optOutSignals.keys, 'signals') } }),
    ...(accountLogin && {
      accountLogin: { ...accountLogin, keys: asParameters(accountLogin.keys, 'account-login') },
    }),
  };
}

function asParameters(keys: readonly SignalKey[], under: string): SignalKey[] {
  return keys.map((key) =>
    key.secret.startsWith('/') ? key : { ...key, secret: `/rightsdesk/${under}/${key.id}` },
  );
}

function signalNotes({ optOutSignals, accountLogin }: Desk): string[] {
  return [
    ...keyNotes('optOutSignals', optOutSignals?.keys, 'docs/opt-out-signals.md'),
    ...keyNotes('accountLogin', accountLogin?.keys, 'docs/account-login.md'),
  ];
}

function keyNotes(setting: string, keys: readonly SignalKey[] = [], page: string): string[] {
  return keys.map(
    ({ id, secret }) =>
      `The key ${id} of ${setting} is read from the parameter ${secret} (SecureString): see ${page}.`,
  );
}

function pageWarnings({ baseUrl }: Desk, certificateArn: string | undefined): string[] {
  if (new URL(baseUrl).hostname === 'localhost')
    return [
      `baseUrl is ${baseUrl}: links in mails lead nowhere. Deploy, write the output PagesUrl (or your own name) into baseUrl, and deploy again.`,
    ];
  if (certificateArn || new URL(baseUrl).hostname.endsWith('.amazonaws.com')) return [];
  return [
    `baseUrl is ${baseUrl}, but no certificateArn is set: that name must lead to the output PagesUrl by other means, such as a CDN.`,
  ];
}

function credentialNotes({ stores }: Desk): string[] {
  return stores.flatMap(({ id, connection: { url, login } }) => {
    if (url === undefined) return [];
    return login === 'iam'
      ? [`The store ${id} logs in with IAM: its database must grant rds_iam to its user, see docs/deploy.md.`]
      : [
          `The store ${id} reads its connection string from the SSM parameter ${url} (SecureString): see docs/deploy.md.`,
        ];
  });
}

/** Without root certificates a function could not tell the database from an impostor. */
function refuseUnknownAuthorities(desk: Desk): void {
  const unknown = iamLogInRegions(desk).find((region) => rdsCertificates(region) === undefined);
  if (unknown !== undefined)
    throw new DeploySettingsError(
      `no certificates of RDS are known here for ${unknown}, so login: iam cannot be used there. Keep the connection string in an SSM parameter instead, with sslmode=verify-full: see docs/deploy.md.`,
    );
}

/**
 * List price of an interface endpoint, in US dollars a month and zone; see docs/cost.md; a test holds it to
 * the price file.
 */
export const ENDPOINT_MONTH = 7.3;

function networkNotes({ stores }: Desk, networks: Readonly<Record<string, StoreNetwork>>): string[] {
  return stores.flatMap(({ id, kind, connection }) => {
    const zones = networks[id]?.subnetIds.length;
    if (zones === undefined) return [];
    const price = (zones * ENDPOINT_MONTH).toFixed(2);
    const asksSsm = isDatabase(kind) && connection.login !== 'iam';
    const service = asksSsm ? 'an interface endpoint for SSM' : 'no interface endpoint';
    const cost = asksSsm ? `, about ${price} USD a month,` : '';
    return [
      `The store ${id} is reached in a VPC: it needs ${service}${cost} and a gateway endpoint for S3 (free).`,
    ];
  });
}
