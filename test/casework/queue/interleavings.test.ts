import { hasHappened } from '../../../functions/domain/data-subject-request';
import { aDesk } from '../../builders/a-desk';
import { aMap } from '../../builders/a-map';
import { aForm, received, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { aWatch, type Watch } from '../../watch/a-watch';
import { packageOf, prove, run, step } from './two-requests';

jest.setTimeout(300_000);

const SEEDS = 200;

const desk = aDesk({ stores: aDesk().stores.filter(({ kind }) => kind !== 'manual') });
const completeCopyTexts = ['Lamp Aurora', 'Lamp Borealis', 'cataract'];

/** Numbers from 0 to 1 that a seed makes repeatable (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function eventLoopTurns(n: number): Promise<void> {
  for (let i = 0; i < n; i += 1) await new Promise((done) => setImmediate(done));
}

interface Race {
  readonly watch: Watch;
  readonly roll: () => number;
  /** The events in order. */
  readonly order: string[];
}

/** A request after its proof: one step at a time, now and then interrupted or begun twice. */
async function driveRandomly({ watch, roll, order }: Race, requestId: string, name: string): Promise<void> {
  const { world } = watch;
  await eventLoopTurns(Math.floor(roll() * (roll() < 0.3 ? 1500 : 60)));
  await prove(world, requestId);
  order.push(`${name} proven`);
  for (let n = 0; n < 8; n += 1) {
    await eventLoopTurns(Math.floor(roll() * 40));
    const { log, status } = await world.register.load(requestId);
    if (status === 'fulfilling' && log.some((e) => e.type === 'erasure-notice-ended'))
      order.push(`${name} erases`);
    const twice = roll() < 0.3 ? 2 : 1;
    await Promise.all(Array.from({ length: twice }, () => step(world, requestId)));
  }
}

async function outage({ watch, roll }: Race): Promise<void> {
  await eventLoopTurns(Math.floor(roll() * 200));
  const store = watch.world.connectors[roll() < 0.5 ? 'shop' : 'profiles'];
  if (!store) return;
  store.down = true;
  await eventLoopTurns(Math.floor(roll() * 200));
  store.down = roll() < 0.3;
}

const finalStatuses = ['answered', 'closed'];

/** All stores are up again, and days pass. */
async function runToEnd({ watch }: Race, ids: readonly string[]): Promise<void> {
  for (const store of Object.values(watch.world.connectors)) store.down = false;
  for (let day = 0; day < 12; day += 1) {
    const stands = [];
    for (const id of ids) stands.push(await run(watch.world, id));
    if (stands.every((at) => finalStatuses.includes(at))) return;
    await watch.days(1);
  }
}

function rowsLeft(world: World): number {
  const orders = world.connectors.shop?.rows.get('orders') ?? [];
  const profiles = world.connectors.profiles?.rows.get('profiles') ?? [];
  return orders.filter((row) => row.customer_id === mia.id).length + profiles.length;
}

async function race(seed: number) {
  const roll = randomFrom(seed);
  const running: Race = { watch: aWatch({ desk, map: aMap({ sensitive: true }) }), roll, order: [] };
  const { world } = running.watch;
  const access = await received(world, aForm());
  const erasures = [await received(world, aForm({ right: 'erasure' }))];
  if (roll() < 0.4) erasures.push(await received(world, aForm({ right: 'erasure' })));
  await Promise.all([
    driveRandomly(running, access, 'access'),
    ...erasures.map((id) => driveRandomly(running, id, 'erasure')),
    outage(running),
  ]);
  await runToEnd(running, [access, ...erasures]);
  return { ...running, world, access, erasures };
}

const tally = { whole: 0, said: 0, nothing: 0 };

async function check(seed: number): Promise<void> {
  const { world, access, erasures, order, watch } = await race(seed);
  expect([seed, rowsLeft(world), watch.notes]).toEqual([seed, 0, []]);
  const ends = await Promise.all([access, ...erasures].map((id) => run(world, id)));
  expect([seed, ends.filter((end) => !finalStatuses.includes(end))]).toEqual([seed, []]);
  const first = order.indexOf('erasure erases');
  const isEarly = order.indexOf('access proven') < first;
  const request = await world.register.load(access);
  if (!hasHappened(request, 'package-made')) {
    expect([seed, isEarly]).toEqual([seed, false]);
    tally.nothing += 1;
    return;
  }
  const { page, data } = await packageOf(world, access);
  const isWhole = completeCopyTexts.every((text) => data.includes(text));
  const says = page.includes('This copy is not complete');
  expect([seed, isWhole || says]).toEqual([seed, true]);
  if (isEarly) expect([seed, isWhole]).toEqual([seed, true]);
  tally[isWhole ? 'whole' : 'said'] += 1;
}

describe('an access and erasures of one person', () => {
  it('never end with half a copy, whatever the order of events, and nothing waits for ever [R02]', async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) await check(seed);

    expect(tally.whole).toBeGreaterThan(SEEDS / 4);
    expect(tally.said + tally.nothing).toBeGreaterThan(SEEDS / 20);
  });
});
