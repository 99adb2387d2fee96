import { mkdirSync } from 'node:fs';
import type { KoaContext } from 's3rver';
import S3rver from 's3rver';
import type { StoreOptions } from './dynamodb-server';
import type { LoopbackServer } from './loopback-server';
import { withVersions } from './s3-versions';

/** A store with the buckets that exist from the start. */
export interface S3Options extends StoreOptions {
  readonly buckets: readonly string[];
  /** Those of them that keep versions and take conditional writes. */
  readonly versioned?: readonly string[];
}

/**
 * Starts s3rver, an S3 on plain files. Its clients must not send checksums in trailers (see
 * `applyLocalEnvironment`), and it
 * has no Object Lock, and versions only where they are asked for. Requests need a signature and presigned
 * ones end with their time, but a
 * signature of version 4 is not checked.
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
    configureBuckets: buckets.map((name) => ({ name })),
  });
  server.middleware.unshift(refuseUnsigned, withVersions(directory, versioned));
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
