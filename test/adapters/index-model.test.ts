import { dynamoRequestRegister } from '../../functions/adapters/dynamo-request-register';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import type { NewEvent } from '../../functions/domain/events';
import { type Fate, RacingTable } from '../fakes/racing-table';

/** So many orders of calls, each by a seed of its own; `INDEX_RUNS` and `INDEX_SEED` try others. */
const RUNS = Number(process.env.INDEX_RUNS ?? 3_000);
const FIRST = Number(process.env.INDEX_SEED ?? 1);
const ID = 'dsr-a';
const NOW = '2026-11-24T09:00:00.000Z';

jest.setTimeout(Number(process.env.INDEX_RUNS ? 3_600_000 : 120_000));

/** Repeatable chance (mulberry32). */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const receipt: NewEvent = {
  type: 'received',
  data: {
    right: 'access',
    regimes: ['eu-gdpr'],
    channel: 'form',
    receivedAt: NOW,
    place: 'DE-BE',
    zone: 'Europe/Berlin',
    forWhom: 'self',
    relation: 'customer',
  },
  actor: { kind: 'requester' },
};

/** An entry that says itself when to look again. Most dates lie close together, on both sides of now. */
function lookAt(random: () => number): NewEvent {
  const day = 20 + Math.floor(random() * 9);
  return { type: 'reminded', data: { what: `2026-11-${day}T08:00:00.000Z` }, actor: { kind: 'desk' } };
}

function nextCheckAt({ log }: Pick<DataSubjectRequest, 'log'>): string {
  const last = log.findLast((event) => event.type === 'reminded');
  return last?.type === 'reminded' ? last.data.what : '2026-11-29T08:00:00.000Z';
}

interface World {
  readonly table: RacingTable;
  readonly random: () => number;
  readonly acknowledged: Set<string>;
}

function registerOn({ table }: World) {
  return dynamoRequestRegister({
    client: table.client,
    table: 'register',
    clock: { now: () => NOW },
    nextCheckAt,
    pause: async () => undefined,
    patienceMs: 1_000_000,
  });
}

async function writer(world: World, name: string): Promise<void> {
  const register = registerOn(world);
  for (let n = 0; n < 2; n += 1) {
    const id = `${name}-${n}`;
    const event = lookAt(world.random);
    const isMoot = world.random() < 0.2;
    await register.append(ID, id, (now) => (isMoot && now.log.length > 3 ? undefined : event));
    if (!isMoot) world.acknowledged.add(id);
  }
}

async function sweeper(world: World): Promise<void> {
  const register = registerOn(world);
  for (let n = 0; n < 2; n += 1) {
    for await (const due of register.due(NOW)) {
      await register.load(due.requestId);
      await register.settle(due);
    }
  }
}

async function letAllRun({ table, random }: World, actors: readonly Promise<void>[]): Promise<void> {
  let open = actors.length;
  for (const actor of actors) void actor.catch(() => undefined).finally(() => (open -= 1));
  while (open > table.crashed) {
    await new Promise((turn) => setImmediate(turn));
    if (random() < 0.3) table.catchUp();
    const at = Math.floor(random() * table.waiting.length);
    table.waiting.splice(at, 1)[0]?.();
  }
}

/** What is wrong after one order of calls, in words. Knows the table only. */
function faultsOf({ table, acknowledged }: World): string[] {
  const entries = [...table.items.values()]
    .filter((item) => String(item.sk).startsWith('E#'))
    .map(
      (item) =>
        JSON.parse(String(item.body)) as {
          seq: number;
          commandId: string;
          prev: string;
          hash: string;
        } & NewEvent,
    )
    .sort((a, b) => a.seq - b.seq);
  const summary = table.items.get(`${ID} SUMMARY`);
  const ids = entries.map((entry) => entry.commandId);
  const last = entries.findLast((entry) => entry.type === 'reminded');
  const wanted = last?.type === 'reminded' ? last.data.what : '2026-11-29T08:00:00.000Z';
  const faults: string[] = [];
  if (new Set(ids).size !== ids.length) faults.push('a command was appended twice');
  if (entries.some((entry, i) => i > 0 && entry.prev !== entries[i - 1]?.hash))
    faults.push('the chain forked');
  for (const id of acknowledged)
    if (!ids.includes(id)) faults.push(`${id} was acknowledged and is not there`);
  if (!summary?.checkDay || String(summary.nextCheckAt) > wanted)
    faults.push(`the index says ${summary?.nextCheckAt}, the log ${wanted}`);
  return faults;
}

async function run(seed: number, weights: Readonly<Partial<Record<Fate, number>>>): Promise<string[]> {
  const random = chance(seed);
  let isOpen = false;
  const fate = (isWrite: boolean): Fate => {
    const drawn = random();
    if (!isOpen || !isWrite) return 'goes-well';
    const { 'answer-lost': lost = 0, 'crash-before': before = 0, 'crash-after': after = 0 } = weights;
    if (drawn < lost) return 'answer-lost';
    if (drawn < lost + before) return 'crash-before';
    return drawn < lost + before + after ? 'crash-after' : 'goes-well';
  };
  const world: World = { table: new RacingTable(fate), random, acknowledged: new Set() };
  await letAllRun(world, [
    registerOn(world)
      .open(ID, 'received', receipt)
      .then(() => undefined),
  ]);
  isOpen = true;
  const writers = ['a', 'b', 'c'].slice(0, 2 + Math.floor(random() * 2)).map((name) => writer(world, name));
  await letAllRun(world, [...writers, sweeper(world), ...(random() < 0.5 ? [sweeper(world)] : [])]);
  return faultsOf(world).map((fault) => `seed ${seed}: ${fault}`);
}

describe.each([
  ['nothing fails', {}],
  ['answers are lost', { 'answer-lost': 0.15 }],
  ['functions crash', { 'crash-before': 0.02, 'crash-after': 0.04 }],
  ['answers are lost and functions crash', { 'answer-lost': 0.1, 'crash-after': 0.03, 'crash-before': 0.01 }],
] as const)('an index that several writers and sweeps work at while %s', (_, weights) => {
  it('never says later than the log, and no entry is lost, doubled or forked', async () => {
    const faults: string[] = [];
    for (let n = 0; n < RUNS / 4; n += 1) faults.push(...(await run(FIRST + n, weights)));

    expect(faults).toEqual([]);
  });
});
