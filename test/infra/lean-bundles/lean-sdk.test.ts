import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { build } from 'esbuild';
import { forLambda } from '../../../infra/bundles';
import {
  stubbedFiles,
  stubbedPackages,
  withLiteralKeys,
  withoutErrorClasses,
} from '../../../infra/lean-bundles/lean-sdk';
import { sdkCalls } from './sdk-calls';

jest.setTimeout(60_000);

describe('withLiteralKeys', () => {
  it('replaces a key that is a constant by its text', () => {
    const source = 'const _h = "http";\nexport var A$ = [9, "n", { [_h]: ["POST"] }];';

    expect(withLiteralKeys(source)).toBe(
      'const _h = "http";\nexport var A$ = [9, "n", { "http": ["POST"] }];',
    );
  });

  it('leaves a key that is not a constant of the file', () => {
    const source = 'export var A$ = { [_elsewhere]: 1, [other()]: 2 };';

    expect(withLiteralKeys(source)).toBe(source);
  });
});

describe('withoutErrorClasses', () => {
  it('leaves only the base class of a service registered', () => {
    const base = '_s_registry.registerError(KMSServiceException$, KMSServiceException);';
    const source = `${base}\nn0_registry.registerError(NotFound$, NotFound);\n`;

    expect(withoutErrorClasses(source)).toBe(`${base}\n\n`);
  });
});

const root = join(__dirname, '..', '..', '..');

describe('the stubs of the SDK', () => {
  it('are all used', () => {
    const used = [
      'absent-client.cjs',
      ...Object.values(stubbedFiles),
      ...Object.values(stubbedPackages).map((path) => basename(path)),
    ];
    const files = readdirSync(join(root, 'infra', 'lean-bundles', 'sdk-stubs'));

    expect(files.sort()).toEqual([...new Set(used)].sort());
  });
});

describe('the functions', () => {
  it('import no error class of a service: they ask an error for its name', () => {
    const functions = join(root, 'functions');
    const files = readdirSync(functions, { recursive: true, encoding: 'utf8' }).filter((f) =>
      /\.tsx?$/.test(f),
    );
    const classes = /import \{[^}]*\b(?!type )\w+(Exception|NotFound|NoSuch\w+)\b[^}]*\} from '@aws-sdk\//;

    expect(files.filter((file) => classes.test(readFileSync(join(functions, file), 'utf8')))).toEqual([]);
  });
});

interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface Reply {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** A server that records requests and returns the replies in turn, repeating the last one. */
async function aServer(...replies: Reply[]) {
  const received: ReceivedRequest[] = [];
  const server: Server = createServer(async (request, response) => {
    const { status = 200, body = '{}', headers = {} } = replies[received.length] ?? replies.at(-1) ?? {};
    received.push({ path: request.url ?? '', headers: request.headers, body: await text(request) });
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  servers.push(server);
  return { received, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const servers: Server[] = [];

describe('a client in a bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rightsdesk-lean-'));
  let bundled: { sdkCalls: typeof sdkCalls };

  beforeAll(async () => {
    process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE';
    process.env.AWS_SECRET_ACCESS_KEY = 'secret';
    process.env.AWS_SESSION_TOKEN = 'token of the role';
    const outfile = join(folder, 'index.js');
    await build({ ...forLambda, entryPoints: [join(__dirname, 'sdk-calls.ts')], outfile });
    bundled = require(outfile);
  });
  afterAll(() => {
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true });
  });

  it('signs with the credentials of the environment and reads the reply', async () => {
    const { received, endpoint } = await aServer({ body: '{"Item":{"id":{"S":"1"},"n":{"N":"2"}}}' });

    expect(await bundled.sdkCalls(endpoint).item()).toEqual({ id: '1', n: 2 });
    expect(received[0]?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/dynamodb\//,
    );
    expect(received[0]?.headers['x-amz-security-token']).toBe('token of the role');
  });

  it('sends nothing when the environment holds no credentials', async () => {
    const { received, endpoint } = await aServer({ body: '{}' });
    const { AWS_ACCESS_KEY_ID } = process.env;
    delete process.env.AWS_ACCESS_KEY_ID;

    await expect(bundled.sdkCalls(endpoint).item()).rejects.toThrow('no credentials in the environment');
    expect(received).toEqual([]);
    process.env.AWS_ACCESS_KEY_ID = AWS_ACCESS_KEY_ID;
  });

  it('keeps the socket timeout of the SDK, where that is switched on', async () => {
    process.env.AWS_ENABLE_DEFAULT_SOCKET_TIMEOUT_2026 = 'true';
    const { endpoint } = await aServer({ body: '{}' });
    const whole = await sdkCalls(endpoint).socketTimeout();

    expect(whole).toBeGreaterThan(0);
    expect(await bundled.sdkCalls(endpoint).socketTimeout()).toBe(whole);
    delete process.env.AWS_ENABLE_DEFAULT_SOCKET_TIMEOUT_2026;
  });

  it('names the error of a service, with its status', async () => {
    const type = 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException';
    const { endpoint } = await aServer({
      status: 400,
      body: JSON.stringify({ __type: type, message: 'no' }),
    });

    await expect(bundled.sdkCalls(endpoint).putNew()).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'no',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('names the error of S3, with its status', async () => {
    const body = '<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>gone</Message></Error>';
    const { endpoint } = await aServer({ status: 404, body });

    await expect(bundled.sdkCalls(endpoint).object()).rejects.toMatchObject({
      name: 'NoSuchKey',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it.each([
    ['failed on their side', { status: 500, body: '{"__type":"KMSInternalException"}' }],
    ['was throttled', { status: 400, body: '{"__type":"ThrottlingException"}' }],
  ])('retries what %s', async (_, failure) => {
    const { received, endpoint } = await aServer(failure, { body: '{"Plaintext":"a2V5"}' });
    const { Plaintext } = await bundled.sdkCalls(endpoint).open();

    expect(Buffer.from(Plaintext ?? []).toString()).toBe('key');
    expect(received).toHaveLength(2);
  });

  it('reads an object, and writes one with its checksum', async () => {
    const { received, endpoint } = await aServer({ body: 'content' });
    const calls = bundled.sdkCalls(endpoint);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32('content'));

    expect(await calls.object()).toBe('content');
    await calls.put('content');
    expect(received[1]).toMatchObject({
      body: 'content',
      headers: { 'x-amz-checksum-crc32': sum.toString('base64') },
    });
  });

  it('uploads a stream', async () => {
    const { received, endpoint } = await aServer({ body: '' });
    await bundled.sdkCalls(endpoint).upload(pieces('one ', 'two'));

    expect(received[0]).toMatchObject({ path: '/bucket/key?x-id=PutObject', body: 'one two' });
  });

  it('presigns a link to the bucket', async () => {
    const link = new URL(await bundled.sdkCalls('http://127.0.0.1:1').link());

    expect(link.pathname).toBe('/bucket/key');
    expect(link.searchParams.get('X-Amz-Expires')).toBe('60');
    expect(link.searchParams.get('X-Amz-Signature')).toMatch(/^[0-9a-f]{64}$/);
  });
});

async function* pieces(...texts: string[]): AsyncIterable<Uint8Array> {
  for (const piece of texts) yield Buffer.from(piece);
}
