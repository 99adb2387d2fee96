import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { DeskFunction } from './desk-function';

/**
 * What a data key is for; `KeyContext` in `functions/adapters/data-key.ts` sends it, and KMS opens it under
 * the same alone.
 */
const under = (purpose: 'request' | 'inbox' | 'desk', more: Record<string, string> = {}) => ({
  StringEquals: { 'kms:EncryptionContext:purpose': purpose, ...more },
});

/** As the desk's own key was wrapped before it had a purpose of its own: as if the desk were a request. */
const asRequest = under('request', { 'kms:EncryptionContext:requestId': 'desk' });

/**
 * The one key of the desk. What it may be used for is told apart by encryption context, so that a second key
 * (a dollar a month) is not needed:
 * `purpose=request` for the data keys of requests, `purpose=inbox` for those of items of the inbox,
 * `purpose=desk` for the desk's own data key, the bucket's ARN for
 * the packages, the topic's for what SES tells of bounces.
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

  /** Make data keys of requests, and open none. */
  grantMake(fn: DeskFunction): void {
    this.grant(fn, ['kms:GenerateDataKey'], under('request'));
  }

  /** Open the data keys of requests. */
  grantOpen(fn: DeskFunction): void {
    this.grant(fn, ['kms:Decrypt'], under('request'));
  }

  /**
   * Make a key for one item of the inbox, and open none: enough to seal what a form brought, and nothing by
   * which a request could be reached.
   */
  grantSealInbox(fn: DeskFunction): void {
    this.grant(fn, ['kms:GenerateDataKey'], under('inbox'));
  }

  /** Open the keys of items of the inbox. */
  grantOpenInbox(fn: DeskFunction): void {
    this.grant(fn, ['kms:Decrypt'], under('inbox'));
  }

  /** Open the desk's own data key. */
  grantDesk(fn: DeskFunction): void {
    this.grant(fn, ['kms:Decrypt'], under('desk'));
  }

  /** Make the desk's own data key, or wrap the one from before it had a purpose of its own anew. */
  grantMakeDesk(fn: DeskFunction): void {
    this.grant(fn, ['kms:GenerateDataKeyWithoutPlaintext', 'kms:Encrypt'], under('desk'));
    this.grant(fn, ['kms:Decrypt'], asRequest);
  }

  /** Encrypt or read objects of one bucket, through S3. */
  grantBucket(
    fn: DeskFunction,
    bucketArn: string,
    actions: readonly ('kms:GenerateDataKey' | 'kms:Decrypt')[],
  ): void {
    fn.allow(actions, [this.key.keyArn], { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': bucketArn } });
  }

  private grant(fn: DeskFunction, actions: readonly string[], conditions: ReturnType<typeof under>): void {
    fn.tell('KEY_ID', this.key.keyArn);
    fn.allow(actions, [this.key.keyArn], conditions);
  }
}
