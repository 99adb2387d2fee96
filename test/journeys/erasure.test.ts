import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { Client } from 'pg';
import { replayErasures } from '../../functions/casework/replay/replay-erasures';
import type { Connector } from '../../functions/connectors/connector';
import { StoreUnavailableError } from '../../functions/connectors/connector';
import type { CompletionReport } from '../../functions/documents/completion-facts';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { openTasks } from '../../functions/domain/open-work';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { linesOf } from '../../local/demo/shop-lines';
import { people } from '../../local/sample-shop/people';
import { snapshotShop } from '../../local/sample-shop/snapshot-shop';
import { startJourney } from './journey-desk';

jest.setTimeout(180_000);

let walk: DeskWalk;

/** A wrapper that tests put around a store. */
const faults = { down: new Set<string>(), keeps: new Set<string>() };

function breakable(storeId: string, connector: Connector): Connector {
  const orDown = async () => {
    if (faults.down.has(storeId)) throw new StoreUnavailableError('it is down');
  };
  return {
    probe: () => orDown().then(() => connector.probe()),
    describe: () => connector.describe(),
    examine: () => connector.examine(),
    rehearse: (instructions) => connector.rehearse(instructions),
    match: (search, points) => connector.match(search, points),
    locate: (searches, cursor) => orDown().then(() => connector.locate(searches, cursor)),
    export: (rows) => connector.export(rows),
    confirmAbsent: (searches) => orDown().then(() => connector.confirmAbsent(searches)),
    correct: (corrections, look) => connector.correct(corrections, look),
    optOut: (searches, right) => orDown().then(() => connector.optOut(searches, right)),
    close: () => connector.close(),
    erase: async (instructions) => {
      await orDown();
      const kept = faults.keeps.has(storeId) ? instructions.slice(1) : instructions;
      return connector.erase(kept);
    },
  };
}

beforeAll(async () => {
  walk = await startJourney({ around: breakable });
});

afterAll(() => walk.desk.stop());

function shop(): Promise<Map<string, string>> {
  const { environment } = walk.desk;
  return snapshotShop({
    postgresUrl: environment.SHOP_DATABASE_URL ?? '',
    dynamo: new DynamoDBClient({}),
    s3: new S3Client({ forcePathStyle: true }),
  });
}

async function askToErase(person: { email: string }): Promise<string> {
  const id = await walk.ask({ right: 'erasure', email: person.email });
  await walk.prove(person.email);
  return id;
}

async function reportOf(id: string): Promise<CompletionReport> {
  return (await walk.desk.deps.objects.get(id, 'completion-report.json')) as CompletionReport;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** What a backup of the shop's database would hold. */
async function backUp(): Promise<void> {
  const database = new Client({ connectionString: walk.desk.environment.SHOP_DATABASE_URL });
  await database.connect();
  await database.query(
    `CREATE SCHEMA backup; CREATE TABLE backup.reviews AS SELECT to_jsonb(r) AS record FROM reviews r;
     CREATE TABLE backup.newsletter AS SELECT to_jsonb(n) AS record FROM newsletter n`,
  );
  await database.end();
}

describe('erasure', () => {
  it('erases what was approved, keeps what the law keeps and what is shared, touches nobody else’s data, and is proven by a second reading', async () => {
    await backUp();
    const before = await shop();
    const id = await askToErase(people.lena);
    const visit = await walk.enter('alma@example.com', 'decide');
    expect(visit.page.html).toContain('name="totp"');
    await walk.act(visit, /^approve/i);
    expect((await walk.load(id)).status).toBe('erasure-notice');
    expect(await shop()).toEqual(before);

    await walk.desk.moveClock({ by: 'P1DT1H' });
    await walk.answerTask('jonas@example.com', { answer: 'done' });

    const told = await walk.load(id);
    expect(walk.newestMail(people.lena.email).subject).toMatch(/keep most of it/);
    expect(told.status).toBe('fulfilling');
    await walk.desk.moveClock({ by: 'P2D' });
    const request = await walk.load(id);
    expect([request.status, request.outcome]).toEqual(['closed', 'partly-fulfilled']);
    const after = await shop();
    const gone = [...before.keys()].filter((key) => !after.has(key));
    const changed = [...before].filter(([key, line]) => after.has(key) && after.get(key) !== line);
    const hers = linesOf(before, [people.lena.customerNumber, people.lena.email]);
    const others = [...gone, ...changed.map(([key]) => key)].filter((key) => !hers.has(key));
    expect(gone.length).toBeGreaterThan(5);
    expect(others).toEqual([]);
    expect([...after.keys()].filter((key) => !before.has(key))).toEqual([]);
    const report = await reportOf(id);
    expect(report.complete).toBe(true);
    const mail = walk.lastMail(people.lena.email, /invoice/i);
    expect(mail.text).toMatch(/20\d\d/);
    expect(lastOf(request.log, 'store-read-again')).toBeDefined();
    const mailed = allOf(request.log, 'recipient-told').map((event) => event.data.recipientId);
    expect(mailed).toContain('eilpost');
    expect(mailed).not.toContain('kabelhaus');
    expect(mail.text?.replaceAll(/\s+/g, ' ')).toContain(
      "Kabelhaus Hosting GmbH, Frankfurt: not told, as it only keeps the shop's database for us",
    );
  });

  it('is replayed after a restore: what came back is erased again, and a person who became a customer again stays [F15]', async () => {
    const database = new Client({ connectionString: walk.desk.environment.SHOP_DATABASE_URL });
    await database.connect();
    await database.query(
      `INSERT INTO reviews SELECT r.* FROM backup.reviews, jsonb_populate_record(NULL::reviews, record) r
         WHERE r.id NOT IN (SELECT id FROM reviews);
       INSERT INTO newsletter SELECT n.* FROM backup.newsletter, jsonb_populate_record(NULL::newsletter, record) n
         WHERE n.email = '${people.lena.email}'`,
    );
    await database.end();

    const replayed = await all(replayErasures(walk.desk.deps));
    const again = await all(replayErasures(walk.desk.deps));

    expect(replayed.filter((r) => r.rows > 0)).toMatchObject([{ storeId: 'shop-database' }]);
    expect(again.filter((r) => r.rows > 0)).toEqual([]);
  });

  it('keeps the shared address row for the rest of the household', async () => {
    const id = await walk.ask({ right: 'access', email: people.tariq.email });
    await walk.prove(people.tariq.email);

    const found = allOf((await walk.load(id)).log, 'store-searched');
    expect(found.some((e) => e.data.rows > 0)).toBe(true);
  });
});

describe('a store that is down', () => {
  it('stops none of the others, is retried, and the request ends whole once it is back [F05]', async () => {
    faults.down.add('files');
    const id = await askToErase(people.mehmetInKreuzberg);
    const waiting = await walk.load(id);
    expect(allOf(waiting.log, 'store-searched').map((e) => e.data.storeId)).toEqual(
      expect.arrayContaining(['shop-database']),
    );
    expect(waiting.status).toBe('locating');

    faults.down.delete('files');
    await walk.desk.moveClock({ by: 'PT7H' });

    expect((await walk.load(id)).status).toBe('awaiting-decision');
  });

  it('is given up three days before the date, and the requester learns what is done, what is missing and why [F09]', async () => {
    const id = await askToErase(people.zoe);
    await walk.approve('alma@example.com');
    faults.down.add('profiles');
    await walk.desk.moveClock({ by: 'P1DT1H' });
    // Jonas answers on the day he is asked, since a day or two later the request no longer waits for him.
    for (let day = 0; day < 31 && openTasks(await walk.load(id)).length === 0; day += 1)
      await walk.desk.moveClock({ by: 'P1D' });
    await walk.answerTask('jonas@example.com', { answer: 'nothing-held' });

    const request = await walk.load(id);
    const mail = walk.newestMail(people.zoe.email);
    faults.down.delete('profiles');
    expect(lastOf(request.log, 'stores-given-up')?.data.storeIds).toEqual(['profiles']);
    expect(allOf(request.log, 'store-erased').map((e) => e.data.storeId)).toEqual(
      expect.arrayContaining(['shop-database', 'files']),
    );
    expect(mail.text).toContain('Profiles and sessions');
    expect((await reportOf(id)).complete).toBe(false);
  });
});

describe('a row that cannot be erased', () => {
  it('makes the request incomplete: it goes to a person [F08]', async () => {
    const id = await askToErase(people.mehmetInHamburg);
    await walk.approve('alma@example.com');
    faults.keeps.add('shop-database');

    await walk.desk.moveClock({ by: 'P1DT1H' });

    const request = await walk.load(id);
    faults.keeps.delete('shop-database');
    expect(lastOf(request.log, 'erasure-drifted')?.data).toMatchObject({
      storeId: 'shop-database',
      reason: 'left-over',
    });
    expect(request.status).toBe('with-staff');
    expect(walk.newestMail('alma@example.com').text).toMatch(/eras/i);
  });
});
