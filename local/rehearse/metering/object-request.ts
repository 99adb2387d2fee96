import type { Counts } from '../../../cost/counts';

type ObjectCounts = Partial<
  Pick<Counts, 'objectWrites' | 'objectReads' | 'objectBytes' | 'keyCalls' | 'bytesOut'>
>;

/** A request to S3. */
export interface ObjectRequest {
  readonly method: string;
  /** Path and query; the bucket is in the path. */
  readonly url: string;
  readonly sentBytes: number;
  readonly gotBytes: number;
}

/**
 * Prefix of the desk's own buckets; the bucket of packages is the one whose objects the desk's KMS key
 * encrypts.
 */
const OWN = /^rightsdesk-/;
const PACKAGES = /^rightsdesk-packages/;

/** Queries of a bucket's settings: they list nothing, so they are charged as reads. */
const settings = ['versioning', 'object-lock', 'replication'];

/**
 * How a request to S3 is charged: writes and lists are expensive, reads are cheap, deletes are free. A
 * request to the bucket of packages is counted with one call to KMS, which is the most that remains with a
 * bucket key.
 *
 * @see https://aws.amazon.com/s3/pricing/ under "Requests & data retrievals"
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
export function objectRequest({ method, url, sentBytes, gotBytes }: ObjectRequest): ObjectCounts {
  const { pathname, searchParams } = new URL(url, 'http://s3');
  const [, bucket = '', ...key] = pathname.split('/');
  const keyCalls = PACKAGES.test(bucket) ? 1 : 0;
  if (method === 'PUT' || method === 'POST')
    return { objectWrites: 1, keyCalls, objectBytes: OWN.test(bucket) ? sentBytes : 0 };
  if (method === 'DELETE') return {};
  const lists = method === 'GET' && key.join('') === '' && !settings.some((name) => searchParams.has(name));
  if (lists) return { objectWrites: 1 };
  const signedLink = searchParams.has('X-Amz-Signature');
  return { objectReads: 1, keyCalls, bytesOut: signedLink ? gotBytes : 0 };
}
