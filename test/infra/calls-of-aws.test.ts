import { callsOfAws, functionsCalledIn } from '../../local/permissions/calls-of-aws';
import type { PolicyBook } from '../../local/permissions/policy-book';
import {
  describeRequest,
  type RequestedAction,
  simulatePolicy,
} from '../../local/permissions/simulate-policy';
import type { Resource, Template } from '../../local/permissions/template';
import { bookOf, deployedTo, resourceArns } from './resource-arns';
import { sampleStack } from './sample-stack';

jest.setTimeout(180_000);

let template: Template;
let book: PolicyBook;

beforeAll(async () => {
  template = (await sampleStack()).template;
  book = bookOf(template);
});

async function refused(stack: Template, which = /./): Promise<string[]> {
  const lines: string[] = [];
  const policies = bookOf(stack);
  for (const asked of callsOfAws(policies.names).filter((one) => which.test(describeRequest(one))))
    if (!(await simulatePolicy(policies, asked)).allowed) lines.push(describeRequest(asked));
  return lines;
}

/** The stack without the statements or permissions that the filter drops. */
function without(type: string, drop: (text: string) => boolean): Template {
  const kept = (resource: Resource): Resource => {
    const document = resource.Properties?.PolicyDocument as { Statement: readonly unknown[] } | undefined;
    if (resource.Type !== type || !document) return resource;
    const Statement = document.Statement.filter((statement) => !drop(JSON.stringify(statement)));
    return {
      ...resource,
      Properties: { ...resource.Properties, PolicyDocument: { ...document, Statement } },
    };
  };
  const resources = Object.entries(template.Resources)
    .filter(
      ([, resource]) =>
        resource.Type !== type ||
        !drop(JSON.stringify(resource.Properties)) ||
        resource.Properties?.PolicyDocument,
    )
    .map(([id, resource]) => [id, kept(resource)] as const);
  return { Resources: Object.fromEntries(resources) };
}

describe('what AWS itself does for the desk', () => {
  it('is allowed in full', async () => {
    const kinds = callsOfAws(book.names).map(
      ({ by, action }) => `${by.replace(/^(machine) .*/, '$1')} ${action}`,
    );

    expect(await refused(template)).toEqual([]);
    expect([...new Set(kinds)]).toEqual(
      expect.arrayContaining([
        'lambda.amazonaws.com sts:AssumeRole',
        'states.amazonaws.com sts:AssumeRole',
        'machine lambda:InvokeFunction',
        'machine logs:CreateLogDelivery',
        'receive sqs:SendMessage',
        'events.amazonaws.com lambda:InvokeFunction',
        'events.amazonaws.com sqs:SendMessage',
        'apigateway.amazonaws.com lambda:InvokeFunction',
        'sns.amazonaws.com sqs:SendMessage',
        'ses.amazonaws.com sns:Publish',
        'cloudwatch.amazonaws.com sns:Publish',
      ]),
    );
  });

  it.each<[string, string, RegExp, RegExp]>([
    [
      'a state machine may not call a step',
      'AWS::IAM::Policy',
      /InvokeFunction.*EraseStores/,
      /^machine fulfil-erasure: lambda:InvokeFunction/,
    ],
    [
      'a state machine may not write its log',
      'AWS::IAM::Policy',
      /CreateLogDelivery/,
      /^machine .*: logs:CreateLogDelivery/,
    ],
    [
      'a function may not write its log',
      'AWS::IAM::Policy',
      /logs:PutLogEvents.*IntakeLogs/,
      /^intake: logs:PutLogEvents/,
    ],
    [
      'a function may not keep what failed',
      'AWS::IAM::Policy',
      /sqs:SendMessage/,
      /^receive: sqs:SendMessage/,
    ],
    [
      'the pages may not call their function',
      'AWS::Lambda::Permission',
      /apigateway.*\/v\//,
      /^apigateway.*verify/,
    ],
    [
      'the schedule may not call the watch',
      'AWS::Lambda::Permission',
      /events.amazonaws/,
      /^events.*watch-deadlines/,
    ],
    [
      'a rule may not reach the dead letters',
      'AWS::SQS::QueuePolicy',
      /events.amazonaws/,
      /^events.*sqs:SendMessage/,
    ],
    ['bounces may not reach their function', 'AWS::Lambda::Permission', /sns.amazonaws/, /^sns.*note-bounce/],
    ['SES may not tell of a bounce', 'AWS::SNS::TopicPolicy', /ses.amazonaws/, /^ses.*sns:Publish/],
    [
      'an alarm may not reach anybody',
      'AWS::SNS::TopicPolicy',
      /cloudwatch.amazonaws/,
      /^cloudwatch.*needs-a-person/,
    ],
  ])('is refused where %s', async (_, type, statement, line) => {
    expect(
      await refused(
        without(type, (text) => statement.test(text)),
        line,
      ),
    ).not.toEqual([]);
  });

  it('is refused to a service that acts for somebody else’s resource', async () => {
    const [publish] = callsOfAws(book.names).filter(({ by }) => by === 'cloudwatch.amazonaws.com');
    const context = {
      'aws:SourceAccount': '999999999999',
      'aws:SourceArn': 'arn:aws:cloudwatch:eu-central-1:999999999999:alarm:x',
    };

    expect(await simulatePolicy(book, { ...(publish as RequestedAction), context })).toMatchObject({
      allowed: false,
    });
  });

  it('includes what Lambda does to join a network', async () => {
    const network = { subnetIds: ['subnet-0123abcd'], securityGroupIds: ['sg-0123abcd'] };
    const { template: joined } = await sampleStack({ storeNetworks: { 'shop-database': network } });

    expect(callsOfAws(bookOf(joined).names).filter(({ action }) => action.startsWith('ec2:'))).toHaveLength(
      6,
    );
    expect(await refused(joined)).toEqual([]);
  });

  it('lets Lambda join a network with the role of a store, but not the function’s code', async () => {
    const network = { subnetIds: ['subnet-0123abcd'], securityGroupIds: ['sg-0123abcd'] };
    const book = bookOf((await sampleStack({ storeNetworks: { profiles: network } })).template);
    const { names } = book;
    const asked = { by: 'store-profiles', action: 'ec2:DescribeSubnets', on: '*' };
    const itself = `arn:aws:lambda:${names.place.region}:${names.place.account}:function:rightsdesk-store-profiles`;

    expect(await simulatePolicy(book, asked)).toMatchObject({ allowed: true });
    expect(
      await simulatePolicy(book, { ...asked, context: { 'lambda:SourceFunctionArn': itself } }),
    ).toMatchObject({
      allowed: false,
    });
  });

  it('cannot grow by a type of resource that is not supported', () => {
    const Schedule = { Type: 'AWS::Scheduler::Schedule' };

    expect(() => callsOfAws(bookOf({ Resources: { ...template.Resources, Schedule } }).names)).toThrow(
      'the calls of these are not supported here: Schedule (AWS::Scheduler::Schedule)',
    );
  });

  it('cannot include a Task whose permissions are not known', () => {
    const Put = { Type: 'Task', Resource: 'arn:aws:states:::dynamodb:putItem' };

    expect(() => functionsCalledIn(JSON.stringify({ States: { Put } }))).toThrow(
      'Put: the permissions for arn:aws:states:::dynamodb:putItem are not known here',
    );
  });

  it.each(['Map', 'Parallel'])('cannot include a %s, whose states nobody looks into', (Type) => {
    expect(() => functionsCalledIn(JSON.stringify({ States: { Each: { Type } } }))).toThrow(
      `Each: the calls of a ${Type} state are not supported here`,
    );
  });
});

describe('without TLS', () => {
  const plain = { 'aws:SecureTransport': 'false' };

  it.each<[string, string, keyof typeof resourceArns]>([
    ['staff', 's3:GetObject', 'objects of the vault'],
    ['download', 's3:GetObject', 'packages'],
    ['anchor-evidence', 's3:PutObject', 'evidence'],
  ])('%s may not %s, although it may with TLS', async (by, action, thing) => {
    const [bucket = ''] = resourceArns[thing](book);
    const on = bucket.replace('*', 'anchors/2026-11-24T10');

    expect(await simulatePolicy(book, { by, action, on })).toEqual({ allowed: true, because: '' });
    expect(await simulatePolicy(book, { by, action, on, context: plain })).toEqual({
      allowed: false,
      because: 'a statement of the resource policy denies it',
    });
  });
});

describe('the simulator', () => {
  const on = `arn:aws:dynamodb:eu-central-1:${deployedTo.account}:table/RequestRegisterInbox780C55FC`;

  it('says why something is denied', async () => {
    const because = async (asked: Omit<RequestedAction, 'by'>) =>
      (await simulatePolicy(book, { by: 'intake', ...asked })).because;
    const [key = ''] = resourceArns['the key'](book);

    expect(await because({ action: 'dynamodb:DescribeTable', on })).toBe('no statement allows it');
    expect(await because({ action: 'dynamodb:PutItem', on: on.replace('Inbox', 'Keys') })).toBe(
      'it is allowed on other resources only',
    );
    expect(await because({ action: 'kms:GenerateDataKey', on: key })).toBe(
      'a statement allows it, but its condition or principal is another',
    );
  });

  it.each<[string, RequestedAction]>([
    ['action', { by: 'intake', action: 'dynamodb:PutThing', on }],
    ['resource of an action', { by: 'intake', action: 's3:GetObject', on }],
    [
      'condition key of an action',
      { by: 'intake', action: 'dynamodb:PutItem', on, context: { 'ses:FromAddress': 'x' } },
    ],
    [
      'context of encryption outside KMS',
      {
        by: 'intake',
        action: 'dynamodb:PutItem',
        on,
        context: { 'kms:EncryptionContext:purpose': 'request' },
      },
    ],
  ])('knows no such %s', async (_, asked) => {
    await expect(simulatePolicy(book, asked)).rejects.toThrow('intake: ');
  });
});
