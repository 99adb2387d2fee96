import {
  type GetObjectCommandOutput,
  GetObjectTaggingCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { StoreRefusedError } from '../connector';
import { s3Call, s3ErrorName } from './s3-failure';
import type { ObjectName } from './s3-versions';

const CARRIED_PROPERTIES = [
  'CacheControl',
  'ContentDisposition',
  'ContentEncoding',
  'ContentLanguage',
  'ContentType',
  'Metadata',
  'StorageClass',
  'ServerSideEncryption',
  'SSEKMSKeyId',
  'BucketKeyEnabled',
  'WebsiteRedirectLocation',
] as const satisfies readonly (keyof GetObjectCommandOutput & keyof PutObjectCommandInput)[];

const CHECKSUM_ALGORITHMS = ['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const;

export type ObjectProperties = Partial<Omit<PutObjectCommandInput, 'Bucket' | 'Key' | 'Body'>>;

/**
 * The properties of an object, to be written with its new content: a lifecycle by tag is a retention, a key
 * of its own a protection. Left out are the access control list, which buckets have switched off since 2023,
 * and the context of a KMS encryption, which cannot be read back.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 *
 * @param now an instant; a lock that has ended cannot be written again.
 */
export async function propertiesOf(
  client: S3Client,
  name: ObjectName,
  { opened, now }: { readonly opened: GetObjectCommandOutput; readonly now: string },
): Promise<ObjectProperties> {
  const known = CARRIED_PROPERTIES.flatMap((property) =>
    opened[property] === undefined ? [] : [[property, opened[property]] as const],
  );
  return {
    ...Object.fromEntries(known),
    ...expiryOf(opened),
    ...checksumOf(opened),
    ...lockOf(opened, now),
    ...(await tagsOf(client, name, opened.TagCount ?? 0)),
  };
}

function expiryOf(opened: GetObjectCommandOutput): ObjectProperties {
  const at = opened.ExpiresString === undefined ? Number.NaN : Date.parse(opened.ExpiresString);
  const expires = Number.isNaN(at) ? opened.Expires : new Date(at);
  return expires === undefined ? {} : { Expires: expires };
}

/** CRC64NVME is what S3 computes by itself when nothing is asked for. */
function checksumOf(opened: GetObjectCommandOutput): ObjectProperties {
  const algorithm = CHECKSUM_ALGORITHMS.find((name) => opened[`Checksum${name}`] !== undefined);
  return algorithm === undefined ? {} : { ChecksumAlgorithm: algorithm };
}

function lockOf(opened: GetObjectCommandOutput, now: string): ObjectProperties {
  const { ObjectLockMode, ObjectLockRetainUntilDate, ObjectLockLegalHoldStatus } = opened;
  const retained =
    ObjectLockMode && ObjectLockRetainUntilDate && ObjectLockRetainUntilDate.toISOString() > now;
  return {
    ...(retained ? { ObjectLockMode, ObjectLockRetainUntilDate } : {}),
    ...(ObjectLockLegalHoldStatus === 'ON' ? { ObjectLockLegalHoldStatus } : {}),
  };
}

/**
 * Always read: S3 reports the number of tags only to callers that may read them. A store that does not
 * support tags has none to lose, unless it reports that there are some.
 */
async function tagsOf(
  client: S3Client,
  { bucket, key }: ObjectName,
  atLeast: number,
): Promise<ObjectProperties> {
  const answer = await s3Call({ right: 's3:GetObjectTagging', bucket }, () =>
    client.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key })).catch((error: unknown) => {
      if (s3ErrorName(error) !== 'NotImplemented') throw error;
      if (atLeast === 0) return undefined;
      throw new StoreRefusedError('the store gives out no tags of an object that has some', {
        table: bucket,
        code: 'NotImplemented',
        constraint: 's3:GetObjectTagging',
      });
    }),
  );
  const tags = (answer?.TagSet ?? []).map(
    ({ Key = '', Value = '' }) => `${encodeURIComponent(Key)}=${encodeURIComponent(Value)}`,
  );
  return tags.length === 0 ? {} : { Tagging: tags.join('&') };
}
