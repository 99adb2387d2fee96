import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHAIN_START, chainEvent } from '../../functions/adapters/event-chain';
import { errorNames } from '../../functions/domain/errors';
import { foldRequest } from '../../functions/domain/fold-request';
import { machineFor, machineWaits } from '../../functions/domain/machine';
import { rightNames, rights } from '../../functions/domain/rights';
import { aslErrors } from './asl-errors';

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Parameters?: { readonly FunctionName: string; readonly Payload: Record<string, unknown> };
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly MaxAttempts: number }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Choices?: readonly { readonly Next: string; readonly StringEquals?: string }[];
  readonly Default?: string;
  readonly Next?: string;
}

interface Machine {
  readonly StartAt: string;
  readonly States: Record<string, State>;
}

/**
 * What Step Functions reports when Lambda failed and not the function: errors of the service, and
 * `Lambda.Unknown` for what ran out of memory or of time, which `Sandbox.Timedout` names too.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
 */
const lambdaErrors = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  'Sandbox.Timedout',
];

const root = join(__dirname, '..', '..');
const folder = join(root, 'statemachines');
const machines = readdirSync(folder)
  .filter((file) => file.endsWith('.asl.json'))
  .map((file) => ({
    name: file.replace('.asl.json', ''),
    text: readFileSync(join(folder, file), 'utf8'),
    machine: JSON.parse(readFileSync(join(folder, file), 'utf8')) as Machine,
  }));

function tasksOf(states: Record<string, State>): [string, State][] {
  return Object.entries(states).filter(([, { Type }]) => Type === 'Task');
}

const tasks = machines.flatMap(({ name, machine }) =>
  tasksOf(machine.States).map(([state, task]) => ({ machine: name, state, task })),
);

function folderOf(state: string): string {
  return state.toLowerCase().replaceAll(' ', '-');
}

describe.each(machines)('the machine $name', ({ name, machine, text }) => {
  it('is valid Amazon States Language', async () => {
    expect(await aslErrors(name, text)).toEqual({ isValid: true, errors: '' });
  });

  it('has no state that nothing leads to', () => {
    const reached = new Set<string>([machine.StartAt]);
    for (const state of Object.values(machine.States)) {
      for (const next of [state.Next, state.Default, ...(state.Choices ?? []).map((c) => c.Next)]) {
        if (next) reached.add(next);
      }
      for (const { Next } of state.Catch ?? []) reached.add(Next);
    }

    expect(Object.keys(machine.States).filter((name) => !reached.has(name))).toEqual([]);
  });

  it('carries ids and routing words only', () => {
    const paths = [...text.matchAll(/"\$\.[^"]*"|"\$\$\.[^"]*"/g)].map((match) =>
      match[0].replaceAll('"', ''),
    );
    const allowed = /^\$\.(requestId|step(\.value\.next)?|fault(\.Error)?|Payload)$|^\$\$\.Task\.Token$/;

    expect(paths.filter((path) => !allowed.test(path))).toEqual([]);
  });
});

describe.each(tasks)('$machine: $state', ({ state, task }) => {
  it('bears the name of the folder that implements it, and calls that function', () => {
    expect(
      existsSync(join(root, 'functions', 'steps', folderOf(state), `${folderOf(state)}.handler.ts`)),
    ).toBe(true);
    expect(task.Parameters?.FunctionName).toBe(`\${${state.replaceAll(' ', '')}}`);
  });

  it('has a timeout and a bounded retry of all that may pass', () => {
    const first = task.Retry?.[0];

    expect(task.TimeoutSeconds).toBeGreaterThan(0);
    expect(first?.ErrorEquals).toEqual(expect.arrayContaining(['TryAgainError', ...lambdaErrors]));
    for (const retry of task.Retry ?? []) expect(retry.MaxAttempts).toBeLessThanOrEqual(40);
  });

  it('matches only errors that exist', () => {
    const named = [...(task.Retry ?? []), ...(task.Catch ?? [])].flatMap((rule) => rule.ErrorEquals);
    const ours = named.filter((name) => !/^(States|Lambda|Sandbox)\./.test(name));

    expect(ours.filter((name) => !errorNames.some((known) => known === name))).toEqual([]);
  });

  it('waits only where the log can answer', () => {
    if (!task.Resource?.endsWith('.waitForTaskToken')) return;

    expect(Object.keys(machineWaits)).toContain(folderOf(state));
    expect(Object.keys(task.Parameters?.Payload ?? {})).toEqual(['requestId.$', 'taskToken.$']);
  });
});

describe('every failure', () => {
  it('leads to a person: each Task catches what it does not know', () => {
    const loose = machines.flatMap(({ machine }) =>
      Object.entries(machine.States).filter(
        ([name, state]) =>
          state.Type === 'Task' &&
          name !== 'Report Trouble' &&
          state.Catch?.at(-1)?.ErrorEquals[0] !== 'States.ALL',
      ),
    );

    expect(loose.map(([name]) => name)).toEqual([]);
  });
});

describe('every folder of functions/steps', () => {
  it('is a state of some machine, or takes requests in', () => {
    const states = new Set(tasks.map(({ state }) => folderOf(state)));
    const folders = readdirSync(join(root, 'functions', 'steps'));

    expect(folders.filter((name) => !states.has(name))).toEqual(['intake', 'receive']);
  });
});

describe.each(rightNames.filter((right) => rights[right].carriedOut === 'opt-out'))(
  'the right %s, which a machine carries out without proof',
  (right) => {
    it('is driven by a machine that can reach neither proof nor decision', () => {
      const link = {
        requestId: 'dsr-0',
        seq: 1,
        at: '2026-03-05T09:00:00.000Z',
        commandId: 'received',
        prev: CHAIN_START,
      };
      const receipt = chainEvent(link, {
        type: 'received',
        data: {
          right,
          regimes: ['eu-gdpr'],
          channel: 'form',
          receivedAt: link.at,
          place: 'DE-BE',
          zone: 'Europe/Berlin',
          forWhom: 'self',
          relation: 'customer',
        },
        actor: { kind: 'requester' },
      });

      const driver = machines.find(({ name }) => name === machineFor(foldRequest([receipt])));

      const states = driver ? tasksOf(driver.machine.States).map(([name]) => name) : ['no machine'];
      expect(states.filter((name) => /Verify|Decision|machine/.test(name))).toEqual([]);
    });
  },
);
