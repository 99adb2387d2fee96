import type { DeployedNames } from '../permissions/deployed-names';
import type { RequestedAction } from '../permissions/simulate-policy';
import { ofType } from '../permissions/template';
import type { RecordedCall } from './call-recorder';

/**
 * The permissions that the recorded calls of functions needed: their own, and those that S3 uses on their
 * behalf.
 */
export function iamRequestsOfCalls(names: DeployedNames, calls: readonly RecordedCall[]): RequestedAction[] {
  const machines = ofType(names.template, 'AWS::StepFunctions::StateMachine').map(([id]) => names.arnOf(id));
  const encrypted = encryptedBuckets(names);
  return callsOfFunctions(calls).flatMap(({ caller, conditions, operation, asked }) =>
    asked.flatMap(({ action, on }): RequestedAction[] => [
      // A token may belong to any machine, so each must be allowed.
      ...(on === '*' ? machines : [on]).map((one) => ({
        by: caller,
        action,
        on: one,
        ...(conditions && { context: conditions }),
      })),
      ...keysUsed(encrypted, operation, on).map((used) => ({ by: caller, ...used })),
    ]),
  );
}

/** Calls with the function that made them, or that signed the link that was used for them. */
export function callsOfFunctions(calls: readonly RecordedCall[]): RecordedCall[] {
  const signers = new Map(
    calls.flatMap(({ caller, signer }) => (caller === 'elsewhere' ? [] : [[signer, caller] as const])),
  );
  return calls.flatMap((call) => {
    const caller = call.caller === 'elsewhere' ? signers.get(call.signer) : call.caller;
    return caller ? [{ ...call, caller }] : [];
  });
}

interface Encrypted {
  readonly bucketArn: string;
  readonly keyArn: string;
}

/** Buckets of the stack that S3 encrypts with a key of the stack, with a bucket key. */
function encryptedBuckets(names: DeployedNames): Encrypted[] {
  return ofType(names.template, 'AWS::S3::Bucket').flatMap(([id, { BucketEncryption }]) => {
    const { ServerSideEncryptionConfiguration: [rule] = [] } = (BucketEncryption ?? {}) as {
      ServerSideEncryptionConfiguration?: readonly {
        readonly BucketKeyEnabled?: boolean;
        readonly ServerSideEncryptionByDefault: { readonly KMSMasterKeyID?: unknown };
      }[];
    };
    const key = rule?.ServerSideEncryptionByDefault.KMSMasterKeyID;
    if (!key) return [];
    if (!rule.BucketKeyEnabled)
      throw new Error(`${id}: without a bucket key the context is each object's ARN`);
    return [{ bucketArn: names.arnOf(id), keyArn: names.text(key) }];
  });
}

/**
 * How S3 uses the bucket's key on behalf of the caller. With a bucket key the context is the bucket's ARN.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html#bucket-key-changes
 */
function keysUsed(
  encrypted: readonly Encrypted[],
  operation: string,
  on: string,
): Omit<RequestedAction, 'by'>[] {
  const bucket = encrypted.find(({ bucketArn }) => on.startsWith(`${bucketArn}/`));
  if (!bucket) return [];
  return (keyActions[operation] ?? []).map((action) => ({
    action,
    on: bucket.keyArn,
    context: {
      'kms:EncryptionContext:aws:s3:arn': bucket.bucketArn,
      'kms:ViaService': `s3.${bucket.keyArn.split(':')[3]}.amazonaws.com`,
    },
  }));
}

/** By verb of S3. Each part of a large upload decrypts the data key that its start generated. */
const keyActions: Readonly<Record<string, readonly string[]>> = {
  PUTObject: ['kms:GenerateDataKey'],
  'POSTObject?uploads': ['kms:GenerateDataKey'],
  'PUTObject?uploadId': ['kms:Decrypt'],
  'POSTObject?uploadId': ['kms:Decrypt'],
  GETObject: ['kms:Decrypt'],
};
