import type { Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { ObjectStorage } from './object-storage';

/** Objects of any size as streams, for steps and the watch. Functions that serve pages use `signedFiles`. */
export function s3Objects(client: S3Client): ObjectStorage {
  return {
    read: async (Bucket, Key) => (await client.send(new GetObjectCommand({ Bucket, Key }))).Body as Readable,
    write: async (Bucket, Key, Body) => {
      await new Upload({ client, params: { Bucket, Key, Body } }).done();
    },
  };
}
