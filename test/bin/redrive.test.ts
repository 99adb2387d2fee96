import { redrive, requestIdOf } from '../../bin/commands/redrive';
import { chainEvent } from '../../functions/adapters/event-chain';
import { UnknownRequestError } from '../../functions/domain/errors';
import type { LoggedEvent } from '../../functions/domain/events';
import { foldRequest } from '../../functions/domain/fold-request';
import type { RequestRegister, Workflow } from '../../functions/domain/ports';
import { aLog } from './log-register';

const requestId = 'dsr-aaaabbbbcccc';
const receivedAt = '2026-03-05T09:00:00.000Z';

/** One request whose executions may be lost. */
function aDesk(log: LoggedEvent[]) {
  const running = new Set<string>();
  const register: Pick<RequestRegister, 'load' | 'append'> = {
    load: async (id) => {
      if (id !== requestId) throw new UnknownRequestError('unknown');
      return foldRequest(log);
    },
    append: async (_, commandId, decide) => {
      const event = decide(foldRequest(log));
      const link = {
        requestId,
        seq: log.length + 1,
        at: receivedAt,
        commandId,
        prev: log.at(-1)?.hash ?? '',
      };
      if (event) log.push(chainEvent(link, event));
      return foldRequest(log);
    },
  };
  const workflow: Workflow = {
    start: async (_, name) => void running.add(name),
    state: async (_, name) => (running.has(name) ? 'running' : 'ended'),
    succeed: async () => false,
  };
  const deps = { register: register as RequestRegister, workflow };
  return { deps, running };
}

describe('redrive', () => {
  it('starts the next version of an execution that was lost [F12]', async () => {
    const { deps, running } = aDesk(aLog({ requestId, receivedAt }));
    await redrive(deps, requestId);
    running.clear();

    const words = await redrive(deps, requestId);

    expect(words).toBe('DSR-AAAA-BBBB-CCCC: data-subject-request was started again, version 2.');
    expect([...running]).toEqual(['dsr-aaaabbbbcccc-v2']);
  });

  it('changes nothing when the execution is running', async () => {
    const { deps, running } = aDesk(aLog({ requestId, receivedAt }));
    await redrive(deps, requestId);

    const words = await redrive(deps, requestId);

    expect(words).toContain('version 1 is running');
    expect([...running]).toEqual(['dsr-aaaabbbbcccc-v1']);
  });

  it('starts nothing for a closed request', async () => {
    const closed = { at: receivedAt, outcome: 'fulfilled' } as const;
    const { deps, running } = aDesk(aLog({ requestId, receivedAt, closed }));

    const words = await redrive(deps, requestId);

    expect(words).toBe('DSR-AAAA-BBBB-CCCC is closed: no state machine drives it, so nothing was started.');
    expect(running.size).toBe(0);
  });

  it('says so when there is no such request', async () => {
    const { deps } = aDesk(aLog({ requestId, receivedAt }));

    await expect(redrive(deps, 'dsr-xxxx')).rejects.toThrow('the register has no request DSR-XXXX');
  });

  it.each(['DSR-AAAA-BBBB-CCCC', 'dsr-aaaabbbbcccc', 'AAAA-BBBB-CCCC', 'aaaabbbbcccc'])(
    'understands %s',
    (name) => {
      expect(requestIdOf(name)).toBe(requestId);
    },
  );
});
