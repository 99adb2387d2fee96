import type { DeployedNames } from './deployed-names';
import { ofType } from './template';

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  /** Absent in the trust policy of a role. */
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Policy {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

/** A role of the stack, with the function or state machine that it is for. */
export interface BookedRole {
  /** Name of the function (`intake`) or state machine (`machine fulfil-access`) that works with it. */
  readonly holder: string;
  readonly arn: string;
  readonly policies: readonly { readonly name: string; readonly policy: Policy }[];
}

/** Every IAM and resource policy of a template, with its intrinsic functions replaced. */
export class PolicyBook {
  /** By holder. */
  readonly roles: ReadonlyMap<string, BookedRole>;
  /** By ARN of what they protect: keys, buckets, queues, topics, functions, roles. */
  readonly resourcePolicies: ReadonlyMap<string, Policy>;

  constructor(readonly names: DeployedNames) {
    const holders = holdersOf(names);
    const attached = ofType(names.template, 'AWS::IAM::Policy');
    const roles = ofType(names.template, 'AWS::IAM::Role').map(([id, properties]): BookedRole => {
      if (properties.ManagedPolicyArns)
        throw new Error(`${id} has managed policies, which cannot be read here`);
      return {
        holder: holders.get(id) ?? id,
        arn: names.arnOf(id),
        policies: identityPolicies(names, id, attached),
      };
    });
    this.roles = new Map(roles.map((role) => [role.holder, role]));
    this.resourcePolicies = new Map([
      ...documents(names, 'AWS::KMS::Key', 'KeyPolicy', (id) => [names.arnOf(id)]),
      ...documents(names, 'AWS::IAM::Role', 'AssumeRolePolicyDocument', (id) => [names.arnOf(id)]),
      ...documents(names, 'AWS::S3::BucketPolicy', 'PolicyDocument', (_, { Bucket }) => [
        `arn:${names.place.partition}:s3:::${names.text(Bucket)}`,
      ]),
      ...documents(names, 'AWS::SQS::QueuePolicy', 'PolicyDocument', (_, { Queues }) =>
        (Queues as { Ref: string }[]).map(({ Ref }) => names.arnOf(Ref)),
      ),
      ...documents(names, 'AWS::SNS::TopicPolicy', 'PolicyDocument', (_, { Topics }) =>
        (Topics as unknown[]).map((topic) => names.text(topic)),
      ),
      ...functionPolicies(names),
    ]);
  }

  role(holder: string): BookedRole {
    const role = this.roles.get(holder);
    if (!role) throw new Error(`no role of ${holder} in the template`);
    return role;
  }

  /** The resource policy of an ARN; for an object, that of its bucket. */
  policyOf(arn: string): Policy | undefined {
    const protectedArn = arn.includes(':s3:::') ? arn.replace(/\/.*$/, '') : arn;
    return this.resourcePolicies.get(protectedArn);
  }
}

/** The name of a function or state machine in AWS, without the prefix of the desk. */
export function shortName(name: string): string {
  return name.replace(/^rightsdesk-/, '');
}

function holdersOf(names: DeployedNames): Map<string, string> {
  const role = (value: unknown) => (value as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'][0];
  return new Map([
    ...ofType(names.template, 'AWS::Lambda::Function').map(
      ([id, { Role }]) => [role(Role), shortName(names.nameOf(id))] as const,
    ),
    ...ofType(names.template, 'AWS::StepFunctions::StateMachine').map(
      ([id, { RoleArn }]) => [role(RoleArn), `machine ${shortName(names.nameOf(id))}`] as const,
    ),
  ]);
}

function identityPolicies(
  names: DeployedNames,
  roleId: string,
  policies: ReturnType<typeof ofType>,
): BookedRole['policies'] {
  const inline = (names.template.Resources[roleId]?.Properties?.Policies ?? []) as readonly {
    readonly PolicyName: unknown;
    readonly PolicyDocument: unknown;
  }[];
  const attached = policies.filter(([, { Roles = [] }]) =>
    (Roles as { Ref?: string }[]).some(({ Ref }) => Ref === roleId),
  );
  return [
    ...inline.map(({ PolicyName, PolicyDocument }) => ({
      name: names.text(PolicyName),
      policy: names.resolve(PolicyDocument) as Policy,
    })),
    ...attached.map(([name, { PolicyDocument }]) => ({
      name,
      policy: names.resolve(PolicyDocument) as Policy,
    })),
  ];
}

function documents(
  names: DeployedNames,
  type: string,
  property: string,
  protects: (id: string, properties: Readonly<Record<string, unknown>>) => readonly string[],
): [string, Policy][] {
  return ofType(names.template, type).flatMap(([id, properties]) =>
    protects(id, properties).map((arn): [string, Policy] => [
      arn,
      names.resolve(properties[property]) as Policy,
    ]),
  );
}

/** `AWS::Lambda::Permission` adds a statement to the policy of its function. */
function functionPolicies(names: DeployedNames): Map<string, Policy> {
  const policies = new Map<string, Policy>();
  for (const [, permission] of ofType(names.template, 'AWS::Lambda::Permission')) {
    const arn = names.text(permission.FunctionName);
    const before = policies.get(arn)?.Statement ?? [];
    policies.set(arn, {
      Version: '2012-10-17',
      Statement: [...before, permissionStatement(names, arn, permission)],
    });
  }
  return policies;
}

function permissionStatement(
  names: DeployedNames,
  arn: string,
  { Action, Principal, SourceArn, SourceAccount }: Readonly<Record<string, unknown>>,
): Statement {
  return {
    Effect: 'Allow',
    Action: names.text(Action),
    Principal: { Service: names.text(Principal) },
    Resource: arn,
    Condition: {
      ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': names.text(SourceArn) } }),
      ...(SourceAccount !== undefined && {
        StringEquals: { 'aws:SourceAccount': names.text(SourceAccount) },
      }),
    },
  };
}
