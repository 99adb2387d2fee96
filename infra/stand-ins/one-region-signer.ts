/**
 * Stands in bundles for the signer that can sign for several regions at once (SigV4A, for S3's multi-region
 * access points and global SES endpoints). A desk lives in
 * one region, and that signer hands everything else on to this one.
 */
export {
  SignatureV4 as SignatureV4MultiRegion,
  SignatureV4 as SignatureV4SignWithCredentials,
} from '@smithy/signature-v4';
