import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoRequestRegister } from '../../functions/adapters/dynamo-request-register';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import type { NewEvent } from '../../functions/domain/events';
import type { RequestList } from '../../functions/domain/request-list';
import { FaultPlan } from '../../local/aws/fault-plan';
import { deskTables } from '../../local/desk/create-tables';
import { type WireTables, wireTables } from './dynalite-table';

jest.setTimeout(120_000);

const TableName = deskTables.REGISTER_TABLE;
const clock = { now: () => '2026-11-24T09:00:00.000Z' };
const actor = { kind: 'desk' } as const;
const id = 'dsr-000000000001';

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
  actor: { kind: 'requester' },
};
const closing: NewEvent = { type: 'closed', data: { outcome: 'unverified' }, actor };
const reopening: NewEvent = { type: 'reopened', data: { because: 'proof-given-late' }, actor };

/** A closed request is checked sooner than an open one, so that opening it again brings no check forward. */
function nextCheckAt({ status }: DataSubjectRequest): string {
  return status === 'closed' ? '2026-11-25T08:00:00.000Z' : '2026-12-10T08:00:00.000Z';
}

function registerOn(client: WireTables['client']) {
  return dynamoRequestRegister({ client, table: TableName, clock, nextCheckAt });
}

async function idsOf({ direct }: WireTables, list: RequestList): Promise<string[]> {
  const ids: string[] = [];
  for await (const { requestId } of registerOn(direct).listed(list)) ids.push(requestId);
  return ids.sort();
}

describe('the list of open requests', () => {
  it.each([
    ['opened', [] as NewEvent[], 'open'],
    ['opened again', [receipt, closing], 'append'],
  ])('has a request that is being %s, even if the writer dies before the event', async (_, before, act) => {
    const plan = new FaultPlan({ mode: 'crash-before', nth: 1, operation: 'PutItem' });
    const tables = await wireTables({
      beforeCall: (c) => plan.beforeCall(c),
      afterCall: (c) => plan.afterCall(c),
    });
    const sound = registerOn(tables.direct);
    for (const event of before)
      await (event === receipt ? sound.open(id, 'r', event) : sound.append(id, 'c', () => event));
    const dying = registerOn(tables.client);

    const writing =
      act === 'open' ? dying.open(id, 'received', receipt) : dying.append(id, 'again', () => reopening);

    await expect(writing).rejects.toThrow();
    expect(await idsOf(tables, 'open')).toEqual([id]);
    await tables.close();
  });

  it('keeps a request whose end is not written yet', async () => {
    const plan = new FaultPlan({ mode: 'crash-before', nth: 1, operation: 'PutItem' });
    const tables = await wireTables({
      beforeCall: (c) => plan.beforeCall(c),
      afterCall: (c) => plan.afterCall(c),
    });
    await registerOn(tables.direct).open(id, 'received', receipt);

    await expect(registerOn(tables.client).append(id, 'close', () => closing)).rejects.toThrow();

    expect([await idsOf(tables, 'open'), await idsOf(tables, 'ended')]).toEqual([[id], []]);
    await tables.close();
  });
});

describe('what an older version wrote', () => {
  const summary = { status: 'locating', right: 'access', receivedAt: clock.now() };

  it.each([
    ['open', summary, 'open'],
    ['open, with nothing that can be read', {}, 'open'],
    ['ended', { ...summary, status: 'closed', outcome: 'fulfilled' }, 'ended'],
    ['a restriction that was granted', { ...summary, status: 'closed', right: 'restriction' }, 'restricted'],
    ['a refused one', { ...summary, status: 'closed', right: 'restriction', outcome: 'refused' }, 'ended'],
  ] as const)('is listed by a scan, also where its log is damaged: %s', async (_, facts, list) => {
    const tables = await wireTables();
    await tables.direct.send(
      new PutCommand({ TableName, Item: { requestId: id, sk: 'SUMMARY', exactSeq: 9, ...facts } }),
    );
    const before = await idsOf(tables, list);

    for await (const _one of registerOn(tables.direct).slice(0, 1));

    expect([before, await idsOf(tables, list)]).toEqual([[], [id]]);
    await tables.close();
  });

  it('is listed by its log once the watch has looked at it', async () => {
    const tables = await wireTables();
    const register = registerOn(tables.direct);
    await register.open(id, 'received', receipt);
    await register.append(id, 'close', () => closing);
    const UpdateExpression = 'REMOVE inList, inListSince, #zone';
    const names = { ExpressionAttributeNames: { '#zone': 'zone' } };
    const Key = { requestId: id, sk: 'SUMMARY' };
    await tables.direct.send(new UpdateCommand({ TableName, Key, UpdateExpression, ...names }));

    await register.settle({ requestId: id, nextCheckAt: clock.now(), announcedSeq: 0 });

    for await (const listed of register.listed('ended'))
      expect(listed).toMatchObject({ requestId: id, zone: 'Europe/Berlin', since: clock.now() });
    expect(await idsOf(tables, 'ended')).toEqual([id]);
    await tables.close();
  });
});

describe('fifty of a thousand ended requests', () => {
  it('are read alone, by one query and no scan', async () => {
    const operations: string[] = [];
    const tables = await wireTables({ beforeCall: ({ operation }) => void operations.push(operation) });
    for (let n = 0; n < 1_000; n += 1)
      await tables.direct.send(
        new PutCommand({
          TableName,
          Item: {
            ...{ requestId: `dsr-${n}`, sk: 'SUMMARY', status: 'closed', right: 'access' },
            ...{ inList: 'ended', inListSince: `2026-11-24T09:00:00.${String(n).padStart(3, '0')}Z` },
          },
        }),
      );

    const newest: string[] = [];
    for await (const one of registerOn(tables.client).listed('ended', { most: 50 }))
      newest.push(one.requestId);

    await tables.close();
    expect([newest.length, newest[0], newest.at(-1)]).toEqual([50, 'dsr-999', 'dsr-950']);
    expect(operations).toEqual(['Query']);
  });
});
