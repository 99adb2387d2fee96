import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { pascalCase } from '../pascal-case';
import type { DeadLetters } from './dead-letters';
import type { DeskFunction } from './desk-function';

const folder = join(__dirname, '../../statemachines');

/** The name of every state machine of the desk begins with this. */
const MACHINE_PREFIX = 'rightsdesk-';

export interface RequestWorkflowProps {
  /** By name: the Task state "Search Stores" calls `search-stores`. */
  readonly functions: ReadonlyMap<string, DeskFunction>;
  readonly deadLetters: DeadLetters;
}

/**
 * The path of a request: one state machine per file in `statemachines/`. A machine may invoke the functions
 * that its file names and no others. Logs hold errors, without the data of the execution.
 */
export class RequestWorkflow extends Construct {
  readonly machines: readonly StateMachine[];

  constructor(scope: Construct, id: string, props: RequestWorkflowProps) {
    super(scope, id);
    this.machines = machineFiles().map((file) => this.machine(file, props.functions));
    this.reportFailures(props.deadLetters);
  }

  /**
   * Lets a function start executions of all machines and look whether they are running. The ARNs are built
   * from names, because references would form a circle: the machines call the functions that start them.
   */
  grantStart(fn: DeskFunction): void {
    fn.setVariable('MACHINE_ARN_PREFIX', this.machineArn(''));
    fn.allow(
      ['states:StartExecution'],
      machineFiles().map((file) => this.machineArn(nameOf(file))),
    );
    fn.allow(['states:DescribeExecution'], [`${this.arn('execution', '*')}:*`]);
  }

  /** Lets a function end the wait of a task, for which it needs the task's token. */
  grantAnswer(fn: DeskFunction): void {
    fn.setVariable('MACHINE_ARN_PREFIX', this.machineArn(''));
    fn.allow(
      ['states:SendTaskSuccess'],
      machineFiles().map((file) => this.machineArn(nameOf(file))),
    );
  }

  private machine(file: string, functions: ReadonlyMap<string, DeskFunction>): StateMachine {
    const name = nameOf(file);
    const definition = readFileSync(join(folder, file), 'utf8');
    const called = substitutionsOf(definition).map((substitution) => ({
      substitution,
      fn: functionFor(substitution, file, functions),
    }));
    const machine = new StateMachine(this, pascalCase(name), {
      stateMachineName: `${MACHINE_PREFIX}${name}`,
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: Object.fromEntries(
        called.map(({ substitution, fn }) => [substitution, fn.lambda.functionArn]),
      ),
      logs: { level: LogLevel.ERROR, includeExecutionData: false, destination: this.logs(name) },
    });
    for (const { fn } of called) machine.addToRolePolicy(fn.invokeStatement());
    return machine;
  }

  private logs(name: string): LogGroup {
    return new LogGroup(this, `${pascalCase(name)}Logs`, {
      logGroupName: `/aws/vendedlogs/states/${MACHINE_PREFIX}${name}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /**
   * Sends the name and status of an execution that did not end well to the dead letters. That is free, while
   * an alarm for each machine is not.
   */
  private reportFailures({ queue }: DeadLetters): void {
    new Rule(this, 'Failures', {
      description: 'Executions that failed, timed out or were stopped',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
          stateMachineArn: this.machines.map((machine) => machine.stateMachineArn),
        },
      },
      targets: [
        new SqsQueue(queue, {
          deadLetterQueue: queue,
          message: RuleTargetInput.fromObject({
            execution: EventField.fromPath('$.detail.name'),
            status: EventField.fromPath('$.detail.status'),
          }),
        }),
      ],
    });
  }

  private machineArn(name: string): string {
    return this.arn('stateMachine', name);
  }

  private arn(resource: string, name: string): string {
    const resourceName = `${MACHINE_PREFIX}${name}`;
    return Stack.of(this).formatArn({
      service: 'states',
      resource,
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}

/** Names of the files with the definitions of state machines, sorted. */
export function machineFiles(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.asl.json'))
    .sort();
}

/** The names in `${...}`, without repetitions. */
export function substitutionsOf(definition: string): string[] {
  return [...new Set([...definition.matchAll(/\$\{(\w+)\}/g)].flatMap(([, name]) => name ?? []))];
}

function functionFor(
  substitution: string,
  file: string,
  functions: ReadonlyMap<string, DeskFunction>,
): DeskFunction {
  const name = substitution.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();
  const fn = functions.get(name);
  if (!fn)
    throw new Error(
      `${file} calls \${${substitution}}, but infra/function-plans.ts has no function ${name}: add its plan there`,
    );
  return fn;
}

function nameOf(file: string): string {
  return basename(file, '.asl.json');
}
