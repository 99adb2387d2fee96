import { CallCounter } from '../../aws/call-hooks';
import { LambdaFunctions } from '../../aws/lambda-functions';
import { lambdaTaskInvoker } from '../../aws/lambda-service';
import type { Transition } from '../../runner/frame';
import type { Json } from '../../runner/json';
import { loadStateMachine } from '../../runner/load-state-machine';
import { StateError } from '../../runner/state-error';
import { type Execution, StateMachineRunner } from '../../runner/state-machine-runner';
import { CallScript } from './call-script';
import type { EngineCase } from './engine-case';
import { filledIn, functionName } from './fill-in';
import { JumpingClock } from './jumping-clock';
import { type ComparedOutcome, withoutChance } from './outcome';

/** The outcome of a case in the project's own runner, and the states and errors that it involved. */
export interface LocalRun {
  readonly outcome: ComparedOutcome;
  /** Names of the states that ran. */
  readonly visited: ReadonlySet<string>;
  /** Error names that functions, tokens and states ended with. */
  readonly raised: ReadonlySet<string>;
}

/**
 * Runs one case in the project's own runner, with functions called in this process, on a clock of its own.
 *
 * @param run - the prefix of the names, the same as in the engine that it is compared with
 * @throws Error when the execution neither ends nor waits for anything
 */
export async function runLocally(one: EngineCase, run = 'run'): Promise<LocalRun> {
  const clock = new JumpingClock();
  const transitions: Transition[] = [];
  const functions = new LambdaFunctions(clock);
  const runner: StateMachineRunner = new StateMachineRunner({
    timers: clock,
    invoke: lambdaTaskInvoker(functions, new CallCounter()),
    random: () => 0.5,
    onTransition: (transition) => transitions.push(transition),
  });
  const script = new CallScript(one, {
    seconds: () => clock.epochMs() / 1000,
    neverMs: 60_000,
    answerToken: async (token, answer) => {
      const holder = runner.tokens.holder(token);
      if ('fail' in answer) holder.fail(new StateError(answer.fail, answer.cause));
      else holder.succeed(answer.succeed);
    },
  });
  functions.register(functionName(run), (event) => script.call(event as Json));
  const { definition, input } = filledIn(one, run);
  const machine = runner.register(`${run}-${one.name}`, loadStateMachine(definition));
  const execution = runner.start(machine, JSON.parse(input) as Json, 'once');
  await untilEnded(execution, clock, script);
  return {
    outcome: { ...ended(execution, run), ...script.seen(run) },
    visited: new Set(transitions.map(({ stateName }) => stateName)),
    raised: new Set([...script.raised, ...transitions.flatMap(({ error }) => error ?? [])]),
  };
}

async function untilEnded(execution: Execution, clock: JumpingClock, script: CallScript): Promise<void> {
  for (;;) {
    for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    if (execution.status !== 'RUNNING') return;
    if (script.busy > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    else if (!clock.jump()) throw new Error('the execution waits for nothing');
  }
}

function ended({ status, output, error, cause }: Execution, run: string) {
  return {
    status,
    output: withoutChance(output ?? null, run),
    error: error ?? '',
    cause: withoutChance(cause ?? '', run),
  };
}
