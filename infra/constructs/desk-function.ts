import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EnvironmentName } from './environment-names';

export interface DeskFunctionProps {
  /** Its name in AWS, after `rightsdesk-`. */
  readonly name: string;
  /** The bundle: `index.js` with the desk's settings beside it. */
  readonly code: Code;
  /**
   * Who is hurt, and how, while this fails. Shown beside the function in the console; the runbook says what
   * to do.
   */
  readonly errorImpact: string;
  /** Seconds. */
  readonly timeout: number;
  /** Megabytes; processor time comes in proportion. */
  readonly memory: number;
  /**
   * Keeps events that an asynchronous call could not deliver after its retries. @default none: called
   * synchronously
   */
  readonly deadLetters?: IQueue;
}

/** What every function of the desk is called in AWS begins with this. */
export const FUNCTION_PREFIX = 'rightsdesk-';

/**
 * The house Lambda: newest Node, arm64, its own role that may do nothing yet, its own log group with an end.
 * No reserved concurrency: a new account
 * has too little to give any away.
 */
export class DeskFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly logs: LogGroup;
  private readonly role: Role;
  private readonly name: string;

  constructor(scope: Construct, id: string, props: DeskFunctionProps) {
    super(scope, id);
    const functionName = `${FUNCTION_PREFIX}${props.name}`;
    this.name = functionName;
    this.logs = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logs.grantWrite(this.role);
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName,
      description: `While this fails: ${props.errorImpact}`,
      code: props.code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memory,
      timeout: Duration.seconds(props.timeout),
      role: this.role,
      logGroup: this.logs,
      ...(props.deadLetters && { deadLetterQueue: props.deadLetters }),
    });
    this.tell('AWS_SDK_UA_APP_ID', functionName);
  }

  /** Sets a variable that its code reads. */
  tell(name: EnvironmentName, value: string): void {
    this.lambda.addEnvironment(name, value);
  }

  /** Calling this function, and no other version of it. */
  invokeStatement(): PolicyStatement {
    return new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.lambda.functionArn] });
  }

  /** Lets its role do something to named things. */
  allow(actions: readonly string[], resources: readonly string[], conditions?: Conditions): void {
    this.role.addToPolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [...resources],
        ...(conditions && { conditions }),
      }),
    );
  }

  /** Keeps from its code what Lambda itself does with the same role. */
  denyItsCode(actions: readonly string[]): void {
    const resource = { service: 'lambda', resource: 'function', resourceName: this.name };
    const itself = Stack.of(this).formatArn({ ...resource, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    this.role.addToPolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        actions: [...actions],
        resources: ['*'],
        conditions: { ArnEquals: { 'lambda:SourceFunctionArn': itself } },
      }),
    );
  }
}

type Conditions = Record<string, Record<string, string | readonly string[]>>;
