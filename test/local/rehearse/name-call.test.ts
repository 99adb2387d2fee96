import { nameCall } from '../../../local/rehearse/name-call';

const signature = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=ASIA1/20261124/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0a`;

interface Sent {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function askedOf(service: string, { method = 'POST', url = '/', headers = {}, body = {} }: Sent) {
  const from = { method, url, headers: { authorization: signature(service), ...headers } };
  return nameCall(from, Buffer.from(JSON.stringify(body)))?.asked.map(({ action, on }) => `${action} ${on}`);
}

const json = (target: string, body: unknown): Sent => ({ headers: { 'x-amz-target': target }, body });

describe('a call of S3 needs the permission', () => {
  it.each([
    ['GET', '/shop/a/b%20c.json?x-id=GetObject', 's3:GetObject arn:aws:s3:::shop/a/b c.json'],
    ['HEAD', '/shop/a', 's3:GetObject arn:aws:s3:::shop/a'],
    ['GET', '/shop/a?versionId=1', 's3:GetObjectVersion arn:aws:s3:::shop/a'],
    ['PUT', '/shop/a?x-id=PutObject', 's3:PutObject arn:aws:s3:::shop/a'],
    ['POST', '/shop/a?uploads', 's3:PutObject arn:aws:s3:::shop/a'],
    ['PUT', '/shop/a?partNumber=1&uploadId=u', 's3:PutObject arn:aws:s3:::shop/a'],
    ['POST', '/shop/a?uploadId=u', 's3:PutObject arn:aws:s3:::shop/a'],
    ['DELETE', '/shop/a?uploadId=u', 's3:AbortMultipartUpload arn:aws:s3:::shop/a'],
    ['GET', '/shop/a?uploadId=u', 's3:ListMultipartUploadParts arn:aws:s3:::shop/a'],
    ['DELETE', '/shop/a', 's3:DeleteObject arn:aws:s3:::shop/a'],
    ['DELETE', '/shop/a?versionId=1', 's3:DeleteObjectVersion arn:aws:s3:::shop/a'],
    ['GET', '/shop?list-type=2&prefix=a%2F', 's3:ListBucket arn:aws:s3:::shop'],
    ['GET', '/shop/?versions', 's3:ListBucketVersions arn:aws:s3:::shop'],
    ['GET', '/shop?versioning', 's3:GetBucketVersioning arn:aws:s3:::shop'],
  ])('%s %s: %s', (method, url, asked) => {
    expect(askedOf('s3', { method, url })).toEqual([asked]);
  });

  it('to read as well, where it copies or writes on a condition', () => {
    const put = { method: 'PUT', url: '/shop/a' };

    expect(askedOf('s3', { ...put, headers: { 'x-amz-copy-source': '/other/b' } })).toContain(
      's3:GetObject arn:aws:s3:::other/b',
    );
    expect(askedOf('s3', { ...put, headers: { 'if-match': '"e"' } })).toContain(
      's3:GetObject arn:aws:s3:::shop/a',
    );
  });

  it('to the lock, where it sets one', () => {
    const headers = { 'x-amz-object-lock-mode': 'GOVERNANCE' };

    expect(askedOf('s3', { method: 'PUT', url: '/shop/a', headers })).toContain(
      's3:PutObjectRetention arn:aws:s3:::shop/a',
    );
  });

  it('for each object or version that it deletes', () => {
    const xml =
      '<Delete><Object><Key>a/b &amp; c</Key></Object><Object><Key>d</Key><VersionId>1</VersionId></Object></Delete>';
    const from = { method: 'POST', url: '/shop?delete', headers: { authorization: signature('s3') } };

    expect(nameCall(from, Buffer.from(xml))?.asked).toEqual([
      { action: 's3:DeleteObject', on: 'arn:aws:s3:::shop/a/b & c' },
      { action: 's3:DeleteObjectVersion', on: 'arn:aws:s3:::shop/d' },
    ]);
  });

  it('that is not known: none, so that it is noticed', () => {
    expect(askedOf('s3', { method: 'PUT', url: '/shop/a?retention' })).toEqual([]);
  });
});

describe('a call of DynamoDB needs the permission', () => {
  const table = 'arn:aws:dynamodb:us-east-1:000000000000:table';

  it('to its table, or to the index that it asks', () => {
    const query = { TableName: 'register', IndexName: 'due' };

    expect(askedOf('dynamodb', json('DynamoDB_20120810.GetItem', { TableName: 'keys' }))).toEqual([
      `dynamodb:GetItem ${table}/keys`,
    ]);
    expect(askedOf('dynamodb', json('DynamoDB_20120810.Query', query))).toEqual([
      `dynamodb:Query ${table}/register/index/due`,
    ]);
  });

  it('to every table of a batch', () => {
    const batch = { RequestItems: { profiles: {}, sessions: {} } };

    expect(askedOf('dynamodb', json('DynamoDB_20120810.BatchGetItem', batch))).toEqual([
      `dynamodb:BatchGetItem ${table}/profiles`,
      `dynamodb:BatchGetItem ${table}/sessions`,
    ]);
  });

  it('of each part of a transaction', () => {
    const parts = [
      { Put: { TableName: 'a' } },
      { ConditionCheck: { TableName: 'b' } },
      { Delete: { TableName: 'c' } },
    ];

    expect(
      askedOf('dynamodb', json('DynamoDB_20120810.TransactWriteItems', { TransactItems: parts })),
    ).toEqual([
      `dynamodb:PutItem ${table}/a`,
      `dynamodb:ConditionCheckItem ${table}/b`,
      `dynamodb:DeleteItem ${table}/c`,
    ]);
  });
});

describe('other calls need the permission', () => {
  const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:000000000000:${resource}`;

  it('to send from the address, from its domain, and through the configuration set', () => {
    const body = { FromEmailAddress: '"Desk" <privacy@example.com>', ConfigurationSetName: 'rightsdesk' };

    expect(askedOf('ses', { url: '/v2/email/outbound-emails', body })).toEqual([
      `ses:SendEmail ${arn('ses', 'identity/privacy@example.com')}`,
      `ses:SendEmail ${arn('ses', 'identity/example.com')}`,
      `ses:SendEmail ${arn('ses', 'configuration-set/rightsdesk')}`,
    ]);
  });

  it.each([
    ['kms', 'TrentService.Decrypt', { KeyId: arn('kms', 'key/1') }, `kms:Decrypt ${arn('kms', 'key/1')}`],
    ['kms', 'TrentService.Encrypt', { KeyId: '1' }, `kms:Encrypt ${arn('kms', 'key/1')}`],
    ['ssm', 'AmazonSSM.GetParameter', { Name: '/a/b' }, `ssm:GetParameter ${arn('ssm', 'parameter/a/b')}`],
    [
      'sqs',
      'AmazonSQS.SendMessage',
      { QueueUrl: 'http://q/0/dead' },
      `sqs:SendMessage ${arn('sqs', 'dead')}`,
    ],
    ['states', 'AWSStepFunctions.SendTaskSuccess', { taskToken: 't' }, 'states:SendTaskSuccess *'],
    [
      'states',
      'AWSStepFunctions.StartExecution',
      { stateMachineArn: arn('states', 'stateMachine:m') },
      `states:StartExecution ${arn('states', 'stateMachine:m')}`,
    ],
  ])('%s: %s', (service, target, body, asked) => {
    expect(askedOf(service, json(target, body))).toEqual([asked]);
  });

  it('to the function that is invoked', () => {
    expect(askedOf('lambda', { url: '/2015-03-31/functions/rightsdesk-receive/invocations' })).toEqual([
      `lambda:InvokeFunction ${arn('lambda', 'function:rightsdesk-receive')}`,
    ]);
  });
});

describe('a signed link', () => {
  it('shows whose key signed it', () => {
    const url =
      '/packages/a.zip?X-Amz-Credential=ASIA2%2F20261124%2Fus-east-1%2Fs3%2Faws4_request&x-id=GetObject';

    expect(nameCall({ method: 'GET', url, headers: {} }, Buffer.alloc(0))).toMatchObject({
      caller: 'elsewhere',
      signer: 'ASIA2',
      asked: [{ action: 's3:GetObject', on: 'arn:aws:s3:::packages/a.zip' }],
    });
  });
});
