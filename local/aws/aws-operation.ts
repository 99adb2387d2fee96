import type { IncomingMessage } from 'node:http';

/** The call of AWS's API that a request to DynamoDB or S3 makes. */
export interface AwsOperation {
  readonly service: 'dynamodb' | 's3';
  readonly operation: string;
}

type Target = 'Object' | 'Bucket';

const PLAIN: Readonly<Record<string, Readonly<Record<Target, string>>>> = {
  GET: { Object: 'GetObject', Bucket: 'ListObjects' },
  HEAD: { Object: 'HeadObject', Bucket: 'HeadBucket' },
  PUT: { Object: 'PutObject', Bucket: 'CreateBucket' },
  DELETE: { Object: 'DeleteObject', Bucket: 'DeleteBucket' },
};

/** Query parameters that select another operation than the method does; the first match counts. */
const BY_QUERY: readonly (readonly [method: string, parameter: string, operation: string])[] = [
  ['POST', 'uploads', 'CreateMultipartUpload'],
  ['PUT', 'partNumber', 'UploadPart'],
  ['POST', 'uploadId', 'CompleteMultipartUpload'],
  ['DELETE', 'uploadId', 'AbortMultipartUpload'],
  ['POST', 'delete', 'DeleteObjects'],
  ['GET', 'list-type', 'ListObjectsV2'],
  ['GET', 'uploads', 'ListMultipartUploads'],
];

/**
 * Finds the operation by its header (DynamoDB) or by method, path and query (S3, path style).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function operationOf({ method = 'GET', url = '/', headers }: IncomingMessage): AwsOperation {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return { service: 'dynamodb', operation: target.split('.')[1] ?? target };
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  const special = BY_QUERY.find(([verb, parameter]) => verb === method && searchParams.has(parameter));
  if (special !== undefined) return { service: 's3', operation: special[2] };
  const copies = method === 'PUT' && headers['x-amz-copy-source'] !== undefined;
  const kind = pathname.split('/').filter(Boolean).length > 1 ? 'Object' : 'Bucket';
  return { service: 's3', operation: copies ? 'CopyObject' : (PLAIN[method]?.[kind] ?? method) };
}
