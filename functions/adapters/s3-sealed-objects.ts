import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { SealedObjects, SnapshotTarget, Vault } from '../domain/ports';
import { fromLines, toLines } from '../domain/rows-json';
import type { ObjectStorage } from './object-storage';
import { readLines } from './read-lines';
import { sealStream, unsealStream } from './sealed-stream';

export interface SealedObjectsSettings {
  readonly storage: ObjectStorage;
  readonly bucket: string;
  readonly vault: Pick<Vault, 'derive'>;
}

/**
 * Findings, manifests and snapshots in S3: compressed, then sealed under a key that is derived for the one
 * object. Names of objects hold ids, never personal data.
 */
export function s3SealedObjects({ storage: files, bucket, vault }: SealedObjectsSettings): SealedObjects {
  const keyOf = (requestId: string, name: string) => vault.derive(requestId, `object:${name}`);
  const target = async (requestId: string, name: string): Promise<SnapshotTarget> => ({
    bucket,
    key: `${requestId}/${name}`,
    dataKey: (await keyOf(requestId, name)).toString('base64'),
  });
  const bytes = async function* (requestId: string, name: string): AsyncIterable<Uint8Array> {
    yield* readSealed(files, await target(requestId, name));
  };
  const putBytes = async (requestId: string, name: string, content: AsyncIterable<Uint8Array>) =>
    writeSealed(files, await target(requestId, name), content);
  return {
    target,
    bytes,
    putBytes,
    lines: (requestId, name) => readLines(bytes(requestId, name)),
    put: async (requestId, name, content) => {
      await putBytes(requestId, name, bytesOf(toLines(content)));
      return name;
    },
    get: (requestId, name) => fromLines(readLines(bytes(requestId, name))),
  };
}

/** Compresses, seals and uploads a stream in constant memory. */
export async function writeSealed(
  files: ObjectStorage,
  target: SnapshotTarget,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  const zipped = createGzip();
  const body = new PassThrough();
  const key = Buffer.from(target.dataKey, 'base64');
  await Promise.all([
    pipeline(Readable.from(content), zipped),
    pipeline(Readable.from(sealStream(key, zipped)), body),
    files.write(target.bucket, target.key, body),
  ]);
}

/** A reader that stops early ends the download as well. */
export async function* readSealed(files: ObjectStorage, target: SnapshotTarget): AsyncIterable<Uint8Array> {
  const stored = await files.read(target.bucket, target.key);
  const key = Buffer.from(target.dataKey, 'base64');
  const sealed = Readable.from(unsealStream(key, stored));
  const plain = createGunzip();
  sealed.on('error', (error) => plain.destroy(error));
  sealed.pipe(plain);
  try {
    for await (const chunk of plain) yield chunk as Buffer;
  } finally {
    sealed.destroy();
    stored.destroy();
  }
}

async function* bytesOf(lines: Iterable<string>): AsyncIterable<Uint8Array> {
  for (const line of lines) yield Buffer.from(`${line}\n`, 'utf8');
}
