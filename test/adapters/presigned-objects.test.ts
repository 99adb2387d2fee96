import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { formatUrl } from '@aws-sdk/core/util';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type HttpRequest, HttpResponse } from '@smithy/core/transport';
import { presignedLinks, presignedObjects } from '../../functions/adapters/presigned-objects';
import type { LoopbackServer } from '../../local/aws/loopback-server';
import { startS3 } from '../../local/aws/s3-server';
import { clientSettings, removeDirectory, temporaryDirectory } from '../local/aws/local-machine';

const bucket = 'vault';
const settings = clientSettings('http://127.0.0.1:1');

describe('signed requests for objects', () => {
  const directory = temporaryDirectory();
  let server: LoopbackServer;
  const client = new DynamoDBClient(settings);

  beforeAll(async () => {
    server = await startS3({ directory, buckets: [bucket] });
  });
  beforeEach(() => {
    process.env.AWS_ENDPOINT_URL_S3 = server.endpoint;
  });
  afterEach(() => {
    delete process.env.AWS_ENDPOINT_URL_S3;
  });
  afterAll(async () => {
    await server.stop();
    removeDirectory(directory);
  });

  it('write an object and read it back byte by byte', async () => {
    const content = randomBytes(3 * 1024 * 1024 + 17);
    const files = presignedObjects(client);

    await files.write(bucket, 'dsr-1/manual/a b+c(1).pdf', Readable.from([content]));

    const read = await buffer(await files.read(bucket, 'dsr-1/manual/a b+c(1).pdf'));
    expect(read.equals(content)).toBe(true);
  });

  it('name what is not there as S3 does', async () => {
    await expect(presignedObjects(client).read(bucket, 'dsr-1/none')).rejects.toMatchObject({
      name: 'NoSuchKey',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('make a plain link that names the file', async () => {
    await presignedObjects(client).write(bucket, 'dsr-1/answer.zip', Readable.from([Buffer.from('zip')]));

    const answer = await fetch(
      await presignedLinks(client, bucket).link('dsr-1/answer.zip', 'DSR-7.zip', 60),
    );

    expect(await answer.text()).toBe('zip');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="DSR-7.zip"');
  });
});

describe('a signed request', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.close();
    delete process.env.AWS_ENDPOINT_URL_S3;
  });

  /** Answers with these, one after the other, the last one again and again. */
  async function answering(...answers: { status: number; body: string }[]): Promise<string[]> {
    const bodies: string[] = [];
    server = createServer(async (request, response) => {
      const { status, body } = answers[bodies.length] ?? answers.at(-1) ?? { status: 500, body: '' };
      bodies.push(await text(request));
      response.writeHead(status).end(body);
    });
    await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready));
    process.env.AWS_ENDPOINT_URL_S3 = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return bodies;
  }

  it('is made again after a failure on their side, with the same body', async () => {
    const bodies = await answering(
      { status: 503, body: '<Error><Code>SlowDown</Code></Error>' },
      { status: 200, body: '' },
    );

    await presignedObjects(new DynamoDBClient(settings)).write(
      bucket,
      'k',
      Readable.from([Buffer.from('kept')]),
    );

    expect(bodies).toEqual(['kept', 'kept']);
  });

  it('gives up, and says why, when the failure stays', async () => {
    const bodies = await answering({ status: 503, body: '<Error><Code>SlowDown</Code></Error>' });

    const reading = presignedObjects(new DynamoDBClient({ ...settings, maxAttempts: 2 })).read(bucket, 'k');

    await expect(reading).rejects.toMatchObject({ name: 'SlowDown', $metadata: { httpStatusCode: 503 } });
    expect(bodies).toHaveLength(2);
  });

  it('is not made again when it was refused', async () => {
    const bodies = await answering({ status: 403, body: '<Error><Code>AccessDenied</Code></Error>' });

    const reading = presignedObjects(new DynamoDBClient(settings)).read(bucket, 'k');

    await expect(reading).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(bodies).toHaveLength(1);
  });
});

it('says which function asks, as the clients of the SDK do', async () => {
  const asked: HttpRequest[] = [];
  const handle = async (request: HttpRequest) => {
    asked.push(request);
    return { response: new HttpResponse({ statusCode: 200, body: Readable.from([]) }) };
  };
  const client = new DynamoDBClient({
    ...settings,
    userAgentAppId: 'rightsdesk-staff',
    requestHandler: { handle },
  });

  await presignedObjects(client).read(bucket, 'k');

  expect(asked[0]?.headers['user-agent']).toContain('app/rightsdesk-staff');
});

describe('what is signed', () => {
  const Key = 'dsr-1/manual/a b+c(1).pdf';
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-03-05T10:00:00Z'), doNotFake: ['nextTick', 'setImmediate'] });
  });
  afterEach(() => {
    jest.useRealTimers();
    delete process.env.AWS_ENDPOINT_URL_S3;
  });

  /** In the bucket's own host, and below the address of an emulator. */
  const places = [
    { region: 'eu-central-1', starts: 'https://vault.s3.eu-central-1.amazonaws.com/dsr-1/' },
    { region: 'cn-north-1', starts: 'https://vault.s3.cn-north-1.amazonaws.com.cn/dsr-1/' },
    {
      region: 'eu-central-1',
      endpoint: 'http://127.0.0.1:9000',
      starts: 'http://127.0.0.1:9000/vault/dsr-1/',
    },
  ];
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token/+=' };
  const checksums = {
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  } as const;

  function clientsAt({ region, endpoint }: (typeof places)[number]) {
    if (endpoint) process.env.AWS_ENDPOINT_URL_S3 = endpoint;
    const s3 = new S3Client({ region, credentials, ...checksums, ...(endpoint && { endpoint }) });
    const asked: HttpRequest[] = [];
    const handle = async (request: HttpRequest) => {
      asked.push(request);
      return { response: new HttpResponse({ statusCode: 200, body: Readable.from([]) }) };
    };
    const mine = new DynamoDBClient({ region, credentials, requestHandler: { handle } });
    return { s3, mine, asked };
  }

  it.each(places)('is the link that the client of S3 makes: $starts', async (place) => {
    const { s3, mine } = clientsAt(place);
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key,
      ResponseContentDisposition: 'attachment; filename="DSR-7.zip"',
      ResponseCacheControl: 'no-store',
    });

    const link = await presignedLinks(mine, bucket).link(Key, 'DSR-7.zip', 60);

    expect(link.startsWith(place.starts)).toBe(true);
    expect(link).toBe(await getSignedUrl(s3, command, { expiresIn: 60 }));
  });

  it.each(places)('is the request that the client of S3 would sign: $starts', async (place) => {
    const { s3, mine, asked } = clientsAt(place);

    await presignedObjects(mine).read(bucket, Key);
    await presignedObjects(mine).write(bucket, Key, Readable.from([Buffer.from('x')]));

    expect(asked.map((request) => formatUrl(request))).toEqual([
      await getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket, Key }), { expiresIn: 60 }),
      await getSignedUrl(s3, new PutObjectCommand({ Bucket: bucket, Key }), { expiresIn: 60 }),
    ]);
  });
});
