import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { DeskFunction } from './desk-function';

/**
 * The bucket for findings, manifests and snapshots, each sealed under a key of its own before it is uploaded.
 * No function may delete them: shredding the request's key makes them unreadable.
 */
export class VaultBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });
  }

  grantRead(fn: DeskFunction): void {
    this.grant(fn, 's3:GetObject');
  }

  grantWrite(fn: DeskFunction): void {
    this.grant(fn, 's3:PutObject', 's3:AbortMultipartUpload');
  }

  /** A store's function gets bucket and key with each call, so it needs no variable for the bucket. */
  grantSnapshots(fn: DeskFunction): void {
    fn.allow(['s3:PutObject', 's3:AbortMultipartUpload'], [this.bucket.arnForObjects('*')]);
  }

  private grant(fn: DeskFunction, ...actions: readonly string[]): void {
    fn.setVariable('VAULT_BUCKET', this.bucket.bucketName);
    fn.allow(actions, [this.bucket.arnForObjects('*')]);
  }
}
