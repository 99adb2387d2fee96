import { resourcesOf, type SampleStack, sampleStack } from './sample-stack';

interface Statement {
  readonly Effect: string;
  readonly Principal?: { readonly Service?: string } | string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

jest.setTimeout(180_000);

let sample: SampleStack;

beforeAll(async () => {
  sample = await sampleStack();
});

/** Policies that say who may use a queue, a topic, a bucket, a key or a role. */
const policies: readonly (readonly [type: string, property: string])[] = [
  ['AWS::SQS::QueuePolicy', 'PolicyDocument'],
  ['AWS::SNS::TopicPolicy', 'PolicyDocument'],
  ['AWS::S3::BucketPolicy', 'PolicyDocument'],
  ['AWS::KMS::Key', 'KeyPolicy'],
  ['AWS::IAM::Role', 'AssumeRolePolicyDocument'],
  ['AWS::Logs::ResourcePolicy', 'PolicyDocument'],
];

/** Each statement that admits an AWS service, with the resource that it protects. */
function openToServices(): [string, string, Statement][] {
  return policies.flatMap(([type, property]) =>
    resourcesOf(sample, type).flatMap(([id, { Properties }]) => {
      const policy = Properties[property] as { Statement?: Statement[] } | string | undefined;
      const statements = typeof policy === 'object' ? (policy.Statement ?? []) : [];
      return statements
        .filter(
          ({ Effect, Principal }) => Effect === 'Allow' && typeof Principal === 'object' && Principal.Service,
        )
        .map((statement): [string, string, Statement] => [
          id,
          String((statement.Principal as { Service: string }).Service),
          statement,
        ]);
    }),
  );
}

/**
 * Lambda assumes the role that a function's settings name: AWS documents no condition for it.
 */
const withoutSource = ['lambda.amazonaws.com'];

describe('a service of AWS that may call this stack [I04]', () => {
  it('may do so only on behalf of a source in this account', () => {
    const services = openToServices().filter(([, service]) => !withoutSource.includes(service));
    const open = services.filter(
      ([, , { Condition }]) => !/"aws:Source(Arn|Account)"/i.test(JSON.stringify(Condition ?? {})),
    );

    expect(services.length).toBeGreaterThan(8);
    expect(open.map(([id, service]) => [id, service])).toEqual([]);
  });

  it('may call a function only from the resource that is named', () => {
    const permissions = resourcesOf(sample, 'AWS::Lambda::Permission');

    expect(permissions.length).toBeGreaterThan(8);
    expect(permissions.filter(([, { Properties }]) => !Properties.SourceArn).map(([id]) => id)).toEqual([]);
  });
});

describe('every bucket [I02]', () => {
  it('refuses what comes without TLS, and the public', () => {
    for (const [id, { Properties }] of resourcesOf(sample, 'AWS::S3::Bucket')) {
      const [, policy] =
        resourcesOf(sample, 'AWS::S3::BucketPolicy').find(([, one]) =>
          JSON.stringify(one.Properties.Bucket).includes(id),
        ) ?? [];

      expect(JSON.stringify(policy?.Properties)).toContain('"aws:SecureTransport":"false"');
      expect(Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
  });
});
