import { DeleteCommand, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { inOneCall } from '../../functions/adapters/call-context';
import { dynamoRequestRegister } from '../../functions/adapters/dynamo-request-register';
import { firstChainFault } from '../../functions/adapters/event-chain';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import { NotAllowedError } from '../../functions/domain/errors';
import type { NewEvent } from '../../functions/domain/events';
import type { RequestSummary } from '../../functions/domain/ports';
import { DropAnswer, FailCall, type WireCall } from '../../local/aws/call-hooks';
import { FaultPlan } from '../../local/aws/fault-plan';
import { deskTables } from '../../local/desk/create-tables';
import { type WireTables, wireTables } from './dynalite-table';

jest.setTimeout(120_000);

const requestId = 'dsr-000000000001';
const clock = { now: () => '2026-11-24T09:00:00.000Z' };

const receipt: NewEvent = {
  type: 'received',
  data: {
    right: 'access',
    regimes: ['eu-gdpr'],
    channel: 'form',
    receivedAt: clock.now(),
    place: 'DE-BE',
    zone: 'Europe/Berlin',
    forWhom: 'self',
    relation: 'customer',
  },
  sealed: 'ciphertext',
  actor: { kind: 'requester' },
};

function fail(isMeant: boolean): void {
  if (isMeant) throw new FailCall();
}

function reminder(what: string): NewEvent {
  return { type: 'reminded', data: { what }, actor: { kind: 'desk' } };
}

/** A check on the tenth until a reminder brings it forward to the second. */
function nextCheckAt(request: DataSubjectRequest): string {
  return request.log.some((e) => e.type === 'reminded')
    ? '2026-12-02T08:00:00.000Z'
    : '2026-12-10T08:00:00.000Z';
}

async function dueIds(tables: WireTables, until: string): Promise<string[]> {
  const register = registerOn(tables.direct);
  const ids: string[] = [];
  for await (const due of register.due(until)) ids.push(due.requestId);
  return ids;
}

function registerOn(client: WireTables['client'], pause?: (ms: number) => Promise<void>) {
  const patience = pause ? { pause } : {};
  return dynamoRequestRegister({ client, table: deskTables.REGISTER_TABLE, clock, nextCheckAt, ...patience });
}

describe('fifty writers at once, each of whose answers is dropped once', () => {
  it('appends each command once, without a gap, and the chain holds', async () => {
    const dropped = new Set<string>();
    let puts = 0;
    const tables = await wireTables({
      afterCall: (call) => {
        if (call.operation !== 'PutItem') return;
        puts += 1;
        if (puts % 2 === 0 && dropped.size < 50) {
          dropped.add(String(call.n));
          throw new DropAnswer('lost on the way');
        }
      },
    });
    const register = registerOn(tables.client);
    await register.open(requestId, 'received', receipt);
    const commands = Array.from({ length: 50 }, (_, i) => `command-${i}`);

    await Promise.all(commands.map((id) => register.append(requestId, id, () => reminder(id))));

    const log = await registerOn(tables.direct).history(requestId);
    await tables.close();
    expect(dropped.size).toBe(50);
    expect(log).toHaveLength(51);
    expect(log.map((e) => e.seq)).toEqual(Array.from({ length: 51 }, (_, i) => i + 1));
    expect(new Set(log.map((e) => e.commandId))).toEqual(new Set(['received', ...commands]));
    expect(firstChainFault(log)).toBeUndefined();
  });
});

describe('a register that has read a log', () => {
  it('asks only for the last entry that it knows and what came since, and sees what another wrote', async () => {
    const tables = await wireTables();
    const asked: string[] = [];
    tables.client.middlewareStack.add(
      (next) => (args) => {
        asked.push(/":from":"E#0*(\d+)/.exec(JSON.stringify(args.input))?.[1] ?? 'put');
        return next(args);
      },
      { step: 'initialize' },
    );
    const [register, another] = [registerOn(tables.client), registerOn(tables.direct)];
    await register.open(requestId, 'received', receipt);
    await register.append(requestId, 'mine', () => reminder('mine'));
    await another.append(requestId, 'theirs', () => reminder('theirs'));

    const { log } = await register.load(requestId);

    await tables.close();
    expect(log.map((e) => e.commandId)).toEqual(['received', 'mine', 'theirs']);
    expect(asked.filter((from) => from !== 'put')).toEqual(['1', '2']);
  });

  it('reads it anew after a restore to an earlier day, and leaves no gap behind what is gone', async () => {
    const tables = await wireTables();
    const [register, another] = [registerOn(tables.client), registerOn(tables.direct)];
    await register.open(requestId, 'received', receipt);
    for (const id of ['a', 'b', 'c']) await register.append(requestId, id, () => reminder(id));
    for (const sk of ['E#000003', 'E#000004'])
      await tables.direct.send(
        new DeleteCommand({ TableName: deskTables.REGISTER_TABLE, Key: { requestId, sk } }),
      );
    await another.append(requestId, 'other', () => reminder('other'));

    const { log } = await register.append(requestId, 'mine', () => reminder('mine'));

    await tables.close();
    expect(log.map((e) => e.commandId)).toEqual(['received', 'a', 'other', 'mine']);
    expect(firstChainFault(log)).toBeUndefined();
  });
});

describe('the summary of a request', () => {
  it('is written once when it was announced as it is, and again when an outcome is taken back', async () => {
    const tables = await wireTables();
    let updates = 0;
    tables.client.middlewareStack.add(
      (next, context) => (args) => {
        updates += context.commandName?.startsWith('Update') ? 1 : 0;
        return next(args);
      },
      { step: 'initialize' },
    );
    const register = dynamoRequestRegister({
      client: tables.client,
      table: deskTables.REGISTER_TABLE,
      clock,
      nextCheckAt: (request) => `${request.status === 'closed' ? '2029' : '2026'}-12-10T08:00:00.000Z`,
    });
    const actor = { kind: 'desk' } as const;
    await register.open(requestId, 'received', receipt);
    const afterOpening = updates;
    await register.append(requestId, 'close', () => ({
      type: 'closed',
      data: { outcome: 'unverified' },
      actor,
    }));
    await register.append(requestId, 'open', () => ({
      type: 'reopened',
      data: { because: 'proof-given-late' },
      actor,
    }));

    const summaries: RequestSummary[] = [];
    for await (const one of register.summaries()) summaries.push(one);
    const [summary] = summaries;

    await tables.close();
    expect(afterOpening).toBe(1);
    expect(summary).toMatchObject({ status: 'awaiting-verification' });
    expect(summary?.outcome).toBeUndefined();
  });
});

describe('index before event', () => {
  it('shows the watch a check that was brought forward, even if the writer dies before the event', async () => {
    const plan = new FaultPlan({ mode: 'crash-before', nth: 1, operation: 'PutItem' });
    let armed = false;
    const tables = await wireTables({
      beforeCall: (call) => (armed ? plan.beforeCall(call) : undefined),
      afterCall: (call) => (armed ? plan.afterCall(call) : undefined),
    });
    const register = registerOn(tables.client);
    await register.open(requestId, 'received', receipt);
    expect(await dueIds(tables, '2026-12-02T09:00:00.000Z')).toEqual([]);
    armed = true;

    const append = register.append(requestId, 'remind', () => reminder('first'));

    await expect(append).rejects.toThrow();
    expect(await registerOn(tables.direct).history(requestId)).toHaveLength(1);
    expect(await dueIds(tables, '2026-12-02T09:00:00.000Z')).toEqual([requestId]);
    await tables.close();
  });

  it('makes an early check exact again once the watch has looked, unless a newer writer announced one', async () => {
    const tables = await wireTables();
    const register = registerOn(tables.client);
    await register.open(requestId, 'received', receipt);
    const early = { requestId, nextCheckAt: '2026-12-01T00:00:00.000Z', announcedSeq: 7 };

    await register.settle(early);

    const summary = await tables.direct.send(
      new GetCommand({ TableName: deskTables.REGISTER_TABLE, Key: { requestId, sk: 'SUMMARY' } }),
    );
    await tables.close();
    expect(summary.Item).toMatchObject({ nextCheckAt: '2026-12-10T08:00:00.000Z', announcedSeq: 7 });
  });
});

/** What DynamoDB does, some days after the instant: it removes what has expired, in any order. */
async function removeExpired({ direct }: WireTables, by: string): Promise<void> {
  const TableName = deskTables.REGISTER_TABLE;
  const { Items = [] } = await direct.send(new ScanCommand({ TableName, ConsistentRead: true }));
  for (const { requestId: id, sk, ttl } of Items)
    if (typeof ttl === 'number' && ttl <= Date.parse(by) / 1000)
      await direct.send(new DeleteCommand({ TableName, Key: { requestId: id, sk } }));
}

/** A client whose process ends at the nth update. */
function endingAt({ direct }: WireTables, nth: number): WireTables['client'] {
  let updates = 0;
  return new Proxy(direct, {
    get: (client, name) =>
      name === 'send'
        ? (command: { readonly constructor: { readonly name: string } }) => {
            if (command.constructor.name === 'UpdateCommand') updates += 1;
            if (updates >= nth) throw new Error('the process is gone');
            return client.send(command as never);
          }
        : Reflect.get(client, name),
  });
}

describe('a request that is being forgotten when the process ends', () => {
  it.each([1, 2, 3, 4, 5])(
    'is whole, and found by the next round, or gone, weeks later: at update %i',
    async (nth) => {
      const tables = await wireTables();
      try {
        const register = registerOn(tables.direct);
        await register.open(requestId, 'received', receipt);
        for (const what of ['one', 'two']) await register.append(requestId, what, () => reminder(what));
        await registerOn(endingAt(tables, nth))
          .forget(requestId)
          .catch(() => undefined);

        await removeExpired(tables, '2026-12-22T09:00:00.000Z');

        const after = registerOn(tables.direct);
        const seqs = (await after.history(requestId)).map(({ seq }) => seq);
        const slice: string[] = [];
        for await (const id of after.slice(0, 1)) slice.push(id);
        // Three entries and the summary.
        expect([seqs, slice]).toEqual(nth <= 4 ? [[1, 2, 3], [requestId]] : [[], []]);
        await after.forget(requestId);
        expect(await after.find(requestId)).toBeUndefined();
      } finally {
        await tables.close();
      }
    },
  );
});

describe('one call of a function', () => {
  async function counting() {
    const counts: Record<string, number> = {};
    const tables = await wireTables({
      beforeCall: ({ operation }) => {
        counts[operation] = (counts[operation] ?? 0) + 1;
      },
    });
    return { tables, counts, own: registerOn(tables.client), other: registerOn(tables.direct) };
  }

  it('reads a log once, however often it loads it and appends to it', async () => {
    const { tables, counts, own, other } = await counting();
    await other.open(requestId, 'received', receipt);

    const log = await inOneCall(async () => {
      await own.load(requestId);
      await own.append(requestId, 'remind-1', () => reminder('first'));
      await own.append(requestId, 'remind-2', () => reminder('second'));
      return (await own.load(requestId)).log;
    });

    await tables.close();
    expect(log.map(({ commandId }) => commandId)).toEqual(['received', 'remind-1', 'remind-2']);
    expect([counts.Query, counts.PutItem]).toEqual([1, 2]);
  });

  it('writes a new request without a look whether there is one', async () => {
    const { tables, counts, own } = await counting();

    const { log } = await inOneCall(() => own.open(requestId, 'received', receipt));

    await tables.close();
    expect(log.map(({ commandId }) => commandId)).toEqual(['received']);
    expect(counts).toEqual({ UpdateItem: 1, PutItem: 1 });
  });

  it('opens what is there already as it is, and what was only announced before a crash', async () => {
    const { tables, own, other } = await counting();
    await other.open(requestId, 'received', receipt);
    await other.append(requestId, 'remind', () => reminder('first'));
    const [second, sk] = ['dsr-000000000002', 'SUMMARY'];
    const summary = { requestId: second, sk, inList: 'open', inListSince: '2026', announcedSeq: 1 };
    await tables.direct.send(new PutCommand({ TableName: deskTables.REGISTER_TABLE, Item: summary }));

    const logs = await inOneCall(async () => [
      await own.open(requestId, 'received', receipt),
      await own.open(second, 'received', receipt),
    ]);

    await tables.close();
    expect(logs.map(({ log }) => log.length)).toEqual([2, 1]);
  });

  it('shows a request as before that was received again, although the log cannot be read', async () => {
    const failsToRead = { beforeCall: ({ operation }: WireCall) => fail(operation === 'Query') };
    const tables = await wireTables(failsToRead);
    const Key = { requestId, sk: 'SUMMARY' };
    const shown = () => tables.direct.send(new GetCommand({ TableName: deskTables.REGISTER_TABLE, Key }));
    const other = registerOn(tables.direct);
    await other.open(requestId, 'received', receipt);
    await other.append(requestId, 'remind', () => reminder('first'));
    const before = (await shown()).Item;

    const opening = inOneCall(() => registerOn(tables.client).open(requestId, 'received', receipt));

    await expect(opening).rejects.toThrow();
    const after = (await shown()).Item;
    await tables.close();
    expect(before).toBeDefined();
    expect(after).toEqual(before);
  });

  it('recalls what it has read although it has written elsewhere since', async () => {
    const { tables, counts, own, other } = await counting();
    await other.open(requestId, 'received', receipt);

    await inOneCall(async () => {
      await own.load(requestId);
      await own.open('dsr-000000000002', 'received', receipt);
      await own.recall(requestId);
    });

    await tables.close();
    expect(counts.Query).toBe(1);
  });

  it('decides again where somebody else has written since it read', async () => {
    const { tables, own, other } = await counting();
    await other.open(requestId, 'received', receipt);
    const once = (now: DataSubjectRequest) =>
      now.log.some(({ type }) => type === 'reminded') ? undefined : reminder('own');

    const after = await inOneCall(async () => {
      await own.load(requestId);
      await other.append(requestId, 'other', () => reminder('other'));
      return own.append(requestId, 'own', once);
    });

    await tables.close();
    expect(after.log.map(({ commandId }) => commandId)).toEqual(['received', 'other']);
  });

  it.each([
    ['there is nothing to do', () => undefined],
    [
      'it is not allowed',
      () => {
        throw new NotAllowedError('no-such-move');
      },
    ],
  ])('believes that %s only of the newest log', async (_, refusal) => {
    const { tables, own, other } = await counting();
    await other.open(requestId, 'received', receipt);

    const after = await inOneCall(async () => {
      await own.load(requestId);
      await other.append(requestId, 'other', () => reminder('other'));
      return own.append(requestId, 'own', ({ log }) => (log.length === 1 ? refusal() : reminder('own')));
    });

    await tables.close();
    expect(after.log.map(({ commandId }) => commandId)).toEqual(['received', 'other', 'own']);
  });

  it('sees what others wrote when it reads again, and once it has written elsewhere', async () => {
    const { tables, own, other } = await counting();
    await other.open(requestId, 'received', receipt);

    const lengths = await inOneCall(async () => {
      const lengthOf = async (request: Promise<DataSubjectRequest>) => (await request).log.length;
      const first = await lengthOf(own.load(requestId));
      await other.append(requestId, 'other-1', () => reminder('other'));
      const again = await lengthOf(own.reload(requestId));
      await other.append(requestId, 'other-2', () => reminder('other'));
      await own.open('dsr-000000000002', 'received', receipt);
      return [first, again, await lengthOf(own.load(requestId))];
    });

    await tables.close();
    expect(lengths).toEqual([1, 2, 3]);
  });
});
