import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstChainFault } from '../../functions/adapters/event-chain';
import { allOf } from '../../functions/domain/log-entries';
import { SeededRandom } from '../../local/sample-shop/seeded-random';
import { snapshotShop } from '../../local/sample-shop/snapshot-shop';
import { type Ending, PatientPeople } from '../journeys/faults/patient-people';
import { addShopper, aShopper, type Shopper } from '../journeys/faults/shopper';
import { SigkillDesk } from './sigkill-desk';

jest.setTimeout(900_000);

/** At least this many kills, and more until this many have hit work in flight. */
const KILLS = 20;
const HITS = 15;
/** The next event follows within about this time. */
const LATEST_MS = 20;

const directory = mkdtempSync(join(tmpdir(), 'rightsdesk-kill-'));
const desk = new SigkillDesk(directory, 30_000 + (process.pid % 2_000));
const shoppers = Array.from({ length: 8 }, (_, n) => aShopper(n + 1));
const endings: { who: Shopper; ending: Ending }[] = [];
let before: Map<string, string>;
let after: Map<string, string>;

const hits = () => desk.kills.filter((kill) => kill.cutOff.length > 0 || kill.pageCut);

/** Eight people, each with a request, take turns; at least twenty of the turns are interrupted. */
beforeAll(async () => {
  await desk.start();
  for (const who of shoppers) await addShopper(desk.shop, who);
  before = await snapshotShop(desk.shop);
  const random = new SeededRandom(20);
  const people = shoppers.map((who, n) => ({
    who,
    acts: new PatientPeople(desk, { right: n % 2 ? 'erasure' : 'access', email: who.email }),
  }));
  for (const { who, acts } of people) {
    while (!(await acts.isDone()) && (await acts.ending()).turns < 60) {
      if (desk.kills.length < KILLS || hits().length < HITS)
        desk.killDuringNext({ events: random.between(1, 2), afterMs: random.between(0, LATEST_MS) });
      await acts.turn();
    }
    endings.push({ who, ending: await acts.ending() });
  }
  after = await snapshotShop(desk.shop);
});

afterAll(async () => {
  await desk.kill();
  rmSync(directory, { recursive: true, force: true });
});

describe('kill -9, twenty times or more', () => {
  it('hits at least fifteen times while work is in flight', () => {
    const cutOff = desk.kills.filter((kill) => kill.cutOff.length > 0);
    const slowest = Math.max(...desk.kills.map((kill) => kill.readyAfterMs));

    console.log(
      `${desk.kills.length} kills: ${hits().length} with work in flight (${cutOff.length} with a log that went on by itself after the restart); slowest restart ${slowest} ms`,
    );
    expect(desk.kills.length).toBeGreaterThanOrEqual(KILLS);
    expect(hits().length).toBeGreaterThanOrEqual(HITS);
  });

  it('lets every request reach its end', () => {
    const ends = endings.map(({ ending }) => [ending.request?.status, ending.request?.outcome]);

    expect(ends).toEqual(shoppers.map(() => ['closed', 'partly-fulfilled']));
  });

  it('leaves every log whole and its chain valid', async () => {
    for (const { ending } of endings) {
      const log = await desk.register.history(ending.request?.requestId ?? '');
      const commands = log.map((event) => event.commandId);

      expect(firstChainFault(log)).toBeUndefined();
      expect(new Set(commands).size).toBe(commands.length);
    }
  });

  it('sends each mail at least once and at most twice, and then identically', () => {
    for (const { who, ending } of endings) {
      const keys = ending.request ? allOf(ending.request.log, 'mailed') : [];
      const mails = desk.running.aws.mails.list().filter((mail) => mail.to.includes(who.email));
      const contents = mails.map((mail) => `${mail.subject} ${mail.text} ${mail.html}`);

      expect(new Set(contents).size).toBeGreaterThanOrEqual(
        keys.filter((e) => e.data.to === 'requester').length,
      );
      for (const content of contents) expect(contents.filter((c) => c === content).length).toBeLessThan(3);
    }
  });

  it('touches nobody who did not ask', () => {
    const mine = (text: string) =>
      shoppers.some((who) => text.includes(String(who.id)) || text.includes(who.email)) &&
      !text.includes('c-other');
    const others = [...before].filter(([key, line]) => !mine(`${key} ${line}`));

    expect(others.filter(([key, line]) => after.get(key) !== line).map(([key]) => key)).toEqual([]);
    expect([...after.keys()].filter((key) => !before.has(key))).toEqual([]);
  });

  it('kills the database as well, which comes back whole', async () => {
    const lived = desk.databaseLives;

    await desk.kill();

    expect([lived, desk.databaseLives]).toEqual([true, false]);
    await desk.start();
    expect((await snapshotShop(desk.shop)).size).toBe(after.size);
  });
});
