import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  type DeleteObjectsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { defined } from '../../domain/defined';
import { isGone, type NeededPermission, s3Call, s3StoreError } from './s3-failure';
import type { ObjectName } from './s3-versions';

/** What one call deletes at most: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const NAMES_PER_CALL = 1_000;
/** XML 1.0, in which the names are sent, has no way to write these. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: such keys are allowed in S3
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

type Name = Omit<ObjectName, 'bucket'>;

/**
 * Deletes objects, or versions and delete markers of them, by the thousand. What is gone already is no error;
 * another error about one of them is thrown as if it had been deleted alone.
 */
export async function deleteObjects(client: S3Client, bucket: string, names: readonly Name[]): Promise<void> {
  const right = names.some(({ version }) => version !== undefined)
    ? 's3:DeleteObjectVersion'
    : 's3:DeleteObject';
  const alone = names.filter(({ key }) => NOT_IN_XML.test(key));
  const together = names.filter(({ key }) => !NOT_IN_XML.test(key));
  for (let start = 0; start < together.length; start += NAMES_PER_CALL) {
    const Objects = together.slice(start, start + NAMES_PER_CALL).map(inputOf);
    const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } });
    const answer = await s3Call({ right, bucket }, () => client.send(command));
    assertDeleted(answer?.Errors ?? [], { right, bucket });
  }
  for (const name of alone) {
    const command = new DeleteObjectCommand({ Bucket: bucket, ...inputOf(name) });
    await s3Call({ right, bucket }, () => client.send(command));
  }
}

function inputOf({ key, version }: Name) {
  return { Key: key, ...defined({ VersionId: version }) };
}

function assertDeleted(
  errors: NonNullable<DeleteObjectsCommandOutput['Errors']>,
  needed: NeededPermission,
): void {
  const failed = errors
    .map(({ Code: name = 'unknown', Message: message = '' }) => {
      return Object.assign(new Error(message), { name });
    })
    .find((error) => !isGone(error));
  if (failed !== undefined) throw s3StoreError(failed, needed);
}
