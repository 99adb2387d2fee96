import { PassThrough } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Packages } from '../domain/ports';

export interface PackagesSettings {
  readonly s3: S3Client;
  readonly bucket: string;
}

/**
 * Packages for download. When an upload fails, the stream ends with its error, so that the writer does not
 * wait for ever, and `done` rejects as well. The bucket encrypts packages at rest, deletes them after a time,
 * and gives them out by signed links only, which live for seconds.
 */
export function s3Packages({ s3, bucket }: PackagesSettings): Packages {
  return {
    write: (object) => {
      const stream = new PassThrough();
      const upload = new Upload({
        client: s3,
        params: { Bucket: bucket, Key: object, Body: stream, ContentType: 'application/zip' },
      });
      const done = upload.done().then(() => undefined);
      stream.on('error', () => undefined);
      done.catch((error) => stream.destroy(error));
      return { stream, done };
    },
    link: (object, fileName, seconds) =>
      getSignedUrl(
        s3,
        new GetObjectCommand({
          Bucket: bucket,
          Key: object,
          ResponseContentDisposition: `attachment; filename="${fileName}"`,
          ResponseCacheControl: 'no-store',
        }),
        { expiresIn: seconds },
      ),
    remove: async (object) => {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: object }));
    },
  };
}
