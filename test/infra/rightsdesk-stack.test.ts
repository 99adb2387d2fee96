import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { plans } from '../../infra/function-plans';
import { servedBy } from '../../local/desk/desk-front';
import { allowedTo, iamDesk, resourcesOf, type SampleStack, sampleStack } from './sample-stack';

jest.setTimeout(180_000);

let sample: SampleStack;
let template: Template;

beforeAll(async () => {
  sample = await sampleStack({}, { validated: true });
  template = Template.fromJSON(sample.template);
});

describe('the stack', () => {
  it('is the one that was last looked at', () => {
    expect(sample.template).toMatchSnapshot();
  });

  it('has one function a plan and one a store that is searched, each with a role and a log group of its own', () => {
    const functions = resourcesOf(sample, 'AWS::Lambda::Function');
    const roles = new Set(functions.map(([, { Properties }]) => JSON.stringify(Properties.Role)));
    const logs = new Set(functions.map(([, { Properties }]) => JSON.stringify(Properties.LoggingConfig)));

    expect(functions).toHaveLength(Object.keys(plans).length + 3);
    expect(roles.size).toBe(functions.length);
    expect(logs.size).toBe(functions.length);
  });

  it('runs every function on the newest Node and arm64, and says who is hurt while it fails', () => {
    for (const [, { Properties }] of resourcesOf(sample, 'AWS::Lambda::Function')) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      expect(Properties.Description).toMatch(/^While this fails: .+\.$/);
      expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
    }
  });

  it('ends every log', () => {
    for (const [, { Properties }] of resourcesOf(sample, 'AWS::Logs::LogGroup'))
      expect(Properties.RetentionInDays).toBeLessThanOrEqual(90);
  });

  it('gives no role a managed policy', () => {
    for (const [, { Properties }] of resourcesOf(sample, 'AWS::IAM::Role'))
      expect(Properties.ManagedPolicyArns).toBeUndefined();
  });
});

describe('what outlives the stack', () => {
  const stateful = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::KMS::Key'];

  it('keeps its logical ids: another id would be another, empty table', () => {
    const ids = stateful.flatMap((type) => resourcesOf(sample, type).map(([id]) => id));

    expect(ids).toEqual([
      'RequestRegisterDC513EFC',
      'RequestRegisterKeys8BBEB276',
      'RequestRegisterDeskItems44AE0FBE',
      'RequestRegisterInbox780C55FC',
      'RequestRegisterTombstonesC769D39D',
      'VaultBucket0925C477',
      'PackagesBucket3210E67E',
      'EvidenceBucketC67FF768',
      'DeskKeyE88FC0D9',
    ]);
  });

  it('is kept when the stack or the resource goes [I05]', () => {
    for (const [, resource] of stateful.flatMap((type) => resourcesOf(sample, type)))
      expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('can be restored to any second of a month, and a key of a request for seven days', () => {
    const days = resourcesOf(sample, 'AWS::DynamoDB::Table').map(([, { Properties }]) => Properties);

    for (const table of days)
      expect(table).toMatchObject({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [{ AttributeName: 'requestId', KeyType: 'HASH' }],
      PointInTimeRecoverySpecification: { RecoveryPeriodInDays: 7 },
    });
  });

  it('lets an entry of the register expire only by the end that the watch writes into it', () => {
    const register = resourcesOf(sample, 'AWS::DynamoDB::Table').find(([id]) => id === registerId(sample));

    expect(register?.[1].Properties.TimeToLiveSpecification).toEqual({ AttributeName: 'ttl', Enabled: true });
  });
});

describe('the register', () => {
  const everyone = () => [
    ...Object.keys(plans).map(pascal),
    ...['shopdatabase', 'profiles', 'files'].map((store) => `Stores${store}`),
    ...['CarryOutOptOut', 'DataSubjectRequest', 'FulfilAccess', 'FulfilErasure', 'FulfilRectification'].map(
      (name) => `Workflow${name}`,
    ),
  ];

  it('can be deleted from by nobody', () => {
    const deletions = everyone().flatMap((who) =>
      allowedTo(sample, who).filter(
        ({ action, on }) => /Delete|\*/.test(action) && on.includes(registerId(sample)),
      ),
    );

    expect(deletions).toEqual([]);
  });

  it('is written by the steps, the pages of people and staff, and the watch alone', () => {
    const writers = everyone().filter((who) =>
      allowedTo(sample, who).some(
        ({ action, on }) => action === 'dynamodb:PutItem' && on.includes(registerId(sample)),
      ),
    );

    expect(writers).not.toContain('Intake');
    expect(writers.filter((who) => who.startsWith('Stores') || who.startsWith('Workflow'))).toEqual([]);
    expect(writers).toEqual(expect.arrayContaining(['Receive', 'Requester', 'Staff', 'WatchDeadlines']));
  });
});

describe('intake', () => {
  it('puts into the inbox, makes keys it cannot open, calls the receiving function, writes its log, and nothing else', () => {
    const may = allowedTo(sample, 'Intake').map(({ action }) => action);

    expect(may.sort()).toEqual([
      'dynamodb:PutItem',
      'kms:GenerateDataKey',
      'lambda:InvokeFunction',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
  });

  it('makes keys for items of the inbox only', () => {
    const [made] = allowedTo(sample, 'Intake').filter(({ action }) => action === 'kms:GenerateDataKey');

    expect(made?.when).toBe('{"StringEquals":{"kms:EncryptionContext:purpose":"inbox"}}');
  });
});

describe('a store', () => {
  it.each(['Storesshopdatabase', 'Storesprofiles', 'Storesfiles'])(
    '%s can neither decrypt nor see the register, and writes into the vault without reading it',
    (who) => {
      const may = allowedTo(sample, who);
      const onVault = may.filter(({ on }) => on.includes('VaultBucket')).map(({ action }) => action);

      expect(may.filter(({ action }) => action.startsWith('kms:'))).toEqual([]);
      expect(may.filter(({ on }) => on.includes('RequestRegister'))).toEqual([]);
      expect(onVault.sort()).toEqual(['s3:AbortMultipartUpload', 's3:PutObject']);
    },
  );

  it('of DynamoDB reaches the tables and indexes of its map', () => {
    const on = allowedTo(sample, 'Storesprofiles').filter(({ action }) => action === 'dynamodb:Query');

    expect(on.map((allowed) => allowed.on).join()).toContain('table/almas-lamps-profiles/index/byEmail');
    expect(on.every((allowed) => allowed.on.includes('almas-lamps'))).toBe(true);
  });

  it('of S3 reaches the prefixes of its map', () => {
    const on = allowedTo(sample, 'Storesfiles').filter(({ action }) => action === 's3:DeleteObject');

    expect(on.map((allowed) => /almas-lamps-files\/\w+\/\*/.exec(allowed.on)?.[0]).sort()).toEqual([
      'almas-lamps-files/chats/*',
      'almas-lamps-files/uploads/*',
    ]);
  });

  it('of PostgreSQL reads the one parameter that holds its connection string', () => {
    const on = allowedTo(sample, 'Storesshopdatabase').filter(({ action }) => action === 'ssm:GetParameter');

    expect(on.map((allowed) => allowed.on).join()).toContain('parameter/rightsdesk/shop-database/url');
  });

  it('of PostgreSQL that logs in with IAM may connect as one user to one database, and reads no parameter', async () => {
    const may = allowedTo(
      await sampleStack({ config: iamDesk('eu-west-2') }, { validated: true }),
      'Storesshopdatabase',
    );
    const beside = may.map(({ action }) => action).filter((action) => !/^(logs|s3):/.test(action));
    const connect = may.filter(({ action }) => action === 'rds-db:connect').map(({ on }) => on);

    expect(beside).toEqual(['rds-db:connect']);
    expect(connect).toEqual([
      JSON.stringify({
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':rds-db:eu-west-2:',
            { Ref: 'AWS::AccountId' },
            ':dbuser:db-ABCDEFGHIJKL01234/rightsdesk',
          ],
        ],
      }),
    ]);
  });

  it('of PostgreSQL that logs in with IAM is told nothing of its database but its own name', async () => {
    const iam = await sampleStack({ config: iamDesk() }, { validated: true });
    const [, fn] =
      resourcesOf(iam, 'AWS::Lambda::Function').find(
        ([, { Properties }]) => Properties.FunctionName === 'rightsdesk-store-shop-database',
      ) ?? [];

    expect(JSON.stringify(fn)).toContain('shop-database');
    expect(JSON.stringify(fn)).not.toMatch(/rds\.amazonaws|rightsdesk@|postgres:/);
  });

  it('joins a network when the deployment names one, and says what that costs', async () => {
    const network = { subnetIds: ['subnet-0123abcd'], securityGroupIds: ['sg-0123abcd'] };

    const joined = await sampleStack({ storeNetworks: { 'shop-database': network } }, { validated: true });

    Template.fromJSON(joined.template).hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'rightsdesk-store-shop-database',
      VpcConfig: { SubnetIds: ['subnet-0123abcd'], SecurityGroupIds: ['sg-0123abcd'] },
    });
    expect(joined.notes.join()).toMatch(/interface endpoint for SSM, about 7\.30 USD a month/);
  });
});

describe('the state machines', () => {
  const machines = () => resourcesOf(sample, 'AWS::StepFunctions::StateMachine');

  it('may call every function that their file names, and no other', () => {
    for (const [id, { Properties }] of machines()) {
      const substitutions = Properties.DefinitionSubstitutions as Record<string, unknown>;
      const called = Object.values(substitutions).map((arn) => JSON.stringify(arn));
      const where = id.replace(/[0-9A-F]{8}$/, '');
      const granted = allowedTo(sample, where).filter(({ action }) => action === 'lambda:InvokeFunction');

      expect(granted.map(({ on }) => on).sort()).toEqual(called.sort());
    }
  });

  it('have a value for each substitution', () => {
    for (const [, { Properties }] of machines()) {
      const wanted = [...String(Properties.DefinitionString).matchAll(/\$\{(\w+)\}/g)].map(
        ([, name]) => name,
      );

      expect(Object.keys(Properties.DefinitionSubstitutions as object).sort()).toEqual(
        [...new Set(wanted)].sort(),
      );
    }
  });

  it('log errors without the data of an execution', () => {
    for (const [, { Properties }] of machines())
      expect(Properties.LoggingConfiguration).toMatchObject({ Level: 'ERROR', IncludeExecutionData: false });
  });

  it('report an execution that did not end well by its name alone', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: Match.objectLike({
        detail: Match.objectLike({ status: ['FAILED', 'TIMED_OUT', 'ABORTED'] }),
      }),
      Targets: [
        Match.objectLike({
          InputTransformer: {
            InputPathsMap: { 'detail-name': '$.detail.name', 'detail-status': '$.detail.status' },
            InputTemplate: '{"execution":<detail-name>,"status":<detail-status>}',
          },
        }),
      ],
    });
  });
});

describe('the pages', () => {
  it('are throttled, and their log holds neither path nor address nor body [L02]', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingBurstLimit: 40, ThrottlingRateLimit: 20 },
    });
    const logged = resourcesOf(sample, 'AWS::ApiGatewayV2::Stage').map(([, { Properties }]) => Properties);
    expect(JSON.stringify(logged)).toContain('$context.routeKey');
    expect(JSON.stringify(logged)).not.toMatch(/context.path|sourceIp|userAgent|body|rawQuery/i);
  });

  it('lead every link of a mail to the application that answers it', () => {
    const routes = resourcesOf(sample, 'AWS::ApiGatewayV2::Route').map(
      ([, { Properties }]) => Properties.RouteKey,
    );

    expect(routes.sort()).toEqual(
      [
        '$default',
        'ANY /s',
        ...['a', 'd', 'n', 'p', 'q', 'r', 's', 's/decide', 'signals', 'v'].map(
          (path) => `ANY /${path}/{proxy+}`,
        ),
      ].sort(),
    );
  });

  it('are answered by the functions that answer them on a laptop', () => {
    const integrations = new Map(resourcesOf(sample, 'AWS::ApiGatewayV2::Integration'));
    const answered = resourcesOf(sample, 'AWS::ApiGatewayV2::Route').flatMap(([, { Properties }]) => {
      const [, path] = /^ANY \/(.+)\/\{proxy\+\}$/.exec(String(Properties.RouteKey)) ?? [];
      const [, integration = ''] = /"Ref":"(\w+)"/.exec(JSON.stringify(Properties.Target)) ?? [];
      const to = JSON.stringify(integrations.get(integration)?.Properties.IntegrationUri);
      const [, name = ''] = /"(\w+)Function[0-9A-F]{8}"/.exec(to) ?? [];
      return path ? [[path, name.toLowerCase()]] : [];
    });

    expect(answered).toHaveLength(10);
    expect(answered).toEqual(answered.map(([path = '']) => [path, servedBy(`/${path}/a-token?x=1`)]));
  });

  it('take the desk’s own name with a certificate, and close the other door', async () => {
    const certificateArn = 'arn:aws:acm:eu-central-1:111122223333:certificate/0a1b';

    const named = Template.fromJSON((await sampleStack({ certificateArn }, { validated: true })).template);

    named.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'localhost',
      DomainNameConfigurations: [Match.objectLike({ CertificateArn: certificateArn })],
    });
    named.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
  });
});

describe('mails', () => {
  it('leave from the desk’s address only', () => {
    const [send] = allowedTo(sample, 'NotifyOutcome').filter(({ action }) => action === 'ses:SendEmail');

    expect(send?.when).toBe('{"StringEquals":{"ses:FromAddress":"privacy@example.com"}}');
  });

  it('that bounce or are complained about come back, encrypted, to the function that notes it', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: Match.objectLike({ MatchingEventTypes: ['bounce', 'complaint', 'reject'] }),
    });
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'lambda',
      RedrivePolicy: Match.anyValue(),
    });
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'ses.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Condition: Match.objectLike({
              ArnLike: Match.objectLike({ 'kms:EncryptionContext:aws:sns:topicArn': Match.anyValue() }),
            }),
          }),
        ]),
      }),
    });
  });

  it('that the law wants still reach somebody who called a reminder unwanted', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSet', {
      SuppressionOptions: { SuppressedReasons: ['BOUNCE'] },
    });
  });

  it.each([
    ['domain', 'example.com'],
    ['address', 'privacy@example.com'],
  ])('have their %s verified', async (verifySender, identity) => {
    const verified = Template.fromJSON((await sampleStack({ verifySender }, { validated: true })).template);

    verified.hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: identity });
  });
});

describe('the alarms', () => {
  it.each([
    ['rightsdesk-needs-a-person', 'NumberOfMessagesSent'],
    ['rightsdesk-mail-bounced', 'NumberOfMessagesPublished'],
  ])('ring for each event and not only for the first: %s', (AlarmName, MetricName) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName,
      MetricName,
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
    });
  });

  it('are at most ten, on one metric each, and say who is hurt and where to read on', () => {
    const alarms = resourcesOf(sample, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

    expect(alarms.length).toBeLessThanOrEqual(10);
    for (const alarm of alarms) {
      expect(alarm.MetricName).toBeDefined();
      expect(alarm.AlarmDescription).toMatch(/^.{30,} What to do: docs\/runbook\.md#[a-z-]+$/);
      expect(alarm.AlarmActions).toHaveLength(1);
    }
  });

  it('each have an entry in the runbook, and the runbook has no other', () => {
    const runbook = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8');
    const entries = [...runbook.matchAll(/^## (\S+)$/gm)].map(([, name]) => name);
    const linked = resourcesOf(sample, 'AWS::CloudWatch::Alarm').map(
      ([, { Properties }]) => /runbook\.md#(\S+)$/.exec(String(Properties.AlarmDescription))?.[1],
    );

    // Two chapters are for what a deployment or a daily mail tells, not an alarm.
    expect(entries.sort()).toEqual([...linked, 'desk-key-missing', 'unreadable'].sort());
  });

  it('ring when the watch fell silent', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'rightsdesk-watch-did-not-run',
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
      EvaluationPeriods: 3,
    });
  });
});

describe('what costs', () => {
  it('has one key and nothing else with a fixed charge', () => {
    const charged =
      /KMS::Key$|EC2::|RDS::|WAFv2|NatGateway|ElastiCache|OpenSearch|SecretsManager|Route53::HostedZone/;
    const resources = Object.values(sample.template.Resources);

    expect(resources.map(({ Type }) => Type).filter((type) => charged.test(type))).toEqual(['AWS::KMS::Key']);
  });
});

function registerId(stack: SampleStack): string {
  const [id] =
    resourcesOf(stack, 'AWS::DynamoDB::Table').find(
      ([, { Properties }]) => Properties.GlobalSecondaryIndexes,
    ) ?? [];
  if (!id) throw new Error('no table has an index');
  return id;
}

function pascal(name: string): string {
  return name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}
