import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EnvironmentName } from './environment-names';

export interface DeskFunctionProps {
  /** Its name in AWS, without the prefix `rightsdesk-`. */
  readonly name: string;
  /** The bundle: `index.js` and the desk's settings. */
  readonly code: Code;
  /** Who is affected while this fails, and how. Shown in the console; the runbook says what to do. */
  readonly errorImpact: string;
  /** Seconds. */
  readonly timeout: number;
  /** Megabytes. Lambda gives processor time in proportion. */
  readonly memory: number;
  /**
   * Gets the events of asynchronous calls that failed after all retries. @default none, for functions that
   * are called synchronously
   */
  readonly deadLetters?: IQueue;
}

/** The name of every function of the desk begins with this. */
export const FUNCTION_PREFIX = 'rightsdesk-';

/**
 * A Lambda function as all are here: newest Node, arm64, a role of its own without permissions, and a log
 * group that expires. No reserved concurrency, since a new account has too little of it.
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
    this.setVariable('AWS_SDK_UA_APP_ID', functionName);
  }

  /** Sets an environment variable of the function. */
  setVariable(name: EnvironmentName, value: string): void {
    this.lambda.addEnvironment(name, value);
  }

  /** A statement that allows to invoke this function, in its newest version only. */
  invokeStatement(): PolicyStatement {
    return new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.lambda.functionArn] });
  }

  /** Allows actions on named resources to the role of the function. */
  allow(actions: readonly string[], resources: readonly string[], conditions?: Conditions): void {
    this.role.addToPolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [...resources],
        ...(conditions && { conditions }),
      }),
    );
  }

  /** Denies actions to the code of the function that Lambda itself may do with the same role. */
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
