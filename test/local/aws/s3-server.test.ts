import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { LoopbackServer } from '../../../local/aws/loopback-server';
import { startS3 } from '../../../local/aws/s3-server';
import { clientSettings, removeDirectory, temporaryDirectory } from './local-machine';
import { isReachableFromOutside } from './loopback-only';

const MIB = 1024 * 1024;

describe('the local S3', () => {
  const directory = temporaryDirectory();
  const Bucket = 'packages';
  let server: LoopbackServer;
  const client = () => new S3Client(clientSettings(server.endpoint));

  beforeAll(async () => {
    server = await startS3({ directory, buckets: [Bucket] });
  });
  afterAll(async () => {
    await server.stop();
    removeDirectory(directory);
  });

  const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const read = async (Key: string) => {
    const { Body } = await client().send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  };

  it('returns a streamed put byte by byte', async () => {
    const content = randomBytes(3 * MIB + 17);

    await client().send(
      new PutObjectCommand({
        Bucket,
        Key: 'streamed',
        Body: Readable.from([content.subarray(0, MIB), content.subarray(MIB)]),
        ContentLength: content.length,
      }),
    );

    expect(sha(await read('streamed'))).toBe(sha(content));
  });

  it('empties a folder by many deletions at once while others write and list there, and fails none', async () => {
    const one = client();
    const put = (Key: string) => one.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    const remove = (Key: string) => one.send(new DeleteObjectCommand({ Bucket, Key }));
    const list = () => one.send(new ListObjectsV2Command({ Bucket, Prefix: 'busy/' }));
    for (let round = 0; round < 40; round += 1) {
      const folder = `busy/${round}/deep`;
      const gone = Array.from({ length: 6 }, (_, n) => `${folder}/gone-${n}`);
      await Promise.all(gone.map(put));
      await Promise.all([...gone.map(remove), put(`${folder}/kept`), list(), list()]);

      expect((await list()).Contents?.map(({ Key }) => Key)).toEqual([`${folder}/kept`]);
      expect(Buffer.from(await read(`${folder}/kept`)).toString()).toBe(`${folder}/kept`);
      await remove(`${folder}/kept`);
    }
  });

  it('lists more than a thousand objects page by page, and deletes many at once', async () => {
    const one = client();
    const names = Array.from({ length: 1_005 }, (_, n) => `many/${String(n).padStart(4, '0')} & <${n}>`);
    for (let at = 0; at < names.length; at += 50)
      await Promise.all(
        names.slice(at, at + 50).map((Key) => one.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))),
      );
    const first = await one.send(new ListObjectsV2Command({ Bucket, Prefix: 'many/' }));
    const second = await one.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'many/', ContinuationToken: first.NextContinuationToken }),
    );
    const listed = [first, second].flatMap(({ Contents = [] }) => Contents.map(({ Key }) => Key));
    await one.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: names.slice(0, 1_000).map((Key) => ({ Key })) },
      }),
    );
    const left = await one.send(new ListObjectsV2Command({ Bucket, Prefix: 'many/' }));

    expect(listed).toEqual(names);
    expect([first.IsTruncated, second.IsTruncated, second.NextContinuationToken]).toEqual([
      true,
      false,
      undefined,
    ]);
    expect(left.Contents?.map(({ Key }) => Key)).toEqual(names.slice(1_000));
  }, 120_000);

  it('cuts keys and folders of one level together, and goes on behind the last of them', async () => {
    const one = client();
    for (const name of ['a.txt', 'b/x', 'b/y', 'c.txt', 'd/x'])
      await one.send(new PutObjectCommand({ Bucket, Key: `level/${name}`, Body: 'x' }));
    const page = async (ContinuationToken?: string) => {
      const level = { Bucket, Prefix: 'level/', Delimiter: '/', MaxKeys: 2 };
      const answer = await one.send(new ListObjectsV2Command({ ...level, ContinuationToken }));
      const keys = [...(answer.Contents ?? []).map(({ Key }) => Key)];
      const folders = (answer.CommonPrefixes ?? []).map(({ Prefix }) => Prefix);
      return { keys, folders, next: answer.NextContinuationToken };
    };
    const first = await page();
    const second = await page(first.next);

    expect([first.keys, first.folders]).toEqual([['level/a.txt'], ['level/b/']]);
    expect([second.keys, second.folders, second.next]).toEqual([['level/c.txt'], ['level/d/'], undefined]);
  });

  it('returns a multipart upload of 12 MiB byte by byte', async () => {
    const content = randomBytes(12 * MIB);
    const chunks = Array.from({ length: 48 }, (_, n) => content.subarray((n * MIB) / 4, ((n + 1) * MIB) / 4));

    await new Upload({
      client: client(),
      params: { Bucket, Key: 'large', Body: Readable.from(chunks) },
      partSize: 5 * MIB,
    }).done();

    expect(sha(await read('large'))).toBe(sha(content));
  });

  it('refuses a streamed put that carries its checksum in a trailer', async () => {
    const content = randomBytes(MIB);
    const careless = new S3Client({
      ...clientSettings(server.endpoint),
      requestChecksumCalculation: 'WHEN_SUPPORTED',
    });

    const put = careless.send(
      new PutObjectCommand({
        Bucket,
        Key: 'careless',
        Body: Readable.from([content]),
        ContentLength: content.length,
      }),
    );

    await expect(put).rejects.toThrow('x-amz-content-sha256');
  });

  it('lists keys with characters that XML escapes as they are', async () => {
    const keys = ['a&b.txt', 'a&amp;b.txt', 'a<b>.txt'];
    for (const Key of keys) await client().send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));

    const { Contents = [] } = await client().send(new ListObjectsV2Command({ Bucket, Prefix: 'a' }));

    expect(Contents.map(({ Key }) => Key).sort()).toEqual([...keys].sort());
  });

  it('serves a presigned address under the file name that it was signed with', async () => {
    await client().send(new PutObjectCommand({ Bucket, Key: 'r-1/package.zip', Body: 'zip' }));
    const disposition = 'attachment; filename="your-data.zip"';
    const url = await getSignedUrl(
      client(),
      new GetObjectCommand({ Bucket, Key: 'r-1/package.zip', ResponseContentDisposition: disposition }),
      { expiresIn: 60 },
    );

    const answer = await fetch(url);

    expect(await answer.text()).toBe('zip');
    expect(answer.headers.get('content-disposition')).toBe(disposition);
  });

  it('refuses an address without a signature, or an expired one', async () => {
    await client().send(new PutObjectCommand({ Bucket, Key: 'secret', Body: 'zip' }));
    const signingDate = new Date(Date.now() - 61_000);
    const get = new GetObjectCommand({ Bucket, Key: 'secret' });
    const late = await getSignedUrl(client(), get, { expiresIn: 60, signingDate });
    const inTime = await getSignedUrl(client(), get, { expiresIn: 600, signingDate });

    const statuses = [];
    for (const url of [inTime, late, `${server.endpoint}/${Bucket}/secret`]) {
      statuses.push((await fetch(url)).status);
    }

    expect(statuses).toEqual([200, 403, 403]);
  });

  it('keeps objects and buckets across a restart', async () => {
    await client().send(new PutObjectCommand({ Bucket, Key: 'kept/one', Body: 'still here' }));
    await server.stop();
    server = await startS3({ directory, buckets: [Bucket, 'evidence'] });

    const { Contents } = await client().send(new ListObjectsV2Command({ Bucket, Prefix: 'kept/' }));

    expect(Contents?.map(({ Key }) => Key)).toEqual(['kept/one']);
    expect(Buffer.from(await read('kept/one')).toString()).toBe('still here');
  });

  it('listens on 127.0.0.1 only', async () => {
    expect(await isReachableFromOutside(server.port)).toBe(false);
  });
});
