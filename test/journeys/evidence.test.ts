import { S3Client } from '@aws-sdk/client-s3';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoRequestRegister } from '../../functions/adapters/dynamo-request-register';
import { s3Evidence } from '../../functions/adapters/s3-evidence';
import { lastOf } from '../../functions/domain/log-entries';
import { referenceOf } from '../../functions/domain/reference';
import { verifyEvidence } from '../../functions/watch/audit/verify-evidence';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { deskTables } from '../../local/desk/create-tables';
import { people } from '../../local/sample-shop/people';
import { straightClients } from './faults/shopper';
import { startJourney } from './journey-desk';

jest.setTimeout(300_000);

const { email } = people.lena;
let walk: DeskWalk;
let tables: DynamoDBDocumentClient;
let id: string;

const damage = () =>
  walk
    .mails('alma@example.com')
    .map(({ subject }) => subject)
    .filter((subject) => /^(Entries of|The record|The clock)/.test(subject));

function verify() {
  const clock = walk.desk.clock;
  const register = dynamoRequestRegister({
    client: tables,
    table: deskTables.REGISTER_TABLE,
    clock,
    nextCheckAt: () => undefined,
  });
  const evidence = s3Evidence({ s3: new S3Client({}), bucket: 'rightsdesk-evidence' });
  return verifyEvidence({ register, evidence, now: clock.now() });
}

beforeAll(async () => {
  walk = await startJourney();
  tables = DynamoDBDocumentClient.from(straightClients(walk.desk).dynamo);
  id = await walk.ask({ right: 'access', email });
  await walk.prove(email);
  await walk.answerTask('jonas@example.com', { answer: 'nothing-held' });
  await walk.desk.moveClock({ by: 'PT3H' });
});

afterAll(() => walk.desk.stop());

async function itemsOf(requestId: string) {
  const { Items = [] } = await tables.send(
    new QueryCommand({
      TableName: deskTables.REGISTER_TABLE,
      KeyConditionExpression: 'requestId = :id AND begins_with(sk, :e)',
      ExpressionAttributeValues: { ':id': requestId, ':e': 'E#' },
    }),
  );
  return Items;
}

describe('a desk at work', () => {
  it('has intact evidence, and reports no damage', async () => {
    const report = await verify();

    expect(report.faults).toEqual([]);
    expect(report.anchors).toBeGreaterThan(0);
    expect(damage()).toEqual([]);
  });

  it('reports at the next sweep that a request lost entries, asks for no decision, and stops', async () => {
    const items = await itemsOf(id);
    const asked = walk.mails('alma@example.com').filter(({ subject }) => subject.includes('decision')).length;
    for (const { sk } of items.slice(4))
      await tables.send(
        new DeleteCommand({ TableName: deskTables.REGISTER_TABLE, Key: { requestId: id, sk } }),
      );

    await walk.desk.moveClock({ by: 'PT10M' });

    const { log } = await walk.load(id);
    expect(damage()).toEqual(['Entries of requests are missing: do not decide anything yet']);
    expect(walk.mails('alma@example.com').at(-1)?.text).toContain(referenceOf(id));
    expect(lastOf(log, 'history-lost')?.data.lost.length).toBe(items.length - 4);
    expect(walk.mails('alma@example.com').filter(({ subject }) => subject.includes('decision'))).toHaveLength(
      asked,
    );
  });

  it('reports within a day that an entry was rewritten', async () => {
    const other = await walk.ask({ right: 'access', email: people.lena.email });
    await walk.desk.moveClock({ by: 'PT2H' });
    const [first] = await itemsOf(other);
    const body = String(first?.body).replace('"relation":"customer"', '"relation":"employee"');
    await tables.send(new PutCommand({ TableName: deskTables.REGISTER_TABLE, Item: { ...first, body } }));

    await walk.desk.moveClock({ by: 'P1D' });

    expect(damage()).toContain('The record of requests is not what it was');
    expect(
      walk
        .mails('alma@example.com')
        .map(({ text }) => text)
        .join('\n'),
    ).toContain(`${other}: entry 1 was changed after it was written`);
  });
});
