import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { EvidenceStore } from '../domain/ports';

export interface EvidenceSettings {
  readonly s3: S3Client;
  readonly bucket: string;
}

/** Anchors in a bucket under Object Lock: `anchors/2026/03/05/10.json`. The lock is the bucket's; here an hour is written once. */
export function s3Evidence({ s3, bucket }: EvidenceSettings): EvidenceStore {
  const exists = async (Key: string) => {
    try {
      await s3.send(new HeadObjectCommand({ Bucket: bucket, Key }));
      return true;
    } catch (error) {
      if (isAbsent(error)) return false;
      throw error;
    }
  };
  return {
    put: async (hour, anchor) => {
      const Key = keyOf(hour);
      if (await exists(Key)) return false;
      const Body = JSON.stringify(anchor);
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType: 'application/json' }));
      return true;
    },
    get: async (hour) => {
      try {
        const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(hour) }));
        return JSON.parse((await answer.Body?.transformToString()) ?? 'null');
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw error;
      }
    },
  };
}

function keyOf(hour: string): string {
  const [day = '', clock = ''] = hour.split('T');
  return `anchors/${day.replaceAll('-', '/')}/${clock}.json`;
}

function isAbsent(error: unknown): boolean {
  return ['NoSuchKey', 'NotFound'].includes((error as Error).name);
}
