import type { Template } from './template';

/** Where a stack is deployed. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Properties that name a resource; one without any of them goes by its logical id until it is deployed. */
const nameProperties = [
  'TableName',
  'BucketName',
  'FunctionName',
  'StateMachineName',
  'QueueName',
  'TopicName',
  'RoleName',
  'LogGroupName',
  'AlarmName',
  'EmailIdentity',
  'Name',
];

/** ARNs by type, after the partition; `{}` is the name. */
const arns: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'cloudwatch:{region}:{account}:alarm:{}',
  'AWS::DynamoDB::Table': 'dynamodb:{region}:{account}:table/{}',
  'AWS::Events::Rule': 'events:{region}:{account}:rule/{}',
  'AWS::IAM::Role': 'iam::{account}:role/{}',
  'AWS::KMS::Key': 'kms:{region}:{account}:key/{}',
  'AWS::Lambda::Function': 'lambda:{region}:{account}:function:{}',
  'AWS::Logs::LogGroup': 'logs:{region}:{account}:log-group:{}:*',
  'AWS::S3::Bucket': 's3:::{}',
  'AWS::SNS::Topic': 'sns:{region}:{account}:{}',
  'AWS::SQS::Queue': 'sqs:{region}:{account}:{}',
  'AWS::StepFunctions::StateMachine': 'states:{region}:{account}:stateMachine:{}',
};

/** Types whose `Ref` is the ARN, not the name. */
const refIsArn = new Set(['AWS::SNS::Topic', 'AWS::StepFunctions::StateMachine']);

/** The names and ARNs of a template's resources in an account, and the values of its intrinsic functions. */
export class DeployedNames {
  /** @param physical - the physical name by logical id. @default its name property, or the logical id */
  constructor(
    readonly template: Template,
    readonly place: Place,
    private readonly physical: Readonly<Record<string, string>> = {},
  ) {}

  nameOf(id: string): string {
    const physical = this.physical[id];
    if (physical) return /[^:/]+$/.exec(physical.replace(/^https?:.*\//, ''))?.[0] ?? physical;
    const properties = this.need(id).Properties ?? {};
    const named = nameProperties.map((name) => properties[name]).find((value) => value !== undefined);
    return named === undefined ? id : String(this.resolve(named));
  }

  arnOf(id: string): string {
    const { Type } = this.need(id);
    const pattern = arns[Type];
    if (!pattern) throw new Error(`the ARN of ${id} (${Type}) is not known`);
    const { partition, region, account } = this.place;
    const filled = pattern.replace('{region}', region).replace('{account}', account);
    return `arn:${partition}:${filled.replace('{}', this.nameOf(id))}`;
  }

  /**
   * A property with every `Ref`, `Fn::GetAtt`, `Fn::Join` and `Fn::Sub` in it replaced. Throws on every other
   * function.
   */
  resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.resolve(item));
    if (typeof value !== 'object' || value === null) return value;
    const [[key, argument] = [], ...others] = Object.entries(value);
    if (key !== undefined && others.length === 0 && (key === 'Ref' || key.startsWith('Fn::')))
      return this.call(key, argument);
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.resolve(item)]));
  }

  /** The same for a property that must be a string. */
  text(value: unknown): string {
    const resolved = this.resolve(value);
    if (typeof resolved !== 'string') throw new Error(`not a string: ${JSON.stringify(value)}`);
    return resolved;
  }

  private call(intrinsic: string, argument: unknown): unknown {
    switch (intrinsic) {
      case 'Ref':
        return this.ref(String(argument));
      case 'Fn::GetAtt':
        return this.attribute(argument as readonly [string, string]);
      case 'Fn::Join': {
        const [separator, parts] = argument as readonly [string, readonly unknown[]];
        return parts.map((part) => this.text(part)).join(separator);
      }
      case 'Fn::Sub':
        return this.substitute(argument as string | readonly [string, Record<string, unknown>]);
      default:
        throw new Error(`${intrinsic} is not known here`);
    }
  }

  private ref(id: string): string {
    const pseudo: Readonly<Record<string, string>> = {
      'AWS::Partition': this.place.partition,
      'AWS::Region': this.place.region,
      'AWS::AccountId': this.place.account,
      'AWS::URLSuffix': 'amazonaws.com',
    };
    const known = pseudo[id];
    if (known) return known;
    return refIsArn.has(this.need(id).Type) ? this.arnOf(id) : this.nameOf(id);
  }

  private attribute([id, name]: readonly [string, string]): string {
    if (name === 'Arn') return this.arnOf(id);
    if (/Name$/.test(name)) return this.nameOf(id);
    throw new Error(`Fn::GetAtt of ${id}.${name} is not known here`);
  }

  private substitute(argument: string | readonly [string, Record<string, unknown>]): string {
    const [text, own] = typeof argument === 'string' ? [argument, {}] : argument;
    return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (name in own) return this.text((own as Record<string, unknown>)[name]);
      const [id = '', attribute] = name.split('.');
      return attribute ? this.attribute([id, attribute]) : this.ref(id);
    });
  }

  private need(id: string) {
    const resource = this.template.Resources[id];
    if (!resource) throw new Error(`the template has no resource ${id}`);
    return resource;
  }
}
