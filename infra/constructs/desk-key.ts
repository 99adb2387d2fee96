import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { DeskFunction } from './desk-function';

/**
 * A condition on what a data key is for. `KeyContext` in `functions/adapters/data-key.ts` sends the same as
 * encryption context, without which KMS does not unwrap the key.
 */
const under = (purpose: 'request' | 'inbox' | 'desk', more: Record<string, string> = {}) => ({
  StringEquals: { 'kms:EncryptionContext:purpose': purpose, ...more },
});

/** The context of the desk's own key in older desks, where it was wrapped as if the desk were a request. */
const asRequest = under('request', { 'kms:EncryptionContext:requestId': 'desk' });

/**
 * The one KMS key of the desk. Permissions differ by encryption context, which saves further keys at a dollar
 * a month each: `purpose=request` for the data keys of requests, `purpose=inbox` for those of items of the
 * inbox, `purpose=desk` for the desk's own data key, the ARN of the bucket for packages, and the ARN of the
 * topic for the bounces that SES reports.
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

  /** Lets a function make data keys of requests, but open none. */
  grantMake(fn: DeskFunction): void {
    this.grant(fn, ['kms:GenerateDataKey'], under('request'));
  }

  /** Lets a function open the data keys of requests. */
  grantOpen(fn: DeskFunction): void {
    this.grant(fn, ['kms:Decrypt'], under('request'));
  }

  /** Lets a function make keys for items of the inbox, but open none: enough to seal a form. */
  grantSealInbox(fn: DeskFunction): void {
    this.grant(fn, ['kms:GenerateDataKey'], under('inbox'));
  }

  /** Lets a function open the keys of items of the inbox. */
  grantOpenInbox(fn: DeskFunction): void {
    this.grant(fn, ['kms:Decrypt'], under('inbox'));
  }

  /** Lets a function open the desk's own data key. */
  grantDesk(fn: DeskFunction): void {
    this.grant(fn, ['kms:Decrypt'], under('desk'));
  }

  /** Lets a function make the desk's own data key, or wrap that of an older desk under its new context. */
  grantMakeDesk(fn: DeskFunction): void {
    this.grant(fn, ['kms:GenerateDataKeyWithoutPlaintext', 'kms:Encrypt'], under('desk'));
    this.grant(fn, ['kms:Decrypt'], asRequest);
  }

  /** Lets a function encrypt or read objects of one bucket, through S3. */
  grantBucket(
    fn: DeskFunction,
    bucketArn: string,
    actions: readonly ('kms:GenerateDataKey' | 'kms:Decrypt')[],
  ): void {
    fn.allow(actions, [this.key.keyArn], { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': bucketArn } });
  }

  private grant(fn: DeskFunction, actions: readonly string[], conditions: ReturnType<typeof under>): void {
    fn.setVariable('KEY_ID', this.key.keyArn);
    fn.allow(actions, [this.key.keyArn], conditions);
  }
}
