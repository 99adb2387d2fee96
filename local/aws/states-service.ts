import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Json } from '../runner/json';
import { LARGEST_PAYLOAD_BYTES } from '../runner/run-states';
import { StateError } from '../runner/state-error';
import type { Execution, StateMachineRunner } from '../runner/state-machine-runner';
import { ExecutionAlreadyExists } from '../runner/state-machine-runner';
import type { TokenHolder } from '../runner/task-tokens';
import { TaskDoesNotExist, TaskTimedOut } from '../runner/task-tokens';
import { AwsError } from './aws-error';
import { jsonOperation, jsonService } from './json-service';
import type { WireService } from './wire-service';

/**
 * What AWS refuses in an execution's name: white space, brackets, wild cards, special and control characters.
 */
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;
const MACHINE_ARN = /^arn:aws[\w-]*:states:[^:]*:\d{12}:stateMachine:[^:]+$/;
const EXECUTION_ARN = /^arn:aws[\w-]*:states:[^:]*:\d{12}:execution:[^:]+:[^:]+$/;
const STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;

/**
 * The Step Functions API on top of a runner.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
 */
export function statesService(runner: StateMachineRunner): WireService {
  const taskToken = z.string().min(1).max(2048);
  const answer = (token: string, act: (holder: TokenHolder) => void) => {
    act(holderOf(runner, token));
    return {};
  };
  return jsonService({
    service: 'states',
    targetPrefix: 'AWSStepFunctions',
    version: '1.0',
    operations: {
      StartExecution: jsonOperation(
        z.object({
          stateMachineArn: z.string(),
          name: z.string().optional(),
          input: z.string().default('{}'),
        }),
        (request) => start(runner, request),
      ),
      DescribeExecution: jsonOperation(z.object({ executionArn: z.string() }), ({ executionArn }) =>
        description(existing(runner, executionArn)),
      ),
      StopExecution: jsonOperation(
        z.object({ executionArn: z.string(), error: z.string().optional(), cause: z.string().optional() }),
        async ({ executionArn, error, cause }) => {
          const stopped = await runner.stop(existing(runner, executionArn).arn, error, cause);
          return { stopDate: seconds(stopped?.stoppedAtMs) };
        },
      ),
      ListExecutions: jsonOperation(
        z.object({
          stateMachineArn: z.string(),
          statusFilter: z.enum(STATUSES).optional(),
          maxResults: z.int().min(0).max(1000).optional(),
          nextToken: z.string().optional(),
        }),
        (request) => list(runner, request),
      ),
      SendTaskSuccess: jsonOperation(z.object({ taskToken, output: z.string() }), (request) =>
        answer(request.taskToken, (holder) => holder.succeed(parsed(request.output, 'InvalidOutput'))),
      ),
      SendTaskFailure: jsonOperation(
        z.object({
          taskToken,
          error: z.string().max(256).default(''),
          cause: z.string().max(32_768).default(''),
        }),
        ({ error, cause, ...request }) =>
          answer(request.taskToken, (holder) => holder.fail(new StateError(error, cause))),
      ),
      SendTaskHeartbeat: jsonOperation(z.object({ taskToken }), (request) =>
        answer(request.taskToken, (holder) => holder.heartbeat()),
      ),
    },
  });
}

function holderOf(runner: StateMachineRunner, token: string): TokenHolder {
  try {
    return runner.tokens.holder(token);
  } catch (error) {
    if (error instanceof TaskDoesNotExist || error instanceof TaskTimedOut)
      throw new AwsError(error.name, error.message);
    throw error;
  }
}

interface StartRequest {
  readonly stateMachineArn: string;
  readonly name?: string | undefined;
  readonly input: string;
}

function start(runner: StateMachineRunner, request: StartRequest) {
  const name = request.name ?? randomUUID();
  if (!NAME.test(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
  const input = parsed(request.input, 'InvalidExecutionInput');
  try {
    const execution = runner.start(existingMachine(runner, request.stateMachineArn), input, name);
    return { executionArn: execution.arn, startDate: seconds(execution.startedAtMs) };
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) throw new AwsError(error.name, error.message);
    throw error;
  }
}

function existingMachine(runner: StateMachineRunner, arn: string): string {
  if (!MACHINE_ARN.test(arn)) throw new AwsError('InvalidArn', `Invalid Arn: '${arn}'`);
  if (runner.knows(arn)) return arn;
  throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
}

function existing(runner: StateMachineRunner, arn: string): Execution {
  if (!EXECUTION_ARN.test(arn)) throw new AwsError('InvalidArn', `Invalid Arn: '${arn}'`);
  const execution = runner.describe(arn);
  if (execution === undefined)
    throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  return execution;
}

function parsed(text: string, code: 'InvalidExecutionInput' | 'InvalidOutput'): Json {
  if (Buffer.byteLength(text) > LARGEST_PAYLOAD_BYTES) throw new AwsError(code, 'longer than 262144 bytes');
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new AwsError(code, 'not valid JSON');
  }
}

function description(execution: Execution) {
  const { output } = execution;
  return {
    ...summary(execution),
    input: JSON.stringify(execution.input),
    inputDetails: { included: true },
    ...(output === undefined ? {} : { output: JSON.stringify(output), outputDetails: { included: true } }),
    error: execution.error || undefined,
    cause: execution.cause || undefined,
  };
}

function summary(execution: Execution) {
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.stateMachineArn,
    name: execution.name,
    status: execution.status,
    startDate: seconds(execution.startedAtMs),
    stopDate: seconds(execution.stoppedAtMs),
  };
}

interface ListRequest {
  readonly stateMachineArn: string;
  readonly statusFilter?: string | undefined;
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

function list(runner: StateMachineRunner, request: ListRequest) {
  const from = Number(request.nextToken ?? 0);
  if (!Number.isSafeInteger(from)) throw new AwsError('InvalidToken', 'Invalid Token');
  const to = from + (request.maxResults || 100);
  const matching = runner
    .list(existingMachine(runner, request.stateMachineArn))
    .filter(({ status }) => status === (request.statusFilter ?? status));
  return {
    executions: matching.slice(from, to).map(summary),
    ...(matching.length > to ? { nextToken: String(to) } : {}),
  };
}

/** AWS's JSON protocol writes instants as seconds since 1970, with a fraction. */
function seconds(epochMs: number | undefined): number | undefined {
  return epochMs === undefined ? undefined : epochMs / 1000;
}
