import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { SealedObjects, SnapshotTarget, Vault } from '../domain/ports';
import { readLines } from './read-lines';
import { sealStream, unsealStream } from './sealed-stream';

export interface SealedObjectsSettings {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly vault: Pick<Vault, 'derive'>;
}

/** Findings, manifests and snapshots in S3: compressed, then sealed under a key derived for that object alone. Keys hold ids, never names of people. */
export function s3SealedObjects({ s3, bucket, vault }: SealedObjectsSettings): SealedObjects {
  const keyOf = (requestId: string, name: string) => vault.derive(requestId, `object:${name}`);
  const target = async (requestId: string, name: string): Promise<SnapshotTarget> => ({
    bucket,
    key: `${requestId}/${name}`,
    dataKey: (await keyOf(requestId, name)).toString('base64'),
  });
  const bytes = async function* (requestId: string, name: string): AsyncIterable<Uint8Array> {
    yield* readSealed(s3, await target(requestId, name));
  };
  const putBytes = async (requestId: string, name: string, content: AsyncIterable<Uint8Array>) =>
    writeSealed(s3, await target(requestId, name), content);
  return {
    target,
    bytes,
    putBytes,
    lines: (requestId, name) => readLines(bytes(requestId, name)),
    put: async (requestId, name, content) => {
      await putBytes(requestId, name, once(JSON.stringify(content)));
      return name;
    },
    get: async (requestId, name) => JSON.parse(await text(bytes(requestId, name))),
  };
}

/** Compresses, seals and uploads as the content arrives; memory stays flat. */
export async function writeSealed(
  s3: S3Client,
  target: SnapshotTarget,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  const zipped = createGzip();
  const body = new PassThrough();
  const key = Buffer.from(target.dataKey, 'base64');
  const upload = new Upload({ client: s3, params: { Bucket: target.bucket, Key: target.key, Body: body } });
  await Promise.all([
    pipeline(Readable.from(content), zipped),
    pipeline(Readable.from(sealStream(key, zipped)), body),
    upload.done(),
  ]);
}

export async function* readSealed(s3: S3Client, target: SnapshotTarget): AsyncIterable<Uint8Array> {
  const answer = await s3.send(new GetObjectCommand({ Bucket: target.bucket, Key: target.key }));
  const key = Buffer.from(target.dataKey, 'base64');
  const sealed = Readable.from(unsealStream(key, answer.Body as Readable));
  const plain = createGunzip();
  sealed.on('error', (error) => plain.destroy(error));
  sealed.pipe(plain);
  for await (const chunk of plain) yield chunk as Buffer;
}

async function* once(content: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(content, 'utf8');
}

async function text(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
