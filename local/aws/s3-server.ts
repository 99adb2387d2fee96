import { mkdirSync } from 'node:fs';
import type { KoaContext } from '@20minutes/s3rver';
import S3rver from '@20minutes/s3rver';
import type { StoreOptions } from './dynamodb-server';
import type { LoopbackServer } from './loopback-server';
import { withVersions } from './s3-versions';

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
  server.middleware.unshift(refuseUnsigned, withVersions(directory, versioned), escapeOnce);
  const address = await server.run();
  const stop = async () => {
    const closed = server.close();
    server.httpServer.closeAllConnections();
    await closed;
  };
  return { endpoint: `http://127.0.0.1:${address.port}`, port: address.port, stop };
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
