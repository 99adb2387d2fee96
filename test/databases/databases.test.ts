import { startPglite } from './pglite-server';
import { Tally } from './tally';
import { type Bench, openBench, tryCase } from './try-case';

jest.setTimeout(240_000);

/** As many as take a minute; `npm run test:databases` tries ten thousand. */
const CASES = 80;

describe('a request on a random database', () => {
  let server: Awaited<ReturnType<typeof startPglite>>;
  let bench: Bench;

  beforeAll(async () => {
    server = await startPglite();
    bench = await openBench(server.url, server.url);
  });

  afterAll(async () => {
    await bench.close();
    await server.stop();
  });

  it('is carried out and reported exactly, or stops before anything changes, and rarely stops without need', async () => {
    const tally = new Tally();
    for (let seed = 1; seed <= CASES; seed += 1) tally.add(await tryCase(bench, seed));

    expect(tally.holds() ? 'holds' : tally.text()).toBe('holds');
  });
});
