import { setTimeout as sleep } from 'node:timers/promises';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Json } from '../../runner/json';
import { CallScript } from './call-script';
import { startCallServer } from './call-server';
import { type AwsClientSettings, createFunction } from './emulated-functions';
import type { EngineCase, TokenAnswer } from './engine-case';
import { filledIn, functionName } from './fill-in';
import { type ComparedOutcome, withoutChance } from './outcome';

/** Number of parallel executions: their waits overlap, and two processors can still start the functions. */
const SIDE_BY_SIDE = 12;
/** Seconds after which an execution counts as hanging. */
const PATIENCE = 25;
/** Milliseconds; longer than any TimeoutSeconds of a function in the cases. */
const NEVER_MS = 2500;

/** Makes the emulator start the processes of the function before anything is timed. */
const WARM: EngineCase = {
  name: 'warm',
  definition: {},
  reactions: { warm: [{ meet: SIDE_BY_SIDE }] },
  expect: {},
};

/**
 * Runs all cases in the emulator at the endpoint, and removes what it made there.
 *
 * @param run - the prefix of the names; must be new to this emulator
 * @returns the outcome of each case, by its name
 */
export async function runInEmulator(
  cases: readonly EngineCase[],
  run: string,
  settings: AwsClientSettings,
): Promise<Map<string, ComparedOutcome>> {
  const states = new SFNClient(settings);
  const scripts = new Map([...cases, WARM].map((one) => [one.name, new CallScript(one, engine(states))]));
  const server = await startCallServer(scripts);
  const functions = await createFunction(run, server.endpoint, settings);
  const outcomes = new Map<string, ComparedOutcome>();
  const waiting = longestFirst(cases).values();
  const work = async () => {
    for (const one of waiting) {
      const ended = await execute(states, one, run, functions.role);
      const seen = scripts.get(one.name)?.seen(run);
      if (seen) outcomes.set(one.name, { ...ended, ...seen });
    }
  };
  try {
    await warm(new LambdaClient(settings), functionName(run));
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  } finally {
    await functions.remove();
    await server.stop();
  }
  return outcomes;
}

async function warm(lambda: LambdaClient, FunctionName: string): Promise<void> {
  const Payload = JSON.stringify({ case: WARM.name, task: 'warm' });
  const call = () => lambda.send(new InvokeCommand({ FunctionName, Payload }));
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, call));
}

function engine(states: SFNClient) {
  return {
    seconds: () => performance.now() / 1000,
    neverMs: NEVER_MS,
    answerToken: async (taskToken: string, answer: TokenAnswer) => {
      const command =
        'fail' in answer
          ? new SendTaskFailureCommand({ taskToken, error: answer.fail, cause: answer.cause })
          : new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(answer.succeed) });
      await states.send(command as SendTaskSuccessCommand);
    },
  };
}

/** Puts cases that wait first, so that none of them is left at the end. */
function longestFirst(cases: readonly EngineCase[]): readonly EngineCase[] {
  const weight = ({ definition, expect }: EngineCase) =>
    (expect.gaps ?? []).reduce((sum, gap) => sum + gap, 0) +
    (/Retry|Timeout/.test(JSON.stringify(definition)) ? 1 : 0);
  return cases.toSorted((a, b) => weight(b) - weight(a));
}

async function execute(states: SFNClient, one: EngineCase, run: string, roleArn: string) {
  const { definition, input } = filledIn(one, run);
  const { stateMachineArn } = await states.send(
    new CreateStateMachineCommand({ name: `${run}-${one.name}`, definition, roleArn }),
  );
  try {
    const started = await states.send(new StartExecutionCommand({ stateMachineArn, name: 'once', input }));
    return outcomeOf(await untilEnded(states, started.executionArn ?? ''), run);
  } finally {
    await states.send(new DeleteStateMachineCommand({ stateMachineArn }));
  }
}

async function untilEnded(states: SFNClient, executionArn: string): Promise<DescribeExecutionOutput> {
  const until = performance.now() + PATIENCE * 1000;
  for (;;) {
    const now = await states.send(new DescribeExecutionCommand({ executionArn }));
    if (now.status !== 'RUNNING') return now;
    if (performance.now() > until) {
      await states.send(new StopExecutionCommand({ executionArn }));
      return now;
    }
    await sleep(120);
  }
}

function outcomeOf({ status, output, error = '', cause = '' }: DescribeExecutionOutput, run: string) {
  const made = status === 'SUCCEEDED' && output !== undefined ? (JSON.parse(output) as Json) : null;
  return { status: status ?? '', output: withoutChance(made, run), error, cause: withoutChance(cause, run) };
}
