import { firstChainFault } from '../../functions/adapters/event-chain';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import { NotAllowedError, UnknownRequestError } from '../../functions/domain/errors';
import type { EventData, NewEvent } from '../../functions/domain/events';
import type { AuditReader } from '../../functions/domain/evidence-store';
import type { ListRange, RequestRegister } from '../../functions/domain/ports';
import type { RequestList } from '../../functions/domain/request-list';

export interface RegisterKind {
  readonly name: string;
  /** An empty register whose index uses `nextCheckAt`. */
  open(
    nextCheckAt: (request: DataSubjectRequest) => string | undefined,
    dueOnOf?: (request: DataSubjectRequest) => string,
  ): Promise<OpenRegister>;
}

export interface OpenRegister {
  readonly register: RequestRegister & AuditReader;
  close(): Promise<void>;
}

const actor = { kind: 'desk' } as const;

const receipt: NewEvent = {
  type: 'received',
  data: {
    right: 'access',
    regimes: ['eu-gdpr'],
    channel: 'form',
    receivedAt: '2026-11-24T09:00:00.000Z',
    place: 'DE-BE',
    zone: 'Europe/Berlin',
    forWhom: 'self',
    relation: 'customer',
  },
  sealed: 'ciphertext',
  actor: { kind: 'requester' },
};

const verification: NewEvent = { type: 'identity-verified', data: { method: 'mailbox' }, actor };

function reminder(what: string): NewEvent {
  return { type: 'reminded', data: { what }, actor };
}

/** The next check moves by a day with each reminder, and there is none once verified. */
function nextCheckAt(request: DataSubjectRequest): string | undefined {
  if (request.status !== 'awaiting-verification') return undefined;
  const reminders = request.log.filter((event) => event.type === 'reminded').length;
  return `2026-12-${String(1 + reminders).padStart(2, '0')}T08:00:00.000Z`;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** The guarantees on which the desk relies, for every implementation of the register. */
export function requestRegisterContract(kind: RegisterKind): void {
  describe(`${kind.name} keeps the contract of a request register`, () => {
    let world: OpenRegister;
    let register: OpenRegister['register'];

    beforeEach(async () => {
      world = await kind.open(nextCheckAt);
      register = world.register;
    });

    afterEach(() => world.close());

    it('returns a request that was opened, with its ciphertext', async () => {
      await register.open('dsr-a', 'received', receipt);

      const request = await register.load('dsr-a');

      expect(request.status).toBe('awaiting-verification');
      expect(request.log).toHaveLength(1);
      expect(request.log[0]).toMatchObject({ seq: 1, commandId: 'received', sealed: 'ciphertext' });
    });

    it('opens a request once, however often the form arrives', async () => {
      await register.open('dsr-a', 'received', receipt);
      await register.open('dsr-a', 'received', receipt);
      await register.open('dsr-a', 'received-again', receipt);

      expect((await register.load('dsr-a')).log).toHaveLength(1);
    });

    it('says that a request is unknown', async () => {
      expect(await register.find('dsr-nobody')).toBeUndefined();
      await expect(register.load('dsr-nobody')).rejects.toThrow(UnknownRequestError);
      await expect(register.append('dsr-nobody', 'x', () => verification)).rejects.toThrow(
        UnknownRequestError,
      );
      expect(await register.history('dsr-nobody')).toEqual([]);
    });

    it('writes a command once and does not decide it again', async () => {
      await register.open('dsr-a', 'received', receipt);
      let asked = 0;
      const decide = () => {
        asked += 1;
        return verification;
      };

      await register.append('dsr-a', 'verify', decide);
      const again = await register.append('dsr-a', 'verify', decide);

      expect(asked).toBe(1);
      expect(again.status).toBe('locating');
      expect(again.log).toHaveLength(2);
    });

    it('writes nothing when there is nothing to do', async () => {
      await register.open('dsr-a', 'received', receipt);

      const request = await register.append('dsr-a', 'nothing', () => undefined);

      expect(request.log).toHaveLength(1);
    });

    it('refuses what the table of moves forbids, and leaves the log unchanged', async () => {
      await register.open('dsr-a', 'received', receipt);

      const forbidden = register.append('dsr-a', 'ask', () => ({
        type: 'decision-asked',
        data: { manifestVersion: 1 },
        actor,
      }));

      await expect(forbidden).rejects.toThrow(NotAllowedError);
      expect((await register.load('dsr-a')).log).toHaveLength(1);
    });

    it('throws what the decision throws', async () => {
      await register.open('dsr-a', 'received', receipt);

      const thrown = register.append('dsr-a', 'x', () => {
        throw new RangeError('of its own');
      });

      await expect(thrown).rejects.toThrow(RangeError);
    });

    it('loses no command if fifty arrive at once, and decides each on the newest log', async () => {
      await register.open('dsr-a', 'received', receipt);
      const commands = Array.from({ length: 50 }, (_, at) => `remind-${at}`);

      await Promise.all(commands.map((id) => register.append('dsr-a', id, () => reminder(id))));
      const log = await register.history('dsr-a');

      expect(log.map((event) => event.seq)).toEqual(Array.from({ length: 51 }, (_, at) => at + 1));
      expect(new Set(log.map((event) => event.commandId)).size).toBe(51);
      expect(firstChainFault(log)).toBeUndefined();
    });

    it('lets one of two commands win if each may only be first', async () => {
      await register.open('dsr-a', 'received', receipt);
      const once = (what: string) => (request: DataSubjectRequest) =>
        request.log.some((event) => event.type === 'reminded') ? undefined : reminder(what);

      await Promise.all(['a', 'b', 'c'].map((id) => register.append('dsr-a', id, once(id))));

      expect((await register.load('dsr-a')).log.filter((event) => event.type === 'reminded')).toHaveLength(1);
    });

    it('lists what is due, when it is due and not before', async () => {
      await register.open('dsr-a', 'received', receipt);

      const before = await all(register.due('2026-12-01T07:59:59.999Z'));
      const then = await all(register.due('2026-12-01T08:00:00.000Z'));

      expect(before).toEqual([]);
      expect(then).toMatchObject([{ requestId: 'dsr-a', nextCheckAt: '2026-12-01T08:00:00.000Z' }]);
    });

    it('lists what has been due for weeks', async () => {
      await register.open('dsr-a', 'received', receipt);

      expect(await all(register.due('2027-02-01T08:00:00.000Z'))).toMatchObject([{ requestId: 'dsr-a' }]);
    });

    it('moves the check when the log moves it, and removes it if there is none', async () => {
      await register.open('dsr-a', 'received', receipt);
      await register.append('dsr-a', 'remind', () => reminder('first'));
      const [later] = await all(register.due('2026-12-31T00:00:00.000Z'));
      await register.append('dsr-a', 'verify', () => verification);
      const none = await all(register.due('2026-12-31T00:00:00.000Z'));

      expect(later?.nextCheckAt).toBe('2026-12-02T08:00:00.000Z');
      expect(none).toEqual([]);
    });

    it('keeps a settled check if the log wants it', async () => {
      await register.open('dsr-a', 'received', receipt);
      const [due] = await all(register.due('2026-12-31T00:00:00.000Z'));

      if (due) await register.settle(due);

      expect(await all(register.due('2026-12-31T00:00:00.000Z'))).toMatchObject([
        { requestId: 'dsr-a', nextCheckAt: '2026-12-01T08:00:00.000Z' },
      ]);
    });

    it('knows nothing of a forgotten request, and continues with all others', async () => {
      for (const id of ['dsr-a', 'dsr-b']) await register.open(id, 'received', receipt);
      await register.append('dsr-a', 'remind', () => reminder('first'));

      await register.forget('dsr-a');
      await register.forget('dsr-a');

      expect([await register.find('dsr-a'), await register.history('dsr-a')]).toEqual([undefined, []]);
      await expect(register.load('dsr-a')).rejects.toThrow(UnknownRequestError);
      const lists = [
        register.requestIds(),
        register.slice(0, 1),
        register.summaries(),
        register.due('2027-01-01T00:00:00.000Z'),
      ];
      for (const list of lists) {
        const ids = (await all<string | { requestId: string }>(list)).map((one) =>
          typeof one === 'string' ? one : one.requestId,
        );
        expect(ids).toEqual(['dsr-b']);
      }
      expect((await register.load('dsr-b')).log).toHaveLength(1);
    });

    describe('has lists, in which', () => {
      const ids = async (list: RequestList, range: ListRange = {}) =>
        (await all(register.listed(list, range))).map(({ requestId }) => requestId);
      const close = (id: string) =>
        register.append(id, 'close', () => ({ type: 'closed', data: { outcome: 'unverified' }, actor }));

      it('every request is in exactly one, from its first entry to the last', async () => {
        for (const id of ['dsr-a', 'dsr-b']) await register.open(id, 'received', receipt);
        const first = [await ids('open'), await ids('ended')];
        await close('dsr-a');
        const then = [await ids('open'), await ids('ended')];
        await register.append('dsr-a', 'reopen', () => ({
          type: 'reopened',
          data: { because: 'proof-given-late' },
          actor,
        }));

        expect([...first, ...then].map((list) => list.sort())).toEqual([
          ['dsr-a', 'dsr-b'],
          [],
          ['dsr-b'],
          ['dsr-a'],
        ]);
        expect([(await ids('open')).sort(), await ids('ended')]).toEqual([['dsr-a', 'dsr-b'], []]);
        expect(await ids('restricted')).toEqual([]);
      });

      it('stands what a list shows', async () => {
        await register.open('dsr-a', 'received', receipt);
        await close('dsr-a');

        expect(await all(register.listed('ended'))).toEqual([
          {
            requestId: 'dsr-a',
            right: 'access',
            outcome: 'unverified',
            receivedAt: '2026-11-24T09:00:00.000Z',
            zone: 'Europe/Berlin',
            since: expect.stringMatching(/^2026-11-24T/),
          },
        ]);
      });

      it('the newest come first, as many as are asked for, since when is asked for', async () => {
        for (const day of [21, 23, 22]) {
          const receivedAt = `2026-11-${day}T09:00:00.000Z`;
          const data = { ...(receipt.data as EventData['received']), receivedAt };
          await register.open(`dsr-${day}`, 'received', { ...receipt, data } as NewEvent);
        }

        expect(await ids('open')).toEqual(['dsr-23', 'dsr-22', 'dsr-21']);
        expect(await ids('open', { most: 2 })).toEqual(['dsr-23', 'dsr-22']);
        expect(await ids('open', { since: '2026-11-22T09:00:00.000Z' })).toEqual(['dsr-23', 'dsr-22']);
      });

      it('nothing is left of a forgotten request', async () => {
        await register.open('dsr-a', 'received', receipt);
        await close('dsr-a');
        await register.forget('dsr-a');

        expect([await ids('open'), await ids('ended')]).toEqual([[], []]);
      });
    });

    it('covers every request in slices, each once', async () => {
      const ids = Array.from({ length: 12 }, (_, at) => `dsr-${at}`);
      for (const id of ids) await register.open(id, 'received', receipt);

      const slices = await Promise.all([0, 1, 2].map((part) => all(register.slice(part, 3))));

      expect(slices.flat().sort()).toEqual([...ids].sort());
    });

    it('summarises by due date, also if nothing else changes', async () => {
      const dated = await kind.open(
        () => '2026-12-01T08:00:00.000Z',
        ({ log }) => `2026-12-0${log.length}`,
      );
      const dueOn = async () => (await all(dated.register.summaries())).map((one) => one.dueOn);
      await dated.register.open('dsr-a', 'received', receipt);
      const first = await dueOn();
      await dated.register.append('dsr-a', 'remind', () => reminder('requester'));

      const then = await dueOn();

      await dated.close();
      expect([first, then]).toEqual([['2026-12-01'], ['2026-12-02']]);
    });

    it('summarises every request in its current state', async () => {
      await register.open('dsr-a', 'received', receipt);
      await register.open('dsr-b', 'received', receipt);
      await register.append('dsr-b', 'verify', () => verification);
      await register.append('dsr-b', 'close', () => ({
        type: 'closed',
        data: { outcome: 'nothing-found' },
        actor,
      }));

      const summaries = await all(register.summaries());

      expect(summaries.sort((a, b) => (a.requestId < b.requestId ? -1 : 1))).toEqual([
        {
          requestId: 'dsr-a',
          status: 'awaiting-verification',
          right: 'access',
          receivedAt: '2026-11-24T09:00:00.000Z',
          nextCheckAt: '2026-12-01T08:00:00.000Z',
        },
        {
          requestId: 'dsr-b',
          status: 'closed',
          outcome: 'nothing-found',
          right: 'access',
          receivedAt: '2026-11-24T09:00:00.000Z',
        },
      ]);
    });
  });
}
