import type { S3Client } from '@aws-sdk/client-s3';

/** The locked bucket with the evidence, and a client to reach it. */
export interface EvidenceSettings {
  readonly s3: S3Client;
  readonly bucket: string;
}
