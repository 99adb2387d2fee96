import type { DeskWalk } from '../../local/demo/desk-walk';
import { startJourney } from './journey-desk';
import { type SqliteShop, sqliteShop } from './sqlite-shop/sqlite-shop';

jest.setTimeout(120_000);

describe('a desk whose only store is a SQLite file', () => {
  let shop: SqliteShop;
  let walk: DeskWalk;

  beforeAll(async () => {
    shop = sqliteShop();
    walk = await startJourney({ config: shop.config, sample: false });
  });

  afterAll(async () => {
    await walk.desk.stop();
    shop.database.close();
  });

  it('gives a person a copy of their rows and of nobody else’s', async () => {
    await walk.ask({ right: 'access', email: 'ida@example.com' });
    await walk.prove('ida@example.com');
    await walk.approve('alma@example.com');

    const { bytes } = await walk.download('ida@example.com');

    expect(bytes.length).toBeGreaterThan(500);
  });

  it('erases a person’s rows after the notice, reads them again and closes the request', async () => {
    const omar = shop.lines('bookings').filter((line) => line.includes('"id":11'));
    const id = await walk.ask({ right: 'erasure', email: 'ida@example.com' });
    await walk.prove('ida@example.com');
    await walk.approve('alma@example.com');
    await walk.desk.moveClock({ by: 'P1DT1H' });
    await walk.desk.moveClock({ by: 'P2D' });

    expect([shop.lines('visitors').length, shop.lines('bookings')]).toEqual([1, omar]);
    expect(await walk.load(id)).toMatchObject({ outcome: 'fulfilled' });
  });
});
