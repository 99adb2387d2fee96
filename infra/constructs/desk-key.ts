import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { DeskFunction } from './desk-function';

/** Ties a data key to requests; `requestContext` in `functions/adapters/kms-vault.ts` sends it. */
const forRequests = { StringEquals: { 'kms:EncryptionContext:purpose': 'request' } };

/**
 * The one key of the desk. What it may be used for is told apart by encryption context, so that a second key (a dollar a month) is not needed:
 * `purpose=request` for the data keys of requests, the bucket's ARN for the packages, the topic's for what SES tells of bounces.
 */
export class DeskKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      alias: 'rightsdesk',
      description: 'Wraps the data key of every request, and the packages for download.',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Make data keys of requests, and open none: enough to seal what a form brought. */
  grantMake(fn: DeskFunction): void {
    this.grant(fn, 'kms:GenerateDataKey');
  }

  /** Open the data keys of requests. */
  grantOpen(fn: DeskFunction): void {
    this.grant(fn, 'kms:Decrypt');
  }

  /** Encrypt or read objects of one bucket, through S3. */
  grantBucket(
    fn: DeskFunction,
    bucketArn: string,
    actions: readonly ('kms:GenerateDataKey' | 'kms:Decrypt')[],
  ): void {
    fn.allow(actions, [this.key.keyArn], { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': bucketArn } });
  }

  private grant(fn: DeskFunction, action: string): void {
    fn.tell('KEY_ID', this.key.keyArn);
    fn.allow([action], [this.key.keyArn], forRequests);
  }
}
