import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import { allOf } from '../../functions/domain/log-entries';
import type { DueRequest } from '../../functions/domain/ports';
import { aForm, verified } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { aWatch, type Watch } from './a-watch';

jest.setTimeout(300_000);

async function withStaff(watch: Watch): Promise<string> {
  const id = await verified(watch.world, aForm({ right: 'restriction' }));
  await watch.world.register.append(id, 'handed', () => anEvent('handed-to-staff'));
  return id;
}

/** The id says where the request belongs: those of the law first, and in each lane the oldest check first. */
const idOf = (place: number) => `dsr-${String(place).padStart(12, '0')}`;

/** A watch over as many due requests, listed in no order; each look at one is noted. */
async function flooded(many: number) {
  const watch = aWatch();
  await watch.sweep();
  const request = await watch.world.register.load(await withStaff(watch));
  const { now } = watch.world.clock;
  const at = (minute: number) => new Date(Date.parse(now.call(watch.world.clock)) + minute * 6).toISOString();
  const due = Array.from({ length: many }, (_, n): DueRequest => {
    const place = (n * 7_919) % many;
    return {
      requestId: idOf(place),
      nextCheckAt: at(place),
      announcedSeq: 0,
      lane: place < many / 2 ? 'law' : 'rest',
    };
  });
  const looks: string[] = [];
  const settled = new Set<string>();
  const register: Partial<Watch['world']['register']> = {
    async *due() {
      yield* due.filter(({ requestId }) => !settled.has(requestId));
    },
    async load(requestId): Promise<DataSubjectRequest> {
      looks.push(requestId);
      await new Promise((done) => setImmediate(done));
      return { ...request, requestId };
    },
    async append(requestId) {
      return { ...request, requestId };
    },
    async settle({ requestId }) {
      expect(settled.has(requestId)).toBe(false);
      settled.add(requestId);
    },
    async *slice() {},
  };
  Object.assign(watch.world.register, register);
  return { watch, looks, settled };
}

describe('ten thousand requests that are due on one morning', () => {
  it('are looked at by one sweep, in the order of the law, none twice and none forgotten', async () => {
    const { watch, looks, settled } = await flooded(10_000);

    const swept = await watch.sweep();

    expect([swept.checked, swept.failed, swept.handedOn]).toEqual([10_000, 0, 0]);
    expect([...new Set(looks)]).toEqual(Array.from({ length: 10_000 }, (_, place) => idOf(place)));
    expect(settled.size).toBe(10_000);
  });

  it('are handed on where the time is over, and each is looked at once by the next sweeps', async () => {
    const { watch, settled } = await flooded(1_000);
    const limits = (looks: number) => {
      let left = looks;
      return { remainingMs: () => (left-- > 0 ? 600_000 : 0) };
    };

    const sweeps = [];
    for (let n = 0; n < 4; n += 1) sweeps.push(await watch.sweepFor(limits(n < 3 ? 300 : 10_000)));

    expect(sweeps.map(({ handedOn }) => handedOn > 0)).toEqual([true, true, true, false]);
    expect(settled.size).toBe(1_000);
  });
});

describe('many requests whose date has passed', () => {
  it('get their mails in one sweep, each once', async () => {
    const watch = aWatch();
    await watch.sweep();
    const ids: string[] = [];
    for (let n = 0; n < 25; n += 1) ids.push(await withStaff(watch));
    watch.world.clock.set('2026-04-04T09:00:00.000Z');

    const swept = await watch.sweep();

    const logs = await Promise.all(ids.map((id) => watch.world.register.load(id)));
    expect(logs.filter(({ log }) => allOf(log, 'overdue').length !== 1)).toEqual([]);
    const keys = logs.map(({ log }) => allOf(log, 'mailed').map(({ data }) => data.key));
    expect(keys.filter((list) => new Set(list).size !== list.length)).toEqual([]);
    expect(swept.failed).toBe(0);
  });
});
