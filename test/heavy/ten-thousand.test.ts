import { Hono } from 'hono';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import { receive } from '../../functions/steps/receive/receive';
import { intakeRoutes } from '../../functions/web/form/intake.routes';
import { aBook, aDesk } from '../builders/a-desk';
import { aForm, aWorld, happened, verified, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { aWatch } from '../watch/a-watch';
import { Browser } from '../web/staff/browser';

jest.setTimeout(900_000);

const MANY = 10_000;
const DUE = 1_000;
/** FORMS=10000 takes some minutes. */
const FORMS = Number(process.env.FORMS ?? 2_000);
/** Milliseconds for one run of the watch. */
const SWEEP_MS = 240_000;

/**
 * Copies of a request under ids of their own. The log of each is a valid chain only up to its first new
 * entry; nothing here verifies it.
 */
async function copies(world: World, id: string, wanted: number, firstAt: number): Promise<string[]> {
  const log = world.register.logs.get(id) ?? [];
  const ids: string[] = [];
  for (let n = 0; n < wanted; n += 1) {
    const requestId = `dsr-${String(firstAt + n).padStart(12, '0')}`;
    await world.vault.adopt(requestId);
    world.register.logs.set(
      requestId,
      log.map((event) => ({ ...event, requestId })),
    );
    ids.push(requestId);
  }
  return ids;
}

function every(world: World, ids: readonly string[]): Promise<DataSubjectRequest[]> {
  return Promise.all(ids.map((id) => world.register.load(id)));
}

/** Seconds of processor time, so that other work on the machine does not count. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Many copies of a request that waits for staff. */
async function withStaff(world: World, wanted: number, firstAt: number): Promise<string[]> {
  const id = await verified(world, aForm({ right: 'restriction' }));
  await world.register.append(id, 'handed', () => anEvent('handed-to-staff'));
  return [id, ...(await copies(world, id, wanted - 1, firstAt))];
}

describe('ten thousand open requests', () => {
  it('are swept, and each of the thousand that are due is reported once [L04]', async () => {
    const watch = aWatch();
    await watch.sweep();
    const late = await withStaff(watch.world, DUE / 2, 0);
    watch.world.clock.set('2026-03-20T09:00:00.000Z');
    const soon = await withStaff(watch.world, DUE / 2, MANY);
    watch.world.clock.set('2026-04-15T09:00:00.000Z');
    const others = await withStaff(watch.world, MANY - DUE, 2 * MANY);
    const began = cpu();

    let sweeps = 0;
    for (let handedOn = 1; handedOn > 0 && sweeps < 20; sweeps += 1) {
      const until = Date.now() + SWEEP_MS;
      ({ handedOn } = await watch.sweepFor({ remainingMs: () => until - Date.now() }));
    }

    console.log(
      `${MANY} open, ${DUE} due: ${sweeps} sweeps, ${(cpu() - began).toFixed(1)} s of processor time`,
    );
    expect(withoutOne(await every(watch.world, late), 'overdue')).toBe(0);
    const reminded = (await every(watch.world, soon)).map(happened);
    expect(reminded.filter((types) => !types.includes('reminded') || types.includes('overdue'))).toEqual([]);
    const left = (await every(watch.world, others)).map(happened);
    expect(left.filter((types) => types.includes('reminded') || types.includes('overdue'))).toEqual([]);
  });
});

/** How many of the requests have such an entry never, or more than once. */
function withoutOne(requests: readonly DataSubjectRequest[], type: string): number {
  return requests.filter(({ log }) => log.filter((event) => event.type === type).length !== 1).length;
}

describe('a flood of forms', () => {
  it('loses no request, gets no refusal, and sends at most two hundred mails [L01]', async () => {
    const desk = aDesk();
    const world = aWorld({ desk, book: aBook(desk) });
    const app = new Hono().route(
      '/',
      intakeRoutes({
        ...world,
        seal: async (requestId, form) => world.vault.sealItem(requestId, form),
        announce: async (requestId) => void (await receive(world, { requestId })),
      }),
    );
    const took: number[] = [];
    const statuses = new Map<number, number>();
    for (let n = 0; n < FORMS; n += 1) {
      const browser = new Browser(app);
      const page = await browser.get('/');
      const fields = { right: 'access', forWhom: 'self', relation: 'customer', email: `p${n}@shop.example` };
      const before = performance.now();
      const { status } = await browser.submit(page, fields);
      took.push(performance.now() - before);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }

    const customers = world.mailbox.sent.filter(({ to }) => to.endsWith('@shop.example'));
    const p95 = took.sort((a, b) => a - b)[Math.floor(FORMS * 0.95)] ?? 0;
    console.log(
      `${FORMS} forms: ${customers.length} mails to people, ${world.mailbox.sent.length - customers.length} to staff, 95 % within ${p95.toFixed(0)} ms`,
    );
    expect([...statuses]).toEqual([[202, FORMS]]);
    expect(world.register.logs.size).toBe(FORMS);
    expect(customers.length).toBeLessThanOrEqual(200);
  });
});
