import { allOf } from '../../../functions/domain/log-entries';
import { anchorEvidence } from '../../../functions/watch/anchor-evidence';
import { detectDamage } from '../../../functions/watch/audit/detect-damage';
import { aDesk } from '../../builders/a-desk';
import { aForm, received, verified } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { MemoryEvidence } from '../../fakes/memory-evidence';
import { aWatch } from '../a-watch';

jest.setTimeout(60_000);

const office = aDesk().escalateTo;
const HOUR_MS = 3_600_000;

/** One unproven request and one that waits with staff, a day old. */
async function twoRequests() {
  const deps: { notice?: () => ReturnType<typeof detectDamage> } = {};
  const nothing = { leaveAlone: new Set<string>(), errors: [] };
  const watch = aWatch({}, { detectDamage: async () => deps.notice?.() ?? nothing });
  const { world } = watch;
  const evidence = new MemoryEvidence(world.clock);
  deps.notice = () => detectDamage({ ...world, evidence });
  const anchor = () => anchorEvidence({ ...world, evidence, noteAge: () => undefined });
  const unproven = await received(world, aForm({ email: 'new@example.com' }));
  const waiting = await verified(world, aForm({ email: 'b@example.com' }));
  await world.register.append(waiting, 'h', () => anEvent('handed-to-staff'));
  world.clock.forward('P1D');
  await anchor();
  await watch.sweep();
  return { ...watch, evidence, anchor, unproven, waiting };
}

type Desk = Awaited<ReturnType<typeof twoRequests>>;

async function overdueDates({ world, waiting }: Desk): Promise<string[]> {
  const { log } = await world.register.load(waiting);
  return allOf(log, 'overdue').map(({ at }) => at.slice(0, 10));
}

async function status({ world }: Desk, id: string): Promise<string> {
  return (await world.register.load(id)).status;
}

/** Sweeps every six hours. */
async function goOn({ world, sweep, anchor }: Desk, days: number): Promise<void> {
  for (let n = 0; n < days * 4; n += 1) {
    world.clock.forward('PT6H');
    await sweep();
    await anchor();
  }
}

describe('a clock that differs much from that of AWS', () => {
  it.each([2, 24, 24 * 365])('by %d hours ends and erases nothing, and is reported', async (hours) => {
    const desk = await twoRequests();
    const { world, evidence, sweep } = desk;
    world.clock.forward('P28D');
    world.clock.forward(`PT${hours}H`);
    evidence.skew = -hours * HOUR_MS;

    await sweep();
    world.clock.forward('PT10M');
    await sweep();

    expect(await status(desk, desk.unproven)).toBe('awaiting-verification');
    expect(world.mailbox.to(office).map(({ subject }) => subject)).toContain(
      'The clock of the desk is wrong',
    );
  });

  it('lets pending actions be done once it is right again', async () => {
    const desk = await twoRequests();
    const { world, evidence, sweep } = desk;
    world.clock.forward('P28D');
    evidence.skew = -5 * HOUR_MS;
    await sweep();
    expect(await status(desk, desk.unproven)).toBe('awaiting-verification');

    evidence.skew = 0;
    await sweep();
    world.clock.forward('PT10M');
    await sweep();

    expect(await status(desk, desk.unproven)).toBe('closed');
  });

  it('is reported even if nobody could be informed the last time', async () => {
    const desk = await twoRequests();
    const { world, sweep } = desk;
    const send = world.mailbox.send.bind(world.mailbox);
    world.clock.forward('-PT3H');
    world.mailbox.send = async () => Promise.reject(new Error('no mail'));
    await sweep();
    world.mailbox.send = send;
    world.clock.forward('PT10M');
    await sweep();

    expect(world.mailbox.to(office).map(({ subject }) => subject)).toEqual([
      'The clock of the desk is wrong',
    ]);
  });
});

describe('a clock that jumped ahead', () => {
  it('ends nothing until AWS confirms it, and is reported', async () => {
    const desk = await twoRequests();
    const { world, evidence, sweep } = desk;
    evidence.list = () => {
      throw new Error('no bucket');
    };
    world.clock.forward('P1Y');

    await sweep();
    world.clock.forward('PT10M');
    await sweep();

    expect(await status(desk, desk.unproven)).toBe('awaiting-verification');
    const texts = world.mailbox.to(office).map(({ text }) => text.replaceAll(/\s+/g, ' '));
    expect(texts.join()).toContain('AWS does not answer');
  });

  it.each([
    ['and AWS says so', -365 * 24 * HOUR_MS],
    ['and nobody says so', 0],
  ])('by a year for one sweep, %s, mutes no alarm of the real dates', async (_, skew) => {
    const desk = await twoRequests();
    const { world, evidence, sweep, anchor } = desk;
    const right = world.clock.now();
    world.clock.forward('P1Y');
    evidence.skew = skew;
    await sweep();
    await anchor();
    world.clock.set(right);
    evidence.skew = 0;

    await goOn(desk, 60);

    const real = (await overdueDates(desk)).filter((date) => date < '2027');
    expect(real[0]).toMatch(/^2026-04-0/);
    expect(real.length).toBeGreaterThan(5);
    expect(await status(desk, desk.unproven)).toBe('closed');
    const told = world.mailbox.to(office).filter(({ subject }) => subject.startsWith('The clock'));
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThanOrEqual(2);
  });
});
