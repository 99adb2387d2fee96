import type { DeployedNames } from './deployed-names';
import { shortName } from './policy-book';
import type { RequestedAction } from './simulate-policy';
import { ofType } from './template';

type Properties = Readonly<Record<string, unknown>>;

/**
 * The calls that AWS itself makes for the desk, which no recorder in front of an endpoint sees: services that
 * assume a role, state machines that invoke functions and write logs, and rules, pages, topics and alarms
 * that reach a target. Read from the template. Throws on what it cannot read, so that nothing is left out.
 */
export function callsOfAws(names: DeployedNames): RequestedAction[] {
  refuseUnread(names);
  return [
    ...callsForFunctions(names),
    ...callsOfMachines(names),
    ...callsOfRules(names),
    ...callsOfPages(names),
    ...callsOfTopics(names),
    ...callsOfAlarms(names),
  ];
}

/** Types that would call something and are not supported below; the stack has none. */
const unread =
  /^AWS::(Scheduler|Pipes)::|EventSourceMapping$|^Custom::S3BucketNotifications$|^AWS::ApiGateway::/;

function refuseUnread({ template }: DeployedNames): void {
  const found = Object.entries(template.Resources).filter(([, { Type }]) => unread.test(Type));
  if (found.length > 0)
    throw new Error(
      `the calls of these are not supported here: ${found.map(([id, { Type }]) => `${id} (${Type})`).join(', ')}`,
    );
}

/** Lambda assumes the role, writes the log, keeps failed events, and joins a network. */
function callsForFunctions(names: DeployedNames): RequestedAction[] {
  return ofType(names.template, 'AWS::Lambda::Function').flatMap(([id, properties]) => {
    const by = shortName(names.nameOf(id));
    const { LogGroup } = properties.LoggingConfig as { LogGroup: unknown };
    const dead = properties.DeadLetterConfig as { TargetArn: unknown } | undefined;
    return [
      takeOn(names, 'lambda.amazonaws.com', id, properties.Role),
      ...['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({
        by,
        action,
        on: arn(names, 'logs', `log-group:${names.text(LogGroup)}:log-stream:2026/01/01/[1]0a1b`),
      })),
      ...(dead ? [{ by, action: 'sqs:SendMessage', on: names.text(dead.TargetArn) }] : []),
      ...(properties.VpcConfig ? networkCalls(names).map((call) => ({ by, ...call })) : []),
    ];
  });
}

/**
 * What Lambda does to join a VPC.
 *
 * @see
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
function networkCalls(names: DeployedNames): Pick<RequestedAction, 'action' | 'on'>[] {
  const card = arn(names, 'ec2', 'network-interface/eni-0123abcd');
  return [
    { action: 'ec2:CreateNetworkInterface', on: card },
    { action: 'ec2:DescribeNetworkInterfaces', on: '*' },
    { action: 'ec2:DescribeSubnets', on: '*' },
    { action: 'ec2:DeleteNetworkInterface', on: card },
    { action: 'ec2:AssignPrivateIpAddresses', on: card },
    { action: 'ec2:UnassignPrivateIpAddresses', on: card },
  ];
}

/**
 * What a state machine with a log needs.
 *
 * @see
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
const logDelivery = [
  'CreateLogDelivery',
  'GetLogDelivery',
  'UpdateLogDelivery',
  'DeleteLogDelivery',
  'ListLogDeliveries',
  'PutResourcePolicy',
  'DescribeResourcePolicies',
  'DescribeLogGroups',
].map((action) => `logs:${action}`);

function callsOfMachines(names: DeployedNames): RequestedAction[] {
  return ofType(names.template, 'AWS::StepFunctions::StateMachine').flatMap(([id, properties]) => {
    const by = `machine ${shortName(names.nameOf(id))}`;
    const substitutions = (properties.DefinitionSubstitutions ?? {}) as Properties;
    const definition = names
      .text(properties.DefinitionString)
      .replace(/\$\{(\w+)\}/g, (_, name: string) => names.text(substitutions[name]));
    return [
      takeOn(names, 'states.amazonaws.com', id, properties.RoleArn),
      ...functionsCalledIn(definition).map((on) => ({ by, action: 'lambda:InvokeFunction', on })),
      ...(properties.LoggingConfiguration ? logDelivery.map((action) => ({ by, action, on: '*' })) : []),
    ];
  });
}

/** The fields of a state of the Amazon States Language that say what it calls. */
interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Parameters?: { readonly FunctionName?: string };
}

/** States that call nothing and contain no other states. */
const callsNothing = ['Choice', 'Pass', 'Wait', 'Succeed', 'Fail'];

/**
 * ARNs of the functions that the Tasks of a machine invoke, each once. Throws on a Task that does anything
 * else, and on a state that contains others.
 */
export function functionsCalledIn(definition: string): string[] {
  const { States } = JSON.parse(definition) as { readonly States: Readonly<Record<string, State>> };
  const calling = Object.entries(States).filter(([, { Type }]) => !callsNothing.includes(Type));
  return [...new Set(calling.map(([name, state]) => invokedBy(name, state)))];
}

function invokedBy(name: string, { Type, Resource = '', Parameters }: State): string {
  if (Type !== 'Task') throw new Error(`${name}: the calls of a ${Type} state are not supported here`);
  if (!/:states:::lambda:invoke(\.waitForTaskToken)?$/.test(Resource) || !Parameters?.FunctionName)
    throw new Error(`${name}: the permissions for ${Resource} are not known here`);
  return Parameters.FunctionName;
}

function callsOfRules(names: DeployedNames): RequestedAction[] {
  return ofType(names.template, 'AWS::Events::Rule').flatMap(([id, { Targets = [] }]) => {
    const from = source(names, 'events.amazonaws.com', names.arnOf(id));
    const targets = Targets as readonly {
      Arn: unknown;
      RoleArn?: unknown;
      DeadLetterConfig?: { Arn: unknown };
    }[];
    return targets.flatMap(({ Arn, RoleArn, DeadLetterConfig }) => {
      if (RoleArn) throw new Error(`${id}: targets with a role are not supported here`);
      const dead = DeadLetterConfig && names.text(DeadLetterConfig.Arn);
      return [{ ...from, ...delivery(names.text(Arn)) }, ...(dead ? [{ ...from, ...delivery(dead) }] : [])];
    });
  });
}

/**
 * A route names its integration, which names a function. The source is the route, not the path of the
 * request.
 */
function callsOfPages(names: DeployedNames): RequestedAction[] {
  const integrations = new Map(
    ofType(names.template, 'AWS::ApiGatewayV2::Integration').map(([id, properties]) => [
      names.nameOf(id),
      properties,
    ]),
  );
  return ofType(names.template, 'AWS::ApiGatewayV2::Route').map(([, { ApiId, RouteKey, Target }]) => {
    const integration = integrations.get(names.text(Target).replace(/^integrations\//, ''));
    const [, path = '/$default'] = String(RouteKey).split(' ');
    const route = arn(names, 'execute-api', `${names.text(ApiId)}/$default/GET${path}`);
    return {
      ...source(names, 'apigateway.amazonaws.com', route),
      ...delivery(names.text(integration?.IntegrationUri)),
    };
  });
}

function callsOfTopics(names: DeployedNames): RequestedAction[] {
  const subscriptions = ofType(names.template, 'AWS::SNS::Subscription').flatMap(([, properties]) => {
    if (properties.Protocol === 'email') return [];
    const from = source(names, 'sns.amazonaws.com', names.text(properties.TopicArn));
    const dead = properties.RedrivePolicy as { deadLetterTargetArn: unknown } | undefined;
    return [properties.Endpoint, ...(dead ? [dead.deadLetterTargetArn] : [])].map((to) => ({
      ...from,
      ...delivery(names.text(to)),
    }));
  });
  const mails = ofType(names.template, 'AWS::SES::ConfigurationSetEventDestination').map(([, properties]) => {
    const { SnsDestination } = properties.EventDestination as { SnsDestination: { TopicARN: unknown } };
    const set = arn(names, 'ses', `configuration-set/${names.text(properties.ConfigurationSetName)}`);
    return { ...source(names, 'ses.amazonaws.com', set), ...delivery(names.text(SnsDestination.TopicARN)) };
  });
  return [...subscriptions, ...mails];
}

function callsOfAlarms(names: DeployedNames): RequestedAction[] {
  return ofType(names.template, 'AWS::CloudWatch::Alarm').flatMap(([id, { AlarmActions = [] }]) =>
    (AlarmActions as unknown[]).map((action) => ({
      ...source(names, 'cloudwatch.amazonaws.com', names.arnOf(id)),
      ...delivery(names.text(action)),
    })),
  );
}

const deliveries: Readonly<Record<string, string>> = {
  lambda: 'lambda:InvokeFunction',
  sqs: 'sqs:SendMessage',
  sns: 'sns:Publish',
};

/** The action by which a service delivers to a target. */
function delivery(on: string): Pick<RequestedAction, 'action' | 'on'> {
  const action = deliveries[on.split(':')[2] ?? ''];
  if (!action) throw new Error(`deliveries to ${on} are not supported here`);
  return { action, on };
}

function source(names: DeployedNames, by: string, from: string): Pick<RequestedAction, 'by' | 'context'> {
  return { by, context: { 'aws:SourceArn': from, 'aws:SourceAccount': names.place.account } };
}

/** A service assumes the role of a function or machine, and says for which. */
function takeOn(names: DeployedNames, by: string, id: string, role: unknown): RequestedAction {
  return { ...source(names, by, names.arnOf(id)), action: 'sts:AssumeRole', on: names.text(role) };
}

function arn({ place }: DeployedNames, service: string, resource: string): string {
  return `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;
}
