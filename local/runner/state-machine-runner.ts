import { randomUUID } from 'node:crypto';
import type { Frame, RunnerPorts } from './frame';
import { Interrupted } from './frame';
import type { Json } from './json';
import { runStates } from './run-states';
import { StateError } from './state-error';
import type { StateMachine } from './state-machine';
import { TaskTokens } from './task-tokens';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** One execution, open or closed. */
export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly input: Json;
  readonly startedAtMs: number;
  status: ExecutionStatus;
  stoppedAtMs: number | undefined;
  output: Json | undefined;
  error: string | undefined;
  cause: string | undefined;
}

/** The name is taken, by a closed execution or an open one with another input. */
export class ExecutionAlreadyExists extends Error {
  override readonly name = 'ExecutionAlreadyExists';
}

interface Registered {
  readonly name: string;
  readonly machine: StateMachine;
}

interface Running {
  readonly execution: Execution;
  readonly interrupt: AbortController;
  readonly ended: Promise<Execution>;
}

/**
 * Runs state machines in memory. Keeps nothing on disk: after a restart there are no executions and every
 * token is unknown, from which callers must be able to recover in production too.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-executions.html
 */
export class StateMachineRunner {
  private readonly machines = new Map<string, Registered>();
  private readonly executions = new Map<string, Running>();
  readonly tokens = new TaskTokens();

  constructor(
    private readonly ports: RunnerPorts,
    /** `arn:aws:states:REGION:ACCOUNT` */
    private readonly arnPrefix = 'arn:aws:states:us-east-1:000000000000',
  ) {}

  /** Registers a machine; open executions of an earlier definition keep theirs. @returns its ARN */
  register(name: string, machine: StateMachine): string {
    const arn = `${this.arnPrefix}:stateMachine:${name}`;
    this.machines.set(arn, { name, machine });
    return arn;
  }

  knows(stateMachineArn: string): boolean {
    return this.machines.has(stateMachineArn);
  }

  /**
   * Starts an execution; returns the open execution if one has the same name and input.
   *
   * @throws ExecutionAlreadyExists
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
   */
  start(stateMachineArn: string, input: Json, name: string = randomUUID()): Execution {
    const registered = this.machines.get(stateMachineArn);
    if (registered === undefined) throw new Error(`There is no state machine ${stateMachineArn}`);
    const arn = `${this.arnPrefix}:execution:${registered.name}:${name}`;
    const existing = this.executions.get(arn)?.execution;
    if (existing !== undefined) return sameOpenExecution(existing, input);
    const execution = newExecution({
      arn,
      name,
      stateMachineArn,
      input,
      startedAtMs: this.ports.timers.epochMs(),
    });
    const interrupt = new AbortController();
    this.executions.set(arn, { execution, interrupt, ended: this.run(registered, execution, interrupt) });
    return execution;
  }

  /** The execution as it is now; undefined when there is none of that ARN. */
  describe(arn: string): Execution | undefined {
    return this.executions.get(arn)?.execution;
  }

  /** Executions of one machine, newest first. */
  list(stateMachineArn: string): readonly Execution[] {
    return [...this.executions.values()]
      .map((running) => running.execution)
      .filter((execution) => execution.stateMachineArn === stateMachineArn)
      .reverse();
  }

  /** Stops an open execution; a closed one stays as it is. */
  async stop(arn: string, error = '', cause = ''): Promise<Execution | undefined> {
    const running = this.executions.get(arn);
    running?.interrupt.abort(new Interrupted('ABORTED', error, cause));
    return running?.ended;
  }

  /** Resolves when the execution is closed. */
  async ended(arn: string): Promise<Execution | undefined> {
    return this.executions.get(arn)?.ended;
  }

  /** Interrupts everything, as the end of the process does. */
  async halt(): Promise<void> {
    const all = [...this.executions.values()];
    for (const { interrupt } of all) interrupt.abort(new Interrupted('ABORTED'));
    await Promise.all(all.map(({ ended }) => ended));
  }

  private async run({ name, machine }: Registered, execution: Execution, interrupt: AbortController) {
    const { timers } = this.ports;
    await Promise.resolve();
    const cancel =
      machine.timeoutSeconds === undefined
        ? () => {}
        : timers.schedule(execution.startedAtMs + machine.timeoutSeconds * 1000, () =>
            interrupt.abort(new Interrupted('TIMED_OUT', 'States.Timeout')),
          );
    try {
      execution.output = await runStates(
        machine,
        execution.input,
        this.frame(name, execution, interrupt.signal),
      );
      execution.status = 'SUCCEEDED';
    } catch (failure) {
      close(execution, failure);
    }
    cancel();
    execution.stoppedAtMs = timers.epochMs();
    return execution;
  }

  private frame(stateMachineName: string, execution: Execution, signal: AbortSignal): Frame {
    const { ports, tokens } = this;
    const { arn, name, input, startedAtMs, stateMachineArn } = execution;
    return {
      ports,
      tokens,
      signal,
      context: {
        Execution: { Id: arn, Name: name, Input: input, StartTime: new Date(startedAtMs).toISOString() },
        StateMachine: { Id: stateMachineArn, Name: stateMachineName },
      },
      left: (passage) =>
        ports.onTransition?.({ executionArn: arn, executionName: name, stateMachineName, ...passage }),
    };
  }
}

function newExecution(
  known: Pick<Execution, 'arn' | 'name' | 'stateMachineArn' | 'input' | 'startedAtMs'>,
): Execution {
  return {
    ...known,
    status: 'RUNNING',
    stoppedAtMs: undefined,
    output: undefined,
    error: undefined,
    cause: undefined,
  };
}

function sameOpenExecution(existing: Execution, input: Json): Execution {
  const same = JSON.stringify(existing.input) === JSON.stringify(input);
  if (existing.status === 'RUNNING' && same) return existing;
  throw new ExecutionAlreadyExists(`Execution Already Exists: '${existing.arn}'`);
}

function close(execution: Execution, failure: unknown): void {
  if (failure instanceof StateError) {
    Object.assign(execution, { status: 'FAILED', error: failure.error, cause: failure.errorCause });
  } else if (failure instanceof Interrupted) {
    Object.assign(execution, { status: failure.status, error: failure.error, cause: failure.errorCause });
  } else {
    Object.assign(execution, { status: 'FAILED', error: 'States.Runtime', cause: String(failure) });
  }
}
