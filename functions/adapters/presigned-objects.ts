import type { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { partition } from '@aws-sdk/core/client';
import { formatUrl } from '@aws-sdk/core/util';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import { escapeUriPath } from '@smithy/core/protocols';
import { HttpRequest } from '@smithy/core/transport';
import type { RetryStrategyV2 } from '@smithy/types';
import type { Packages } from '../domain/ports';
import { isTransient } from './is-transient';
import type { ObjectStorage } from './object-storage';

/** What is used of a client that the function has anyway: signing, region, sending and retries. */
export type SigningClient = Pick<DynamoDBDocumentClient, 'config'>;

/** Seconds for which the signature of our own requests is valid. */
const OWN_SECONDS = 60;

/**
 * Objects that fit into one request, for functions that serve pages: plain HTTP requests that the SDK's
 * presigner signs. The client of S3 would add a seventh to the code of such a function.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function presignedObjects({ config }: SigningClient): ObjectStorage {
  return {
    read: (bucket, key) => sent(config, 'GET', addressOf(config, bucket, key)),
    write: async (bucket, key, content) => {
      const body = await buffer(content);
      (await sent(config, 'PUT', addressOf(config, bucket, key), body)).resume();
    },
  };
}

/** Signed links to packages, which work for some seconds and name the file. */
export function presignedLinks({ config }: SigningClient, bucket: string): Pick<Packages, 'link'> {
  return {
    link: async (object, fileName, seconds) => {
      const address = await addressOf(config, bucket, object);
      const query = {
        'response-cache-control': 'no-store',
        'response-content-disposition': `attachment; filename="${fileName}"`,
      };
      return formatUrl(await presigned(config, requestFor('GET', address, { query }), seconds));
    },
  };
}

type Config = SigningClient['config'];

/** The address of an object: at the emulator that the environment names, or in the bucket's own host. */
async function addressOf(config: Config, bucket: string, key: string): Promise<URL> {
  const path = escapeUriPath(key);
  const emulator = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  if (emulator) return new URL(`/${bucket}/${path}`, emulator);
  const region = await config.region();
  return new URL(`https://${bucket}.s3.${region}.${partition(region).dnsSuffix}/${path}`);
}

function requestFor(
  method: string,
  { protocol, hostname, port, pathname }: URL,
  { query, body }: { query?: Record<string, string>; body?: Buffer | undefined },
) {
  return new HttpRequest({
    method,
    protocol,
    hostname,
    path: pathname,
    ...(port && { port: Number(port) }),
    ...(body && { body }),
    query: { ...query, 'x-id': method === 'GET' ? 'GetObject' : 'PutObject' },
  });
}

function presigned({ credentials, region, sha256 }: Config, request: HttpRequest, expiresIn: number) {
  return new S3RequestPresigner({ credentials, region, sha256 }).presign(request, { expiresIn });
}

/** Sends a request, and retries transient failures as long and as often as the SDK itself would. */
async function sent(config: Config, method: string, at: Promise<URL>, body?: Buffer): Promise<Readable> {
  const address = await at;
  const retries = (await config.retryStrategy()) as RetryStrategyV2;
  let token = await retries.acquireInitialRetryToken('s3');
  for (;;) {
    try {
      return await once(config, requestFor(method, address, { body }));
    } catch (error) {
      if (!isTransient(error)) throw error;
      token = await retries.refreshRetryTokenForRetry(token, { errorType: 'TRANSIENT' }).catch(() => {
        throw error;
      });
      await new Promise((done) => setTimeout(done, token.getRetryDelay()));
    }
  }
}

async function once(config: Config, request: HttpRequest): Promise<Readable> {
  const signed = (await presigned(config, request, OWN_SECONDS)) as HttpRequest;
  if (request.body) signed.headers['content-length'] = String(request.body.length);
  signed.headers['user-agent'] = `rightsdesk app/${(await config.userAgentAppId()) ?? 'elsewhere'}`;
  const { response } = await config.requestHandler.handle(signed);
  if (response.statusCode < 300) return response.body;
  throw Object.assign(new Error('S3 refused a request'), {
    name: codeIn(await text(response.body)) ?? 'UnknownS3Error',
    $metadata: { httpStatusCode: response.statusCode },
  });
}

/**
 * The error code in S3's reply.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
function codeIn(answer: string): string | undefined {
  return /<Code>(\w+)<\/Code>/.exec(answer)?.[1];
}
