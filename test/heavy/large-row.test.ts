import { Client } from 'pg';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { people } from '../../local/sample-shop/people';
import { readZip } from '../documents/read-zip';
import { startJourney } from '../journeys/journey-desk';

jest.setTimeout(600_000);

const MEGABYTES = 50;
const TEXT = 'A hundred letters of a review. '.repeat(Math.ceil((MEGABYTES * 1e6) / 31));

let walk: DeskWalk;
let database: Client;

beforeAll(async () => {
  walk = await startJourney();
  database = new Client({ connectionString: walk.desk.environment.SHOP_DATABASE_URL });
  await database.connect();
  await database.query('UPDATE reviews SET body = $1 WHERE customer_number = $2', [
    TEXT,
    people.lena.customerNumber,
  ]);
});

afterAll(async () => {
  await database.end();
  await walk.desk.stop();
});

async function reviews(): Promise<number> {
  const { rows } = await database.query('SELECT count(*) FROM reviews WHERE customer_number = $1', [
    people.lena.customerNumber,
  ]);
  return Number(rows[0]?.count);
}

describe('a row of fifty megabytes', () => {
  it('is given to its person, and the page to decide on stays small', async () => {
    const { email } = people.lena;
    await walk.ask({ right: 'access', email });
    await walk.prove(email);
    await walk.answerTask('jonas@example.com', { answer: 'nothing-held' });
    const visit = await walk.enter('alma@example.com', 'decide');
    await walk.act(visit, /^approve/i);
    const { entries } = await readZip((await walk.download(email)).bytes);

    expect(visit.page.html.length).toBeLessThan(200_000);
    expect([...entries.values()].some((file) => file.includes(TEXT))).toBe(true);
  });

  it('is erased', async () => {
    const { email } = people.lena;
    const id = await walk.ask({ right: 'erasure', email });
    await walk.prove(email);
    await walk.approve('alma@example.com');
    await walk.desk.moveClock({ by: 'P1DT1H' });
    await walk.answerTask('jonas@example.com', { answer: 'done' });
    await walk.desk.moveClock({ by: 'P2D' });

    expect((await walk.load(id)).status).toBe('closed');
    expect(await reviews()).toBe(0);
  });
});
