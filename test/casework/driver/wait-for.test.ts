import { waitFor } from '../../../functions/casework/driver/wait-for';
import { wakeDriver } from '../../../functions/casework/driver/wake';
import { RequestEndedError } from '../../../functions/domain/errors';
import { machineFor, machineWaits, type WaitName } from '../../../functions/domain/machine';
import { anEvent, aRequest, reaching, type Step, toFulfilling } from '../../domain/a-log';
import { MemoryItems } from '../../fakes/memory-items';
import { MemoryRegister } from '../../fakes/memory-register';
import { MemoryWorkflow } from '../../fakes/memory-workflow';
import { testClock } from '../../fakes/test-clock';

const ID = 'dsr-000000000001';

function aDriver(...steps: readonly Step[]) {
  const register = new MemoryRegister({ clock: testClock(), nextCheckAt: () => undefined });
  register.logs.set(ID, [...aRequest(...steps).log]);
  return { register, items: new MemoryItems(), workflow: new MemoryWorkflow() };
}

const asked = [...reaching['awaiting-decision']];
const input = { requestId: ID, taskToken: 'token' };
const answer = { taskToken: 'token', output: { next: 'fulfil' } };

describe('a task that waits', () => {
  it('returns at once an answer given before it waits, and asks nobody', async () => {
    const deps = aDriver(...toFulfilling);
    const told: string[] = [];

    await waitFor(deps, 'ask-decision', input, { ask: async (r) => void told.push(r.requestId) });

    expect(deps.workflow.answered).toEqual([answer]);
    expect([told, await deps.items.waits(ID)]).toEqual([[], []]);
  });

  it('sees an answer that arrives between its two reads', async () => {
    const deps = aDriver(...asked);
    const ask = async () => void (await deps.register.append(ID, 'decide', () => anEvent('decided')));

    await waitFor(deps, 'ask-decision', input, { ask });

    expect(deps.workflow.answered).toEqual([answer]);
    expect(await deps.items.waits(ID)).toEqual([]);
  });

  it('is woken by an answer that arrives later', async () => {
    const deps = aDriver(...asked);
    await waitFor(deps, 'ask-decision', input);
    const before = [...deps.workflow.answered];
    await deps.register.append(ID, 'decide', () => anEvent('decided'));

    await wakeDriver(deps, ID);

    expect([before, deps.workflow.answered]).toEqual([[], [answer]]);
    expect(await deps.items.waits(ID)).toEqual([]);
    expect(deps.workflow.started).toEqual([]);
  });

  it('stores its token before it asks, so that even the quickest answer finds it', async () => {
    const deps = aDriver(...asked);
    const known: unknown[] = [];

    await waitFor(deps, 'ask-decision', input, {
      ask: async () => void known.push(...(await deps.items.waits(ID))),
    });

    expect(known).toEqual([{ wait: 'ask-decision', taskToken: 'token' }]);
  });

  it('records its question before it looks for the answer, so that a decision of an earlier round does not count', async () => {
    const deps = aDriver('received', 'identity-verified', 'identifiers-asked', 'identifiers-lapsed');
    const note = async () =>
      void (await deps.register.append(ID, 'again', () => anEvent('identifiers-asked')));

    await waitFor(deps, 'ask-identifiers', input, { record: note });

    expect(deps.workflow.answered).toEqual([]);
  });

  it('completes one token once, although both waiter and waker see the answer', async () => {
    const deps = aDriver(...asked);
    const ask = async () => {
      await deps.register.append(ID, 'decide', () => anEvent('decided'));
      await wakeDriver(deps, ID);
    };

    await waitFor(deps, 'ask-decision', input, { ask });

    expect(deps.workflow.answered).toEqual([answer]);
  });

  it('keeps no token of an earlier attempt', async () => {
    const deps = aDriver(...asked);
    await waitFor(deps, 'ask-decision', input);
    await waitFor(deps, 'ask-decision', { ...input, taskToken: 'retry' });
    await deps.register.append(ID, 'decide', () => anEvent('decided'));

    await wakeDriver(deps, ID);

    expect(deps.workflow.answered.map((a) => a.taskToken)).toEqual(['retry']);
  });

  it('ends quietly if the request is closed, and records nothing', async () => {
    const deps = aDriver('received', 'closed');
    const never = async () => {
      throw new Error('asked');
    };

    await waitFor(deps, 'ask-decision', input, { record: never, ask: never });

    expect(deps.workflow.answered).toEqual([{ taskToken: 'token', output: { next: 'ended' } }]);
  });

  it('throws that the request ended if it is closed while the task asks', async () => {
    const deps = aDriver(...asked);
    const register = Object.create(deps.register) as typeof deps.register;
    const items = Object.create(deps.items) as typeof deps.items;
    items.saveWait = async () => void (await deps.register.append(ID, 'close', () => anEvent('closed')));
    const ask = async () => {
      if ((await register.load(ID)).status === 'closed') throw new RequestEndedError('closed');
    };

    await expect(waitFor({ ...deps, items }, 'ask-decision', input, { ask })).rejects.toThrow(
      RequestEndedError,
    );
  });
});

describe('the answer that each wait gets', () => {
  const erasure = [...toFulfilling];
  const down = [...reaching.locating, 'store-unavailable'] as Step[];
  const paused = [...erasure, 'erasure-noticed', 'erasure-paused', 'handed-to-staff'] as Step[];
  const cases: readonly (readonly [WaitName, string, readonly Step[], string | undefined])[] = [
    ['verify-identity', 'nothing was proven', ['received'], undefined],
    ['verify-identity', 'the person proved it', reaching.locating, 'verified'],
    ['verify-identity', 'a person took over', reaching['with-staff'], 'by-person'],
    ['await-stores', 'a store is down', down, undefined],
    ['await-stores', 'it is to be tried again', [...down, 'stores-retried'], 'go-on'],
    ['await-stores', 'it was given up', [...down, 'stores-given-up'], 'go-on'],
    [
      'await-stores',
      'it failed again after that',
      [...down, 'stores-retried', 'store-unavailable'],
      undefined,
    ],
    ['ask-identifiers', 'the person has not answered', reaching['awaiting-identifiers'], undefined],
    [
      'ask-identifiers',
      'the person has answered',
      [...reaching['awaiting-identifiers'], 'identifiers-given'],
      'go-on',
    ],
    ['ask-manual-stores', 'somebody has not looked', [...reaching.locating, 'task-asked'], undefined],
    [
      'ask-manual-stores',
      'everybody has looked',
      [...reaching.locating, 'task-asked', 'task-answered'],
      'go-on',
    ],
    ['ask-decision', 'nobody has decided', asked, undefined],
    ['ask-decision', 'it was approved', erasure, 'fulfil'],
    ['ask-decision', 'it was refused', [...asked, anEvent('decided', { decision: 'refused' })], 'refused'],
    [
      'ask-decision',
      'it was handed over',
      [...asked, anEvent('decided', { decision: 'handed-over' })],
      'by-person',
    ],
    [
      'ask-manual-stores',
      'everybody has looked, and a person took over',
      [...reaching.locating, 'task-asked', 'handed-to-staff', 'task-answered'],
      'by-person',
    ],
    ['hand-to-staff', 'nobody has finished it', reaching['with-staff'], undefined],
    [
      'hand-to-staff',
      'it was refused, and nobody need do anything',
      [...asked, anEvent('decided', { decision: 'refused' })],
      'finished',
    ],
    ['hand-to-staff', 'somebody finished it', [...reaching['with-staff'], 'staff-finished'], 'finished'],
    ['give-notice', 'the notice runs', [...erasure, 'erasure-noticed'], undefined],
    ['give-notice', 'the notice is over', [...erasure, 'erasure-noticed', 'erasure-notice-ended'], 'go-on'],
    ['give-notice', 'the person paused it', paused, 'by-person'],
    ['give-notice', 'staff let it go on, and it runs again', [...paused, 'erasure-resumed'], undefined],
    ['await-second-reading', 'the day has not come', [...erasure, 'store-erased'], undefined],
    ['await-second-reading', 'the day has come', [...erasure, 'store-erased', 'second-reading-due'], 'go-on'],
    ['await-second-reading', 'only people erased', [...erasure, 'task-asked', 'task-answered'], 'go-on'],
  ];

  it.each(cases)('%s, when %s', (wait, _, steps, next) => {
    expect(machineWaits[wait](aRequest(...steps))?.next).toBe(next);
  });

  it.each(Object.keys(machineWaits) as WaitName[])(
    '%s ends when the request is withdrawn or closed',
    (wait) => {
      expect(machineWaits[wait](aRequest('received', 'withdrawn'))).toEqual({ next: 'ended' });
      expect(machineWaits[wait](aRequest(...asked, 'closed'))).toEqual({ next: 'ended' });
    },
  );
});

describe('the machine that a log calls for', () => {
  const staff = anEvent('received', { channel: 'staff' });
  const access = anEvent('received', { right: 'access' });
  const optOut = anEvent('received', { right: 'marketing-objection' });
  it.each([
    ['none before the proof of a request from the form', ['received'], undefined],
    ['the first for one that staff entered', [staff], 'data-subject-request'],
    ['the first while it is searched', reaching.locating, 'data-subject-request'],
    ['the one of erasures after the approval', toFulfilling, 'fulfil-erasure'],
    ['the one of copies after the approval', [access, ...toFulfilling.slice(1)], 'fulfil-access'],
    [
      'the one of people after a refusal',
      [...asked, anEvent('decided', { decision: 'refused' })],
      'answer-by-person',
    ],
    [
      'the one of people when one of them takes over',
      [...toFulfilling, 'handed-to-staff'],
      'answer-by-person',
    ],
    [
      'the one of people after a withdrawal',
      [...toFulfilling, 'erasure-noticed', 'withdrawn'],
      'answer-by-person',
    ],
    ['its own for an opt-out, though a person takes over', [optOut, 'handed-to-staff'], 'carry-out-opt-out'],
    ['none when it is closed', [...toFulfilling, 'closed'], undefined],
    [
      'the first when an approval lies before a late proof',
      [
        ...toFulfilling,
        'handed-to-staff',
        anEvent('closed', { outcome: 'unverified' }),
        'reopened',
        'identity-verified',
      ],
      'data-subject-request',
    ],
  ] as readonly (readonly [string, readonly Step[], string | undefined])[])('is %s', (_, steps, machine) => {
    expect(machineFor(aRequest(...steps))).toBe(machine);
  });
});
