import { DeployedNames } from '../../../local/permissions/deployed-names';
import { PolicyBook } from '../../../local/permissions/policy-book';
import type { Template } from '../../../local/permissions/template';
import type { RecordedCall } from '../../../local/rehearse/call-recorder';
import { judgeCalls } from '../../../local/rehearse/judge-calls';
import { unusedPermissions } from '../../../local/rehearse/unused-permissions';

const place = { partition: 'aws', region: 'us-east-1', account: '000000000000' };
const key = 'arn:aws:kms:us-east-1:000000000000:key/Key';

/** A stack of one function that may put objects into a bucket with a key and head them. */
function stack(permissions: readonly object[]): PolicyBook {
  const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
  const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
  const root = {
    Effect: 'Allow',
    Action: 'kms:*',
    Resource: '*',
    Principal: { AWS: 'arn:aws:iam::000000000000:root' },
  };
  const logs = {
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: arn('Logs'),
  };
  const encryption = {
    BucketKeyEnabled: true,
    ServerSideEncryptionByDefault: { KMSMasterKeyID: arn('Key') },
  };
  const Resources: Template['Resources'] = {
    Logs: { Type: 'AWS::Logs::LogGroup' },
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: document(root) } },
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: 'packages',
        BucketEncryption: { ServerSideEncryptionConfiguration: [encryption] },
      },
    },
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document(trust) } },
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: document(logs, ...permissions) },
    },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'rightsdesk-download',
        Role: arn('Role'),
        LoggingConfig: { LogGroup: { Ref: 'Logs' } },
      },
    },
  };
  return new PolicyBook(new DeployedNames({ Resources }, place));
}

const getObject = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::packages/*' };
const decrypt = {
  Effect: 'Allow',
  Action: 'kms:Decrypt',
  Resource: key,
  Condition: { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::packages' } },
};

function call(more: Partial<RecordedCall>): RecordedCall {
  return {
    caller: 'download',
    service: 's3',
    operation: 'GETObject',
    resource: 'packages/a.zip',
    asked: [{ action: 's3:GetObject', on: 'arn:aws:s3:::packages/a.zip' }],
    signer: 'ASIA1',
    status: 200,
    sentBytes: 0,
    gotBytes: 0,
    ...more,
  };
}

const own = call({
  service: 'kms',
  operation: 'Decrypt',
  asked: [{ action: 'kms:Decrypt', on: key }],
  conditions: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::packages' },
});

describe('the calls of a rehearsal', () => {
  it('pass where the policies allow each call and S3’s use of its key for it', async () => {
    await expect(judgeCalls(stack([getObject, decrypt]), [call({}), call({})])).resolves.toBe(
      '2 calls needed 2 different permissions, AWS itself 3: all allowed',
    );
  });

  it('fail with function, action, resource and reason where one is not allowed', async () => {
    await expect(judgeCalls(stack([decrypt]), [call({})])).rejects.toThrow(
      'download: s3:GetObject on arn:aws:s3:::packages/a.zip: no statement allows it',
    );
  });

  it('fail where S3 could not use the key on behalf of the caller', async () => {
    await expect(judgeCalls(stack([getObject]), [call({})])).rejects.toThrow(
      /^AWS would refuse:\ndownload: kms:Decrypt on .*key\/Key with kms:EncryptionContext:aws:s3:arn=arn:aws:s3:::packages/,
    );
  });

  it('fail where a call has another condition value than the policy demands', async () => {
    const other = { ...own, conditions: { 'kms:EncryptionContext:purpose': 'request' } };

    await expect(judgeCalls(stack([decrypt]), [other])).rejects.toThrow(
      /purpose=request: a statement allows it, but its condition or principal is another/,
    );
  });

  it('attribute the use of a link to the function that signed it', async () => {
    const followed = call({ caller: 'elsewhere' });

    await expect(judgeCalls(stack([decrypt]), [own, followed])).rejects.toThrow('download: s3:GetObject');
  });

  it('fail where the permission for a call is not known', async () => {
    await expect(judgeCalls(stack([]), [call({ operation: 'POSTBucket', asked: [] })])).rejects.toThrow(
      'download: the permission for s3 POSTBucket is not known',
    );
  });
});

describe('permissions', () => {
  const all = stack([getObject, decrypt]);

  it('pass when each was used', () => {
    expect(unusedPermissions(all, [call({})], [])).toBe('4 of 4 used, the others have one of 0 reasons');
  });

  it('fail when one was neither used nor has a reason', () => {
    expect(() => unusedPermissions(all, [own], [])).toThrow(
      'granted, never used, and no reason given: download s3:GetObject Bucket/*',
    );
  });

  it('are distinguished by the condition under which they were used', () => {
    const purpose = { StringEquals: { 'kms:EncryptionContext:purpose': 'request' } };
    const two = stack([decrypt, { ...decrypt, Condition: purpose }]);

    expect(() => unusedPermissions(two, [own], [])).toThrow(
      'never used, and no reason given: download kms:Decrypt Key purpose',
    );
  });

  it('fail when a reason explains nothing any more', () => {
    const stale = { permission: /^download s3:GetObject/, because: 'links are not followed' };

    expect(() => unusedPermissions(all, [call({})], [stale])).toThrow(
      /a reason that no unused permission needs: .*links are not/,
    );
  });
});
