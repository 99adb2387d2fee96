import type { IncomingMessage } from 'node:http';
import { unescapedXml } from '../aws/unescaped-xml';
import { type DeletedName, type IamRequest, iamRequestsFor } from './iam-requests';

export interface NamedCall {
  readonly caller: string;
  readonly service: string;
  readonly operation: string;
  readonly resource: string;
  /** Values of condition keys that policies use: `kms:EncryptionContext:purpose`, `ses:FromAddress`. */
  readonly conditions?: Readonly<Record<string, string>>;
  /** The permissions that it needs, with exact ARNs. */
  readonly asked: readonly IamRequest[];
  /** The access key that signed it, which shows whose role signed a link. */
  readonly signer: string;
}

type Named = Omit<NamedCall, 'caller' | 'asked' | 'signer'>;

/** Target prefixes of the JSON protocols. */
const jsonServices: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'dynamodb',
  TrentService: 'kms',
  AWSStepFunctions: 'states',
  AmazonSSM: 'ssm',
  AmazonSQS: 'sqs',
};

/**
 * Names a call by its signature, headers and path. Undefined for anything but a call to AWS (a page, a health
 * check).
 */
export function nameCall(
  from: Pick<IncomingMessage, 'headers' | 'method' | 'url'>,
  body: Buffer,
): NamedCall | undefined {
  const signed = signatureOf(from);
  if (!signed) return undefined;
  const named = nameIt(signed.service, from, body);
  const { input = {}, ...call } = named;
  const asked = iamRequestsFor({ ...call, input, from });
  return { caller: callerOf(from.headers), ...call, asked, signer: signed.signer };
}

function nameIt(
  service: string,
  from: Pick<IncomingMessage, 'headers' | 'method' | 'url'>,
  body: Buffer,
): Named & { readonly input?: Record<string, unknown> } {
  const target = header(from.headers, 'x-amz-target');
  if (target) return jsonCall(target, body);
  if (service === 's3') return { service, ...s3Call(from, body) };
  if (service === 'lambda') return { service, ...lambdaCall(from) };
  if (service === 'ses') return { service, ...mailCall(from, body) };
  const operation = new URLSearchParams(body.toString('utf8')).get('Action') ?? from.method ?? '';
  return { service, operation, resource: '' };
}

function signatureOf({ headers, url }: Pick<IncomingMessage, 'headers' | 'url'>) {
  const [, signer, scope] =
    /Credential=([^/]+)\/\d+\/[\w-]+\/([\w-]+)\//.exec(header(headers, 'authorization')) ??
    /X-Amz-Credential=([^&]+?)%2F\d+%2F[\w-]+%2F([\w-]+)%2F/.exec(url ?? '') ??
    [];
  return signer && scope ? { signer, service: scope === 'email' ? 'ses' : scope } : undefined;
}

/** Every function names itself (`AWS_SDK_UA_APP_ID`); see `infra/constructs/desk-function.ts`. */
function callerOf(headers: IncomingMessage['headers']): string {
  const agent = header(headers, 'user-agent');
  return /\bapp\/rightsdesk-([\w-]+?)(?:-PT-|[^\w-]|$)/.exec(agent)?.[1] ?? 'elsewhere';
}

function jsonCall(target: string, body: Buffer) {
  const [prefix = '', operation = ''] = target.split('.');
  const input = JSON.parse(body.toString('utf8') || '{}') as Record<string, unknown>;
  const index = typeof input.IndexName === 'string' ? `/index/${input.IndexName}` : '';
  const tables = Object.keys((input.RequestItems as object | undefined) ?? {}).join(',');
  const named =
    input.TableName ?? input.KeyId ?? input.stateMachineArn ?? input.executionArn ?? input.Name ?? tables;
  return {
    service: jsonServices[prefix] ?? prefix,
    operation,
    resource: `${String(named)}${index}`,
    input,
    ...contextOf(input),
  };
}

function contextOf(input: Record<string, unknown>): Pick<NamedCall, 'conditions'> {
  const context = Object.entries((input.EncryptionContext as Record<string, string> | undefined) ?? {});
  if (context.length === 0) return {};
  return {
    conditions: Object.fromEntries(context.map(([key, value]) => [`kms:EncryptionContext:${key}`, value])),
  };
}

function mailCall({ method }: Pick<IncomingMessage, 'method'>, body: Buffer) {
  if (method !== 'POST') return { operation: 'Get', resource: '' };
  const input = JSON.parse(body.toString('utf8') || '{}') as Record<string, unknown>;
  const from = String(input.FromEmailAddress ?? '');
  const address = /<([^>]+)>/.exec(from)?.[1] ?? from;
  return { operation: 'SendEmail', resource: address, input, conditions: { 'ses:FromAddress': address } };
}

function s3Call({ method, url = '/' }: Pick<IncomingMessage, 'method' | 'url'>, body: Buffer) {
  const { pathname, searchParams } = new URL(url, 'http://s3');
  const [, bucket = '', ...key] = pathname.split('/');
  const what = key.join('') === '' ? 'Bucket' : 'Object';
  const sub = ['uploads', 'uploadId', 'versions', 'versioning', 'location', 'delete'].find((name) =>
    searchParams.has(name),
  );
  return {
    operation: `${method}${what}${sub ? `?${sub}` : ''}`,
    resource: `${bucket}/${key.join('/')}`,
    ...(sub === 'delete' ? { input: { Objects: namesToDelete(body.toString('utf8')) } } : {}),
  };
}

/** The XML of `DeleteObjects`. */
function namesToDelete(xml: string): DeletedName[] {
  return [...xml.matchAll(/<Object>(.*?)<\/Object>/gs)].map(([, object = '']) => ({
    Key: unescapedXml(/<Key>(.*?)<\/Key>/s.exec(object)?.[1] ?? ''),
    isVersion: object.includes('<VersionId>'),
  }));
}

function lambdaCall({ method, url = '/' }: Pick<IncomingMessage, 'method' | 'url'>) {
  const [, name = ''] = /\/functions\/([^/?]+)\/invocations/.exec(url) ?? [];
  const FunctionName = decodeURIComponent(name);
  return {
    operation: name ? 'InvokeFunction' : (method ?? ''),
    resource: FunctionName,
    input: { FunctionName },
  };
}

function header(headers: IncomingMessage['headers'], name: string): string {
  return String(headers[name] ?? '');
}
