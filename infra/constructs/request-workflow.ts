import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { DeadLetters } from './dead-letters';
import type { DeskFunction } from './desk-function';

const folder = join(__dirname, '../../statemachines');

/** What every state machine of the desk is called begins with this. */
const MACHINE_PREFIX = 'rightsdesk-';

export interface RequestWorkflowProps {
  /** By name: a Task state "Search Stores" calls `search-stores`. */
  readonly functions: ReadonlyMap<string, DeskFunction>;
  readonly deadLetters: DeadLetters;
}

/**
 * The path of a request: one state machine a file in `statemachines/`. A substitution gives no right, so each
 * function that a file names is granted to
 * that machine alone. Logs hold errors without the data of the execution.
 */
export class RequestWorkflow extends Construct {
  readonly machines: readonly StateMachine[];

  constructor(scope: Construct, id: string, props: RequestWorkflowProps) {
    super(scope, id);
    this.machines = machineFiles().map((file) => this.machine(file, props.functions));
    this.reportFailures(props.deadLetters);
  }

  /**
   * Start an execution of any machine, and see whether it runs. By name, since the machines call the
   * functions that start them.
   */
  grantStart(fn: DeskFunction): void {
    fn.tell('MACHINE_ARN_PREFIX', this.machineArn(''));
    fn.allow(
      ['states:StartExecution'],
      machineFiles().map((file) => this.machineArn(nameOf(file))),
    );
    fn.allow(['states:DescribeExecution'], [`${this.arn('execution', '*')}:*`]);
  }

  /**
   * Answer a task that waits. The token is the right to; the action knows no machine before it has read it.
   */
  grantAnswer(fn: DeskFunction): void {
    fn.tell('MACHINE_ARN_PREFIX', this.machineArn(''));
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
    const machine = new StateMachine(this, pascal(name), {
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
    return new LogGroup(this, `${pascal(name)}Logs`, {
      logGroupName: `/aws/vendedlogs/states/${MACHINE_PREFIX}${name}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /**
   * An execution that did not end well goes to the dead letters, named and nothing more. Free, where an alarm
   * on each machine's metrics is not.
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

export function machineFiles(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.asl.json'))
    .sort();
}

/** Names in `${...}`, each once. */
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
  if (!fn) throw new Error(`${file} calls \${${substitution}}, but there is no function ${name}`);
  return fn;
}

function nameOf(file: string): string {
  return basename(file, '.asl.json');
}

function pascal(name: string): string {
  return name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}
