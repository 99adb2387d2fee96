import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ListExecutionsCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { executionName } from '../../functions/casework/driver/ensure-driver';
import { wakeDriver } from '../../functions/casework/driver/wake';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import { allOf } from '../../functions/domain/log-entries';
import { referenceOf } from '../../functions/domain/reference';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { people } from '../../local/sample-shop/people';
import { startJourney } from './journey-desk';

jest.setTimeout(240_000);

let walk: DeskWalk;

beforeAll(async () => {
  walk = await startJourney();
});

afterAll(() => walk.desk.stop());

async function askAndProve(right: 'access' | 'erasure', { email }: { email: string }): Promise<string> {
  const id = await walk.ask({ right, email });
  await walk.prove(email);
  return id;
}

/**
 * Stops every execution of a request, through the API that an operator has. Returns how many were running.
 */
async function loseExecutions(requestId: string): Promise<number> {
  const sfn = new SFNClient({});
  let stopped = 0;
  for (const machine of ['data-subject-request', 'fulfil-access', 'fulfil-erasure', 'answer-by-person']) {
    const stateMachineArn = `${walk.desk.environment.MACHINE_ARN_PREFIX}${machine}`;
    const { executions = [] } = await sfn.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }),
    );
    for (const { executionArn, name } of executions.filter((e) => e.name?.startsWith(requestId))) {
      await sfn.send(new StopExecutionCommand({ executionArn }));
      stopped += name ? 1 : 0;
    }
  }
  return stopped;
}

/** The link to the task has expired by then; what counts here is that the log says it was answered. */
async function answerWithoutPage(id: string): Promise<void> {
  const data = {
    taskId: 'manual-access-support-mailbox',
    answer: 'nothing-held',
    staffId: 'jonas',
    uploads: 0,
  } as const;
  const actor = { kind: 'staff', id: 'jonas' } as const;
  await walk.desk.deps.register.append(id, 'answered', () => ({ type: 'task-answered', data, actor }));
  await wakeDriver(walk.desk.deps, id);
  await walk.desk.quiet();
}

function drivers(request: DataSubjectRequest): string[] {
  return allOf(request.log, 'workflow-started').map((e) => executionName(request.requestId, e.data.version));
}

describe('an execution that is lost while people are asked', () => {
  it('is replaced by the next version when the answer comes, which asks nobody twice [F04, F13]', async () => {
    const id = await askAndProve('access', people.tariq);
    expect(await loseExecutions(id)).toBe(1);

    await walk.answerTask('jonas@example.com', { answer: 'nothing-held' });

    const request = await walk.load(id);
    expect(request.status).toBe('awaiting-decision');
    expect(drivers(request)).toEqual([`${id}-v1`, `${id}-v2`]);
    expect(walk.mails('jonas@example.com')).toHaveLength(1);
    await loseExecutions(id);
    await walk.approve('alma@example.com');
    expect((await walk.load(id)).status).toBe('closed');
  });

  it('waits again with another token after the first has timed out [C05]', async () => {
    const id = await askAndProve('access', people.amina);
    const [first] = await walk.desk.deps.items.waits(id);

    await walk.desk.moveClock({ by: 'P14DT1H' });
    const [second] = await walk.desk.deps.items.waits(id);
    await answerWithoutPage(id);

    const request = await walk.load(id);
    expect(second?.taskToken).not.toBe(first?.taskToken);
    expect(request.status).toBe('awaiting-decision');
    expect(drivers(request)).toEqual([`${id}-v1`]);
  });

  it('is started again by npx rightsdesk redrive [F12]', async () => {
    const id = await askAndProve('access', people.zoe);
    const program = join(__dirname, '..', '..', 'bin', 'rightsdesk.cjs');
    const redrive = async () => {
      const env = { PATH: process.env.PATH, ...walk.desk.environment };
      const { stdout } = await promisify(execFile)(process.execPath, [program, 'redrive', referenceOf(id)], {
        env,
      });
      await walk.desk.quiet();
      return stdout.trim();
    };

    const atWork = await redrive();
    await loseExecutions(id);
    const lost = await redrive();

    expect(atWork).toBe(`${referenceOf(id)}: data-subject-request version 1 is running, or was redriven.`);
    expect(lost).toBe(`${referenceOf(id)}: data-subject-request was started again, version 2.`);
    expect(await loseExecutions(id)).toBe(1);
  });
});

describe('the watch', () => {
  it('does what is due once if two sweeps run at once, and late but completely after 26 hours without one [R09, C04]', async () => {
    const { email } = people.mehmetInHamburg;
    const id = await askAndProve('erasure', people.mehmetInHamburg);
    await walk.approve('alma@example.com');
    await loseExecutions(id);
    const noticed = await walk.load(id);
    expect(noticed.status).toBe('erasure-notice');

    walk.desk.clock.advance('PT26H');
    await Promise.all([walk.desk.sweep(), walk.desk.sweep()]);
    await walk.desk.quiet();
    await walk.answerTask('jonas@example.com', { answer: 'done' });
    walk.desk.clock.advance('PT26H');
    await Promise.all([walk.desk.sweep(), walk.desk.sweep()]);
    await walk.desk.quiet();

    const request = await walk.load(id);
    const commands = request.log.map((e) => e.commandId);
    const told = walk.mails(email).map((mail) => mail.subject);
    expect(request.status).toBe('closed');
    expect(commands).toEqual([...new Set(commands)]);
    expect(told).toEqual([...new Set(told)]);
    expect(allOf(request.log, 'erasure-planned')).toHaveLength(1);
  });
});
