/** Retention and legal holds may be read, so that S3 reports them, but never set. */
export const S3_OBJECT_ACTIONS = [
  ...['GetObject', 'GetObjectVersion', 'GetObjectTagging', 'GetObjectRetention', 'GetObjectLegalHold'],
  ...['PutObject', 'PutObjectTagging', 'DeleteObject', 'DeleteObjectVersion', 'AbortMultipartUpload'],
].map((action) => `s3:${action}`);

export const S3_BUCKET_ACTIONS = [
  ...['ListBucket', 'ListBucketVersions', 'GetBucketVersioning'],
  ...['GetBucketObjectLockConfiguration', 'GetReplicationConfiguration'],
].map((action) => `s3:${action}`);
