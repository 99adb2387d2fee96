import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { DeskFunction } from './desk-function';

/**
 * Findings, manifests and snapshots, each sealed by the desk under a key for that object alone before it
 * comes here. Nobody may delete: shredding the request's key does.
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

  /** A store's function gets each object's place with the call, and so needs no name of the bucket. */
  grantSnapshots(fn: DeskFunction): void {
    fn.allow(['s3:PutObject', 's3:AbortMultipartUpload'], [this.bucket.arnForObjects('*')]);
  }

  private grant(fn: DeskFunction, ...actions: readonly string[]): void {
    fn.tell('VAULT_BUCKET', this.bucket.bucketName);
    fn.allow(actions, [this.bucket.arnForObjects('*')]);
  }
}
