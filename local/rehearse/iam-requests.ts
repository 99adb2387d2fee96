import type { IncomingMessage } from 'node:http';
import { account, region } from './cdk';

/** A permission that a call needs. */
export interface IamRequest {
  /** e.g. `s3:PutObject`. */
  readonly action: string;
  /** ARN; `*` when the call does not say. */
  readonly on: string;
}

type Request = Pick<IncomingMessage, 'headers' | 'method' | 'url'>;
type Input = Readonly<Record<string, unknown>>;

/** A named call: e.g. `dynamodb`, `PutItem`. */
export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly input: Input;
  readonly from: Request;
}

/** The permissions that a call needs. Empty for a call without a rule here. */
export function iamRequestsFor(call: Call): IamRequest[] {
  switch (call.service) {
    case 'dynamodb':
      return askedOfTables(call);
    case 'kms':
      return textIn(call.input, 'KeyId', (key) => [
        { action: `kms:${call.operation}`, on: key.startsWith('arn:') ? key : arn('kms', `key/${key}`) },
      ]);
    case 'lambda':
      return textIn(call.input, 'FunctionName', (name) => [
        {
          action: `lambda:${call.operation}`,
          on: name.startsWith('arn:') ? name : arn('lambda', `function:${name}`),
        },
      ]);
    case 's3':
      return call.operation === 'POSTBucket?delete' ? askedToDelete(call) : askedOfBucket(call.from);
    case 'ses':
      return askedOfMailer(call);
    case 'sqs':
      return textIn(call.input, 'QueueUrl', (url) => [
        { action: `sqs:${call.operation}`, on: arn('sqs', url.slice(url.lastIndexOf('/') + 1)) },
      ]);
    case 'ssm':
      return textIn(call.input, 'Name', (name) => [
        { action: `ssm:${call.operation}`, on: arn('ssm', `parameter/${name.replace(/^\//, '')}`) },
      ]);
    case 'states':
      return [{ action: `states:${call.operation}`, on: machineOf(call.input) }];
    default:
      return [];
  }
}

/** The machine's ARN; `*` for a task token, which names no machine that can be read. */
function machineOf({ stateMachineArn, executionArn }: Input): string {
  return String(stateMachineArn ?? executionArn ?? '*');
}

/** Each part of a transaction needs the permission of its own operation. */
const transactions: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

function askedOfTables({ operation, input }: Call): IamRequest[] {
  const { TableName, IndexName, RequestItems, TransactItems } = input;
  const onTable = (action: string, name: unknown): IamRequest => ({
    action: `dynamodb:${action}`,
    on: arn('dynamodb', `table/${String(name)}${IndexName ? `/index/${String(IndexName)}` : ''}`),
  });
  if (Array.isArray(TransactItems))
    return TransactItems.flatMap((item: Readonly<Record<string, Input>>) =>
      Object.entries(item).map(([kind, { TableName: name }]) => onTable(transactions[kind] ?? kind, name)),
    );
  const tables = TableName ? [TableName] : Object.keys((RequestItems as object | undefined) ?? {});
  return tables.map((name) => onTable(operation, name));
}

/** SES checks the verified identity, which is the address or its domain, and the configuration set. */
function askedOfMailer({ operation, input }: Call): IamRequest[] {
  if (operation !== 'SendEmail') return [];
  const from = String(input.FromEmailAddress ?? '');
  const address = /<([^>]+)>/.exec(from)?.[1] ?? from;
  const identities = [address, address.slice(address.indexOf('@') + 1)].map((name) => `identity/${name}`);
  const set = input.ConfigurationSetName ? [`configuration-set/${String(input.ConfigurationSetName)}`] : [];
  return [...identities, ...set].map((resource) => ({ action: 'ses:SendEmail', on: arn('ses', resource) }));
}

/**
 * S3's actions in policies by method, object or bucket, and the parameter that selects another operation.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
const verbs: Readonly<Record<string, string>> = {
  GETObject: 'GetObject',
  HEADObject: 'GetObject',
  'GETObject?versionId': 'GetObjectVersion',
  'HEADObject?versionId': 'GetObjectVersion',
  'GETObject?tagging': 'GetObjectTagging',
  'GETObject?uploadId': 'ListMultipartUploadParts',
  PUTObject: 'PutObject',
  'POSTObject?uploads': 'PutObject',
  'PUTObject?uploadId': 'PutObject',
  'POSTObject?uploadId': 'PutObject',
  'DELETEObject?uploadId': 'AbortMultipartUpload',
  DELETEObject: 'DeleteObject',
  'DELETEObject?versionId': 'DeleteObjectVersion',
  GETBucket: 'ListBucket',
  HEADBucket: 'ListBucket',
  'GETBucket?versions': 'ListBucketVersions',
  'GETBucket?uploads': 'ListBucketMultipartUploads',
  'GETBucket?versioning': 'GetBucketVersioning',
  'GETBucket?location': 'GetBucketLocation',
  'GETBucket?object-lock': 'GetBucketObjectLockConfiguration',
  'GETBucket?replication': 'GetReplicationConfiguration',
};

/** Parameters that select another operation of a verb. */
const parameters = [
  'uploads',
  'uploadId',
  'versions',
  'versionId',
  'versioning',
  'location',
  'delete',
  'retention',
  'tagging',
  'object-lock',
  'replication',
];

/**
 * Headers that need more permissions than the verb.
 *
 * @see
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html
 */
const headers: Readonly<Record<string, string>> = {
  'if-match': 'GetObject',
  'x-amz-acl': 'PutObjectAcl',
  'x-amz-tagging': 'PutObjectTagging',
  'x-amz-object-lock-mode': 'PutObjectRetention',
  'x-amz-object-lock-legal-hold': 'PutObjectLegalHold',
  'x-amz-bypass-governance-retention': 'BypassGovernanceRetention',
};

function askedOfBucket(from: Request): IamRequest[] {
  const { pathname, searchParams } = new URL(from.url ?? '/', 'http://s3');
  const [bucket = '', ...key] = pathname.slice(1).split('/');
  const object = key.join('/') !== '';
  const parameter = parameters.find((name) => searchParams.has(name));
  const verb = verbs[`${from.method}${object ? 'Object' : 'Bucket'}${parameter ? `?${parameter}` : ''}`];
  if (!verb) return [];
  const on = `arn:aws:s3:::${decodeURIComponent(object ? `${bucket}/${key.join('/')}` : bucket)}`;
  const extra = Object.keys(headers).flatMap((name) =>
    from.headers[name] === undefined ? [] : (headers[name] ?? []),
  );
  const copied = from.headers['x-amz-copy-source'];
  return [
    ...[verb, ...extra].map((action) => ({ action: `s3:${action}`, on })),
    ...(copied
      ? [
          {
            action: 's3:GetObject',
            on: `arn:aws:s3:::${decodeURIComponent(String(copied)).replace(/^\//, '')}`,
          },
        ]
      : []),
  ];
}

/** What `DeleteObjects` names: each object, or version of one, needs a permission of its own. */
export interface DeletedName {
  readonly Key: string;
  readonly isVersion: boolean;
}

function askedToDelete({ from, input }: Call): IamRequest[] {
  const bucket = new URL(from.url ?? '/', 'http://s3').pathname.split('/')[1] ?? '';
  const names = (input.Objects ?? []) as readonly DeletedName[];
  return names.map(({ Key, isVersion }) => ({
    action: isVersion ? 's3:DeleteObjectVersion' : 's3:DeleteObject',
    on: `arn:aws:s3:::${decodeURIComponent(bucket)}/${Key}`,
  }));
}

function textIn(input: Input, name: string, then: (text: string) => IamRequest[]): IamRequest[] {
  const text = input[name];
  return typeof text === 'string' ? then(text) : [];
}

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}
