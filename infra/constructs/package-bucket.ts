import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { DeskFunction } from './desk-function';
import type { DeskKey } from './desk-key';

export interface PackageBucketProps {
  readonly deskKey: DeskKey;
  /** The bucket deletes a package after this many days at the latest. */
  readonly keptDays: number;
}

/**
 * Packages for download: encrypted with the desk's key, reached by links that expire, deleted by the bucket.
 */
export class PackageBucket extends Construct {
  readonly bucket: Bucket;
  private readonly deskKey: DeskKey;

  constructor(scope: Construct, id: string, { deskKey, keptDays }: PackageBucketProps) {
    super(scope, id);
    this.deskKey = deskKey;
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: deskKey.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          expiration: Duration.days(keptDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
  }

  /** A multipart upload must also decrypt the key of its own parts. */
  grantWrite(fn: DeskFunction): void {
    this.grant(fn, 's3:PutObject', 's3:AbortMultipartUpload');
    this.deskKey.grantBucket(fn, this.bucket.bucketArn, ['kms:GenerateDataKey', 'kms:Decrypt']);
  }

  /** Lets a function sign links. A signed link works with the permissions of the function that signed it. */
  grantLink(fn: DeskFunction): void {
    this.grant(fn, 's3:GetObject');
    this.deskKey.grantBucket(fn, this.bucket.bucketArn, ['kms:Decrypt']);
  }

  grantRemove(fn: DeskFunction): void {
    this.grant(fn, 's3:DeleteObject');
  }

  private grant(fn: DeskFunction, ...actions: readonly string[]): void {
    fn.setVariable('PACKAGE_BUCKET', this.bucket.bucketName);
    fn.allow(actions, [this.bucket.arnForObjects('*')]);
  }
}
