import { mkdirSync, rmSync } from 'node:fs';
import type { FileStore, KoaContext, ListOptions, ObjectStore } from '@20minutes/s3rver';
import S3rver from '@20minutes/s3rver';
import type { StoreOptions } from './dynamodb-server';
import type { LoopbackServer } from './loopback-server';
import { withVersions } from './s3-versions';
import { unescapedXml } from './unescaped-xml';

/** Options of the S3 server, with the buckets that exist from the start. */
export interface S3Options extends StoreOptions {
  readonly buckets: readonly string[];
  /** The buckets among them that keep versions and support conditional writes. */
  readonly versioned?: readonly string[];
}

/**
 * Starts s3rver, an S3 on plain files. It refuses checksums in trailers (see `applyLocalEnvironment`), has no
 * Object Lock, and keeps versions only in the buckets named for it. Requests need a signature and presigned
 * ones expire, but the signature itself is not checked.
 */
export async function startS3({
  directory,
  port = 0,
  buckets,
  versioned = [],
}: S3Options): Promise<LoopbackServer> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const server = new S3rver({
    address: '127.0.0.1',
    port,
    directory,
    silent: true,
    vhostBuckets: false,
    allowMismatchedSignatures: true,
    configureBuckets: buckets.map((name) => ({ name })),
  });
  const versions = withVersions(directory, versioned);
  server.middleware.unshift(refuseUnsigned, versions, showEveryFolder, continueListings, escapeOnce);
  keepFolders(server.store);
  const address = await server.run();
  const stop = async () => {
    const closed = server.close();
    server.httpServer.closeAllConnections();
    await closed;
  };
  return { endpoint: `http://127.0.0.1:${address.port}`, port: address.port, stop };
}

/**
 * With the last object of a folder the server removes the folder too, while another request may be reading
 * it, removing it or writing into it: then one of them fails. So empty folders stay, which no listing shows,
 * and the files go in one step, so that a listing does not stumble over half an object.
 */
function keepFolders(store: FileStore): void {
  store.deleteObject = async (bucket, key) => {
    for (const part of ['object', 'object.md5', 'metadata.json'])
      rmSync(store.getResourcePath(bucket, key, part), { force: true });
  };
}

async function refuseUnsigned(context: KoaContext, next: () => Promise<void>): Promise<void> {
  if (context.headers.authorization !== undefined || context.query['X-Amz-Signature'] !== undefined)
    return next();
  context.status = 403;
  context.type = 'application/xml';
  context.body = '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';
}

/**
 * The server escapes the text of its XML twice, so that a key with `&` is listed as one with `&amp;`. After
 * the first pass every `&` begins an entity, so this undoes exactly the second one.
 */
async function escapeOnce(context: KoaContext, next: () => Promise<void>): Promise<void> {
  await next();
  if (typeof context.body === 'string') context.body = context.body.replaceAll('&amp;', '&');
}

/**
 * The server makes the token of a long listing with a cipher that OpenSSL 3 no longer has. So a listing of
 * the second version is asked for as one of the first, which goes on behind a name: that is the token.
 */
async function continueListings(context: KoaContext, next: () => Promise<void>): Promise<void> {
  const { 'list-type': type, 'continuation-token': token, 'start-after': after, ...query } = context.query;
  if (context.method !== 'GET' || type !== '2') return next();
  const marker = token === undefined ? after : Buffer.from(token, 'base64url').toString();
  context.query = marker === undefined ? query : { ...query, marker };
  await next();
  if (typeof context.body !== 'string' || !context.body.includes('<IsTruncated>true<')) return undefined;
  const listed = context.body.matchAll(/<Key>([^<]*)<\/Key>|<CommonPrefixes><Prefix>([^<]*)<\/Prefix>/g);
  const names = [...listed].map(([, key, folder = '']) => unescapedXml(key ?? folder)).sort();
  const following = Buffer.from(names.at(-1) ?? '').toString('base64url');
  context.body = context.body.replace(
    '<IsTruncated>',
    `<NextContinuationToken>${following}</NextContinuationToken><IsTruncated>`,
  );
  return undefined;
}

/** The server passes over folders that hold nothing but folders when one level of a bucket is listed. */
async function showEveryFolder(context: KoaContext, next: () => Promise<void>): Promise<void> {
  const { store } = context;
  const listObjects: ObjectStore['listObjects'] = (bucket, options) =>
    options.delimiter ? listLevel(store, bucket, options) : store.listObjects(bucket, options);
  context.store = Object.create(store, { listObjects: { value: listObjects } }) as ObjectStore;
  await next();
}

/** Keys and folders count alike towards the length of one listing, in one order, as in S3. */
async function listLevel(store: ObjectStore, bucket: string, options: ListOptions) {
  const { delimiter = '/', prefix = '', maxKeys = 1_000, startAfter = '' } = options;
  const all = await store.listObjects(bucket, {
    ...options,
    delimiter: '',
    maxKeys: Number.POSITIVE_INFINITY,
  });
  const folderOf = (key: string) => {
    const end = key.indexOf(delimiter, prefix.length);
    return end < 0 ? undefined : key.slice(0, end + delimiter.length);
  };
  const names = [...new Set(all.objects.map(({ key }) => folderOf(key) ?? key))];
  const following = names.filter((name) => name !== startAfter).sort();
  const listed = new Set(following.slice(0, maxKeys));
  return {
    objects: all.objects.filter(({ key }) => listed.has(key)),
    commonPrefixes: [...listed].filter((name) => folderOf(name) !== undefined),
    isTruncated: following.length > maxKeys,
  };
}
