import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { CallCounter } from '../aws/call-hooks';
import { startDynamoDbThread } from '../aws/dynamodb-thread';
import { startFaultProxy } from '../aws/fault-proxy';
import { type LocalAws, type LocalAwsOptions, startLocalAws } from '../aws/local-aws';
import { applyLocalEnvironment, forgetAccount } from '../aws/local-environment';
import { startPostgres } from '../aws/postgres-server';
import { startS3 } from '../aws/s3-server';
import type { VirtualClock } from '../aws/virtual-clock';
import { shopBucket } from '../sample-shop/seed-files';
import { seedShop } from '../sample-shop/seed-shop';
import { createTables, deskTables } from './create-tables';

export interface ServerOptions {
  readonly directory: string;
  readonly clock: VirtualClock;
  /** Whether to start and fill the sample shop's stores. */
  readonly sample: boolean;
  /** Keeps tables in memory, for tests that start only once. @default on disk */
  readonly tables?: 'in memory';
  /** Counts every wire call and may make it fail; puts a proxy in front of DynamoDB and S3. */
  readonly counter?: CallCounter;
  /** Ports of an earlier start, when the same process starts again. */
  readonly ports?: {
    readonly aws: number;
    readonly dynamodb: number;
    readonly s3: number;
    readonly postgres: number;
    /** Ports of the proxies that a counter puts in front of DynamoDB and S3. */
    readonly proxies?: { readonly dynamodb: number; readonly s3: number };
  };
  readonly onTransition?: LocalAwsOptions['onTransition'];
}

export interface Servers {
  readonly aws: LocalAws;
  readonly ports: NonNullable<ServerOptions['ports']>;
  readonly environment: Readonly<Record<string, string>>;
  /** Ids of the stores that this run filled itself. */
  readonly seeded: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** Buckets of the desk, by environment variable of the functions. */
const deskBuckets = {
  VAULT_BUCKET: 'rightsdesk-vault',
  PACKAGE_BUCKET: 'rightsdesk-packages',
  EVIDENCE_BUCKET: 'rightsdesk-evidence',
} as const;

interface Stoppable {
  stop(): Promise<void>;
}

/** Starts AWS's services and the sample shop's database, each on a port of this machine. */
export async function startServers(options: ServerOptions): Promise<Servers> {
  const { directory, clock, counter, ports, onTransition } = options;
  const at = (name: string) => join(directory, name);
  const buckets = [...Object.values(deskBuckets), shopBucket];
  // The database takes longest to start, so the others are filled meanwhile.
  const starting = options.sample
    ? startPostgres({ directory: at('postgres'), ...port(ports?.postgres) })
    : undefined;
  starting?.catch(() => undefined);
  const [dynamodb, s3, aws] = await Promise.all([
    startDynamoDbThread({
      ...(options.tables ? {} : { directory: at('dynamodb') }),
      ...port(ports?.dynamodb),
    }),
    startS3({ directory: at('s3'), buckets, versioned: [deskBuckets.EVIDENCE_BUCKET], ...port(ports?.s3) }),
    startLocalAws({
      directory: at('aws'),
      clock,
      ...port(ports?.aws),
      ...(counter ? { counter } : {}),
      ...(onTransition ? { onTransition } : {}),
    }),
  ]);
  const proxies = counter
    ? await proxiesFor({ dynamodb: dynamodb.endpoint, s3: s3.endpoint }, counter, ports?.proxies)
    : undefined;
  const endpoints = {
    aws: aws.endpoint,
    dynamodb: proxies?.dynamodb.endpoint ?? dynamodb.endpoint,
    s3: proxies?.s3.endpoint ?? s3.endpoint,
  };
  forgetAccount(process.env);
  Object.assign(process.env, environmentOf(endpoints, undefined));
  await createTables(new DynamoDBClient({ endpoint: dynamodb.endpoint }));
  if (starting)
    await seedOnce(options, {
      dynamodb: dynamodb.endpoint,
      s3: s3.endpoint,
      postgresUrl: starting.then((server) => server.connectionString),
    });
  const postgres = await starting;
  const environment = environmentOf(endpoints, postgres?.connectionString);
  Object.assign(process.env, environment);
  const running: (Stoppable | undefined)[] = [aws, proxies?.dynamodb, proxies?.s3, dynamodb, s3, postgres];
  return {
    aws,
    environment,
    ports: {
      aws: portOf(aws.endpoint),
      dynamodb: dynamodb.port,
      s3: s3.port,
      postgres: postgres?.port ?? 0,
      ...(proxies ? { proxies: { dynamodb: proxies.dynamodb.port, s3: proxies.s3.port } } : {}),
    },
    seeded: new Set(options.sample ? ['shop-database', 'profiles', 'files'] : []),
    stop: async () => {
      for (const server of running) await server?.stop();
    },
  };
}

function port(known: number | undefined): { port?: number } {
  return known ? { port: known } : {};
}

function portOf(endpoint: string): number {
  return Number(new URL(endpoint).port);
}

/** Starts the proxies on their earlier ports if there are any, since clients keep an address for good. */
async function proxiesFor(
  targets: { dynamodb: string; s3: string },
  counter: CallCounter,
  known: { dynamodb: number; s3: number } | undefined,
) {
  const dynamodb = await startFaultProxy({ target: targets.dynamodb, counter, ...port(known?.dynamodb) });
  return { dynamodb, s3: await startFaultProxy({ target: targets.s3, counter, ...port(known?.s3) }) };
}

/**
 * The key with which the sample shop's server signs opt-out signals. It is valid only for a desk on this
 * machine.
 */
const SAMPLE_SIGNAL_KEY = 'only-for-the-sample-shop-on-this-machine';

/** The variables that the stack gives its functions, with the names of this machine. */
function environmentOf(
  endpoints: { aws: string; dynamodb: string; s3: string },
  postgresUrl: string | undefined,
): Record<string, string> {
  const environment: NodeJS.ProcessEnv = {};
  applyLocalEnvironment(endpoints, environment);
  return {
    ...(environment as Record<string, string>),
    ...deskTables,
    ...deskBuckets,
    KEY_ID: 'alias/rightsdesk',
    MACHINE_ARN_PREFIX: 'arn:aws:states:us-east-1:000000000000:stateMachine:rightsdesk-',
    STORE_FUNCTION_PREFIX: 'rightsdesk-store-',
    STORE_PAUSES_MS: '0',
    RECEIVE_FUNCTION: 'rightsdesk-receive',
    ...(postgresUrl ? { SHOP_DATABASE_URL: postgresUrl } : {}),
    SHOP_SIGNAL_KEY: process.env.SHOP_SIGNAL_KEY ?? SAMPLE_SIGNAL_KEY,
  };
}

/** Fills the sample shop only once, so that what a request erased stays erased. */
async function seedOnce(
  { directory }: ServerOptions,
  at: { dynamodb: string; s3: string; postgresUrl: Promise<string> },
): Promise<void> {
  const mark = join(directory, 'seeded');
  if (existsSync(mark)) return;
  await seedShop({
    postgresUrl: at.postgresUrl,
    dynamo: new DynamoDBClient({ endpoint: at.dynamodb }),
    s3: new S3Client({ endpoint: at.s3, forcePathStyle: true }),
  });
  writeFileSync(mark, '');
}
