import { type NagFinding, nagFindings } from './sample-stack';

jest.setTimeout(180_000);

/** Accepted findings, each with its reason. The id may end in one particular finding. */
const exceptions: readonly { readonly id: RegExp; readonly reason: string }[] = [
  {
    id: /^AwsSolutions-S1$/,
    reason:
      'Server access logs would keep the addresses of visitors and the keys of objects in one more bucket.',
  },
  {
    id: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:ses:.*:identity\/\*\]$/,
    reason:
      "In the SES sandbox the recipient's identity is checked as well; the condition holds the sender to one address.",
  },
  {
    id: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:states:.*:execution:rightsdesk-\*:\*\]$/,
    reason: 'Reading whether an execution of the desk runs; the names of executions are not known before.',
  },
  {
    id: /^AwsSolutions-IAM5\[Resource::<(Vault|Packages)Bucket\w+\.Arn>\/\*\]$/,
    reason: 'Objects are named by the ids of requests, which are not known before.',
  },
  {
    id: /^AwsSolutions-IAM5\[Resource::<EvidenceBucket\w+\.Arn>\/anchors\/\*\]$/,
    reason: 'Anchors are named by their hour; the lock of the bucket keeps them from being changed.',
  },
  {
    id: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:s3:::almas-lamps-files\/\w+\/\*\]$/,
    reason: 'The prefixes that the data map of this store names; below them lie the folders of people.',
  },
  {
    id: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    reason: 'Delivering logs of state machines: these actions of CloudWatch Logs know no resource.',
  },
  {
    id: /^AwsSolutions-SF1$/,
    reason: 'Errors only: all events at a price per line would say nothing that the register does not.',
  },
  {
    id: /^(AwsSolutions-SF2|Serverless-StepFunctionStateMachineXray|Serverless-LambdaTracing)$/,
    reason:
      'Traces are a further place where ids of requests lie; the register has the course of each request with its times.',
  },
  {
    id: /^AwsSolutions-APIG4$/,
    reason: 'The pages are public; each link is a random token, each act needs a typed code.',
  },
  {
    id: /^Serverless-SQSRedrivePolicy$/,
    reason: 'The queue of dead letters has no further one behind it; an alarm looks at it.',
  },
  {
    id: /^Serverless-LambdaDLQ$/,
    reason: 'Called by someone who waits for the answer; the two that are called by events have one.',
  },
  {
    id: /^Serverless-SNSRedrivePolicy$/,
    reason: 'The mail of an alarm: when it cannot be delivered, the alarm still stands in the console.',
  },
];

describe('cdk-nag (AwsSolutions, Serverless)', () => {
  let found: readonly NagFinding[];

  beforeAll(async () => {
    found = await nagFindings();
  });

  it('finds only what is on the short list [I03]', () => {
    expect(found.filter(({ id }) => !exceptions.some((exception) => exception.id.test(id)))).toEqual([]);
    expect(exceptions.length).toBeLessThanOrEqual(15);
  });

  it('still finds everything on the list, since an unneeded exception would hide the next finding', () => {
    const ids = found.map(({ id }) => id);

    expect(exceptions.filter(({ id }) => !ids.some((rule) => id.test(rule)))).toEqual([]);
  });

  it('gives the two functions that events invoke a dead-letter queue', () => {
    const without = found.find(({ id }) => id === 'Serverless-LambdaDLQ')?.at ?? [];

    expect(without.filter((path) => /Receive|WatchDeadlines/.test(path))).toEqual([]);
    expect(without.length).toBeGreaterThan(20);
  });
});
