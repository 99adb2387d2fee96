import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { DeskFunction } from './desk-function';

export interface EvidenceStoreProps {
  /** Nothing in it can be changed or deleted for this long without a right that no role of the desk has. */
  readonly lockedDays: number;
}

/** Where anchors of the register's logs go: written once, locked, and readable by an auditor. */
export class EvidenceStore extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { lockedDays }: EvidenceStoreProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(lockedDays)),
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /**
   * Write an anchor; nobody may delete or change one. A newer version of one that is there shows, and does
   * not count.
   */
  grantWrite(fn: DeskFunction): void {
    fn.tell('EVIDENCE_BUCKET', this.bucket.bucketName);
    fn.allow(['s3:PutObject'], [this.bucket.arnForObjects('anchors/*')]);
  }

  /** List all versions of all anchors, and read any of them. */
  grantRead(fn: DeskFunction): void {
    fn.tell('EVIDENCE_BUCKET', this.bucket.bucketName);
    fn.allow(['s3:GetObjectVersion'], [this.bucket.arnForObjects('anchors/*')]);
    fn.allow(['s3:ListBucketVersions'], [this.bucket.bucketArn]);
  }
}
