import { ensureDriver, executionName } from '../../../functions/casework/driver/ensure-driver';
import { ensureAllDrivers } from '../../../functions/casework/driver/reconcile';
import { wakeDriver } from '../../../functions/casework/driver/wake';
import { anEvent, aRequest, reaching, type Step } from '../../domain/a-log';
import { MemoryItems } from '../../fakes/memory-items';
import { MemoryRegister } from '../../fakes/memory-register';
import { MemoryWorkflow } from '../../fakes/memory-workflow';
import { testClock } from '../../fakes/test-clock';

const ID = 'dsr-000000000001';
const machine = 'data-subject-request';
const asked = reaching['awaiting-decision'];

function aDriver(...steps: readonly Step[]) {
  const register = new MemoryRegister({ clock: testClock(), nextCheckAt: () => undefined });
  register.logs.set(ID, [...aRequest(...steps).log]);
  return { register, items: new MemoryItems(), workflow: new MemoryWorkflow() };
}

const names = (deps: { workflow: MemoryWorkflow }) =>
  deps.workflow.started.map((e) => `${e.machine} ${e.name}`);

describe('the driver of a request', () => {
  it('is started once however many callers ask at once, and its version is logged before the start', async () => {
    const deps = aDriver(...asked);
    const seen: number[] = [];
    const workflow = Object.create(deps.workflow) as MemoryWorkflow;
    workflow.start = async (...args) => {
      seen.push((await deps.register.load(ID)).log.filter((e) => e.type === 'workflow-started').length);
      return deps.workflow.start(...args);
    };

    await Promise.all(Array.from({ length: 8 }, () => ensureDriver({ ...deps, workflow }, ID)));

    expect(names(deps)).toEqual([`${machine} ${ID}-v1`]);
    expect(seen.every((n) => n === 1)).toBe(true);
  });

  it('receives the id of its request and nothing else', async () => {
    const deps = aDriver(...asked);

    await ensureDriver(deps, ID);

    expect(deps.workflow.started[0]?.input).toEqual({ requestId: ID });
  });

  it('is left alone while it runs', async () => {
    const deps = aDriver(...asked);
    await ensureDriver(deps, ID);

    await ensureDriver(deps, ID);

    expect(names(deps)).toHaveLength(1);
  });

  it('is started again under the same name if the start was lost after the log was written', async () => {
    const deps = aDriver(...asked, anEvent('workflow-started', { machine, version: 1 }));

    await ensureDriver(deps, ID);

    expect(names(deps)).toEqual([`${machine} ${ID}-v1`]);
  });

  it('is the next version once the last one has ended', async () => {
    const deps = aDriver(...asked);
    await ensureDriver(deps, ID);
    deps.workflow.end(executionName(ID, 1));

    await ensureDriver(deps, ID);

    expect(names(deps).at(-1)).toBe(`${machine} ${ID}-v2`);
  });

  it('does not reuse the name of an execution whose start a restore removed from the log', async () => {
    const lost = ['workflow-started', 'mailed', 'workflow-started'].map((type, at) => ({
      seq: 50 + at,
      hash: String(at).repeat(64),
      type,
      hour: '2026-11-24T09',
    }));
    const deps = aDriver(
      ...asked,
      anEvent('history-lost', { lost }),
      anEvent('history-settled', { way: 'go-on' }),
    );
    for (const version of [1, 2]) {
      await deps.workflow.start(machine, executionName(ID, version), { requestId: ID });
      deps.workflow.end(executionName(ID, version));
    }

    await ensureDriver(deps, ID);
    deps.workflow.end(executionName(ID, 3));
    await ensureDriver(deps, ID);

    expect(names(deps).slice(2)).toEqual([`${machine} ${ID}-v3`, `${machine} ${ID}-v4`]);
  });

  it('is one machine even if two readers of the log would start different ones', async () => {
    const deps = aDriver(...asked);
    const stale = await deps.register.load(ID);
    await deps.register.append(ID, 'decide', () => anEvent('decided'));
    await ensureDriver(deps, ID);
    const register = Object.create(deps.register) as MemoryRegister;
    register.load = async () => stale;

    await ensureDriver({ ...deps, register }, ID);

    expect(names(deps)).toEqual([`fulfil-erasure ${ID}-v1`]);
  });

  it('is none for a request that is closed or not proven yet', async () => {
    const [waiting, closed] = [aDriver('received'), aDriver('received', 'closed')];

    await ensureDriver(waiting, ID);
    await ensureDriver(closed, ID);

    expect([...names(waiting), ...names(closed)]).toEqual([]);
  });
});

describe('waking a driver', () => {
  it('starts the next version if the token is dead', async () => {
    const deps = aDriver(...asked);
    await ensureDriver(deps, ID);
    await deps.items.saveWait(ID, 'ask-decision', 'token');
    deps.workflow.kill('token');
    deps.workflow.end(executionName(ID, 1));
    await deps.register.append(ID, 'decide', () => anEvent('decided', { decision: 'refused' }));

    await wakeDriver(deps, ID);

    expect(names(deps)).toEqual([`${machine} ${ID}-v1`, `answer-by-person ${ID}-v2`]);
    expect(await deps.items.waits(ID)).toEqual([]);
  });

  it('keeps the token of a wait without an answer, and that of an unknown wait', async () => {
    const deps = aDriver(...asked);
    await ensureDriver(deps, ID);
    await deps.items.saveWait(ID, 'ask-decision', 'token');
    await deps.items.saveWait(ID, 'something-else', 'other');

    await wakeDriver(deps, ID);

    expect((await deps.items.waits(ID)).map((w) => w.taskToken).sort()).toEqual(['other', 'token']);
    expect(deps.workflow.answered).toEqual([]);
  });

  it('loses nothing if the waking call is lost: the next call wakes it [F04]', async () => {
    const deps = aDriver(...asked);
    await deps.items.saveWait(ID, 'ask-decision', 'token');
    await deps.register.append(ID, 'decide', () => anEvent('decided'));
    const workflow = Object.create(deps.workflow) as MemoryWorkflow;
    workflow.succeed = async () => {
      throw new Error('lost on the way');
    };
    await wakeDriver({ ...deps, workflow }, ID).catch(() => undefined);

    await wakeDriver(deps, ID);

    expect(deps.workflow.answered).toEqual([{ taskToken: 'token', output: { next: 'fulfil' } }]);
  });
});

describe('after a loss of all executions', () => {
  it('every open request gets a new driver from the register alone, and no closed one does', async () => {
    const deps = aDriver(...asked);
    const other = (id: string, ...steps: readonly Step[]) =>
      deps.register.logs.set(
        id,
        aRequest(...steps).log.map((e) => ({ ...e, requestId: id })),
      );
    other(
      'dsr-000000000002',
      'received',
      'handed-to-staff',
      anEvent('workflow-started', { machine: 'answer-by-person', version: 4 }),
    );
    other('dsr-000000000003', ...asked, 'decided');
    other('dsr-000000000004', 'received', 'closed');
    other('dsr-000000000005', 'received');

    const looked = await ensureAllDrivers(deps);

    expect(looked).toBe(4);
    expect(names(deps).sort()).toEqual([
      'answer-by-person dsr-000000000002-v4',
      `${machine} dsr-000000000001-v1`,
      'fulfil-erasure dsr-000000000003-v1',
    ]);
  });
});
