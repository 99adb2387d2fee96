import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { DeskFunction } from './desk-function';

export interface EvidenceStoreProps {
  /** Days for which objects are locked. Lifting the lock takes a permission that no role of the desk has. */
  readonly lockedDays: number;
}

/** The bucket for the anchors of the register: written once, locked, and readable by an auditor. */
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
   * Lets a function write anchors, but not delete any. A second version of an anchor would be noticed, and
   * only the first counts.
   */
  grantWrite(fn: DeskFunction): void {
    fn.setVariable('EVIDENCE_BUCKET', this.bucket.bucketName);
    fn.allow(['s3:PutObject'], [this.bucket.arnForObjects('anchors/*')]);
  }

  /** Lets a function list all versions of all anchors and read them. */
  grantRead(fn: DeskFunction): void {
    fn.setVariable('EVIDENCE_BUCKET', this.bucket.bucketName);
    fn.allow(['s3:GetObjectVersion'], [this.bucket.arnForObjects('anchors/*')]);
    fn.allow(['s3:ListBucketVersions'], [this.bucket.bucketArn]);
  }
}
