import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { executionName } from '../functions/casework/driver/ensure-driver';
import type { UnreadablePlace } from '../functions/watch/audit/lost-request-traces';
import {
  factOfObject,
  type Trace,
  type TracedRequest,
  type TraceReader,
  type TraceSource,
} from '../functions/watch/audit/traces';

/** Machines whose executions are named after a request and a version. */
const machines = [
  'data-subject-request',
  'fulfil-access',
  'fulfil-erasure',
  'fulfil-rectification',
  'answer-by-person',
  'carry-out-opt-out',
] as const;

export interface TraceClients {
  readonly s3: S3Client;
  readonly sfn: SFNClient;
  readonly tables: DynamoDBDocumentClient;
}

type Read = (
  clients: TraceClients,
  named: string,
  requests: readonly TracedRequest[],
) => Promise<readonly Trace[]>;

/** The variable that names each place, and how it is read. */
const places: Readonly<Record<TraceSource, { readonly variable: string; readonly read: Read }>> = {
  vault: {
    variable: 'VAULT_BUCKET',
    read: ({ s3 }, bucket, requests) =>
      each(requests, (one) => objectsOf(s3, { source: 'vault', bucket, objectOf: ({ name }) => name }, one)),
  },
  packages: {
    variable: 'PACKAGE_BUCKET',
    read: ({ s3 }, bucket, requests) =>
      each(requests, (one) => objectsOf(s3, { source: 'packages', bucket, objectOf: ({ key }) => key }, one)),
  },
  tombstones: {
    variable: 'TOMBSTONE_TABLE',
    read: ({ tables }, table, requests) => readTombstones(tables, table, requests),
  },
  executions: {
    variable: 'MACHINE_ARN_PREFIX',
    read: ({ sfn }, prefix, requests) => each(requests, (one) => executionsOf(sfn, prefix, one)),
  },
  keys: {
    variable: 'KEYS_TABLE',
    read: ({ tables }, table, requests) => each(requests, (one) => keyOf(tables, table, one)),
  },
};

/** Where a request leaves traces, as far as the environment names the places. */
export function traceReaders(
  env: Readonly<Record<string, string | undefined>>,
  clients: TraceClients = awsClients(),
): { readers: TraceReader[]; notAsked: UnreadablePlace[] } {
  const all = Object.entries(places) as [TraceSource, (typeof places)[TraceSource]][];
  return {
    readers: all.flatMap(([source, { variable, read }]) => {
      const named = env[variable];
      return named ? [{ source, of: (requests) => read(clients, named, requests) }] : [];
    }),
    notAsked: all
      .filter(([, { variable }]) => !env[variable])
      .map(([source, { variable }]) => ({ source, because: `${variable} is not set` })),
  };
}

function awsClients(): TraceClients {
  const tables = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  return { s3: new S3Client({}), sfn: new SFNClient({}), tables };
}

async function each(
  requests: readonly TracedRequest[],
  read: (request: TracedRequest) => Promise<Trace[]>,
): Promise<Trace[]> {
  const all: Trace[] = [];
  for (const request of requests) all.push(...(await read(request)));
  return all;
}

interface ObjectPlace {
  readonly source: 'vault' | 'packages';
  readonly bucket: string;
  /** How the log names an object. */
  readonly objectOf: (stored: { readonly key: string; readonly name: string }) => string;
}

async function objectsOf(
  client: S3Client,
  { source, bucket: Bucket, objectOf }: ObjectPlace,
  { requestId }: TracedRequest,
): Promise<Trace[]> {
  const all: Trace[] = [];
  const Prefix = `${requestId}/`;
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix }))
    for (const { Key: key = '', LastModified } of Contents) {
      const name = key.slice(Prefix.length);
      const said = factOfObject(name);
      const at = LastModified ? { at: LastModified.toISOString() } : {};
      if (said) all.push({ requestId, source, ...said, object: objectOf({ key, name }), ...at });
    }
  return all;
}

/** One scan for all requests, since the key of a tombstone is what was erased, not the request. */
async function readTombstones(
  client: DynamoDBDocumentClient,
  TableName: string,
  requests: readonly TracedRequest[],
): Promise<Trace[]> {
  const wanted = new Set(requests.map(({ requestId }) => requestId));
  const found = new Map<string, Trace>();
  const ProjectionExpression = 'requestId, storeId, erasedAt';
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ProjectionExpression }))
    for (const { requestId, storeId, erasedAt } of Items) {
      if (!wanted.has(requestId)) continue;
      const trace = {
        requestId,
        source: 'tombstones',
        fact: 'erasing',
        about: storeId,
        at: erasedAt,
      } as const;
      found.set(`${requestId} ${storeId} ${erasedAt}`, trace);
    }
  return [...found.values()];
}

/** Step Functions keeps an execution for 90 days after its end. */
async function executionsOf(
  sfn: SFNClient,
  arnPrefix: string,
  { requestId, runs }: TracedRequest,
): Promise<Trace[]> {
  const all: Trace[] = [];
  for (const machine of machines)
    for (let version = 1; version <= runs + 1; version += 1) {
      const name = executionName(requestId, version);
      const executionArn = `${arnPrefix}${machine}:${name}`.replace(':stateMachine:', ':execution:');
      const run = await sfn.send(new DescribeExecutionCommand({ executionArn })).catch(unlessUnknown);
      const about = `${machine} (version ${version})`;
      if (run?.status === 'RUNNING') all.push({ requestId, source: 'executions', fact: 'runs', about });
      else if (run?.stopDate)
        all.push({ requestId, source: 'executions', fact: 'ran', about, at: run.stopDate.toISOString() });
    }
  return all;
}

function unlessUnknown(error: unknown): undefined {
  if ((error as Error).name !== 'ExecutionDoesNotExist') throw error;
  return undefined;
}

/** Ids of all requests whose key still exists; undefined if the environment names no table of keys. */
export async function keptKeys(
  { KEYS_TABLE: TableName }: Readonly<Record<string, string | undefined>>,
  client: DynamoDBDocumentClient = awsClients().tables,
): Promise<ReadonlySet<string> | undefined> {
  if (!TableName) return undefined;
  const kept = new Set<string>();
  for await (const { Items = [] } of paginateScan({ client }, { TableName }))
    for (const { requestId, wrapped } of Items) if (wrapped) kept.add(String(requestId));
  return kept;
}

/**
 * A destroyed key leaves an item without it. A missing item proves nothing: the key may never have been made,
 * or the table was restored.
 */
async function keyOf(
  tables: DynamoDBDocumentClient,
  TableName: string,
  { requestId }: TracedRequest,
): Promise<Trace[]> {
  const { Item } = await tables.send(new GetCommand({ TableName, Key: { requestId }, ConsistentRead: true }));
  return Item && !Item.wrapped ? [{ requestId, source: 'keys', fact: 'shredded', about: '' }] : [];
}
