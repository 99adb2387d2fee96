import fc from 'fast-check';
import { isValidAnchor } from '../../../functions/domain/anchor';
import type { LoggedEvent } from '../../../functions/domain/events';
import { knownLosses, lostEntries } from '../../../functions/domain/lost-history';
import { referenceOf } from '../../../functions/domain/reference';
import { aDesk } from '../../builders/a-desk';
import { aForm, verified } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { aRestorableDesk, littleTime, type RestorableDesk, type TablesThen } from './a-restorable-desk';
import { rechained } from './anchored-register';

jest.setTimeout(240_000);

const office = aDesk().escalateTo;

/**
 * One to three hours of a desk: what is written, whether it is anchored and swept, and what happens to its
 * tables.
 */
const someHours = fc.record({
  remember: fc.boolean(),
  restore: fc.option(fc.record({ which: fc.nat(5), of: fc.constantFrom('register', 'items', 'both') }), {
    freq: 3,
  }),
  writes: fc.array(fc.nat(5), { maxLength: 3 }),
  receives: fc.nat(4).map((n) => n === 0),
  hours: fc.integer({ min: 1, max: 3 }),
  rubbish: fc.nat(5).map((n) => n === 0),
  anchors: fc.nat(4).map((n) => n > 0),
  sweeps: fc.constantFrom('none' as const, 'none' as const, 'whole' as const, 'short' as const),
});

type Hours = typeof someHours extends fc.Arbitrary<infer T> ? T : never;

/** Everything in the bucket, as it was anchored. */
function anchored({ evidence }: RestorableDesk) {
  const anchors = [...evidence.objects.values()].map(([first]) => {
    try {
      return JSON.parse(first?.text ?? '');
    } catch {
      return undefined;
    }
  });
  return anchors.filter(isValidAnchor).flatMap(({ entries = [] }) => entries);
}

/**
 * Entries that are not in the register, not lost according to their log, and not of a request reported as
 * missing.
 */
function unnoticedLosses(desk: RestorableDesk): string[] {
  const { register, mailbox } = desk.world;
  const told = mailbox.to(office).map(({ text }) => text.replaceAll('\n', ' '));
  return anchored(desk).flatMap(([id, seq, hash, type]) => {
    const log = register.logs.get(id) ?? [];
    const isThere = log.some((event) => event.hash === hash) || knownLosses(log).has(hash);
    const isTold = log.length === 0 && told.some((text) => text.includes(`${referenceOf(id)} is not in`));
    return isThere || isTold ? [] : [`${id} ${seq} ${type}`];
  });
}

async function run(desk: RestorableDesk, all: readonly Hours[]): Promise<void> {
  const { world } = desk;
  const kept: TablesThen[] = [];
  const ids = [await verified(world, aForm({ email: 'a@example.com' })), await verified(world)];
  for (const [n, now] of all.entries()) {
    if (now.remember || n === 0) kept.push(desk.tables());
    if (now.restore) restore(desk, now.restore.of, kept[now.restore.which % kept.length] as TablesThen);
    if (now.receives) ids.push(await verified(world, aForm({ email: `p${n}@example.com` })));
    for (const [at, which] of now.writes.entries()) {
      const id = ids[which % ids.length] ?? '';
      if (world.register.logs.has(id))
        await world.register.append(id, `note-${n}-${at}`, () => anEvent('reminded'));
    }
    if (now.rubbish) desk.evidence.overwrite(world.clock.now().slice(0, 13), '<');
    world.clock.forward(`PT${now.hours}H`);
    if (now.anchors) await desk.anchor();
    if (now.sweeps === 'whole') await desk.sweep();
    if (now.sweeps === 'short') await desk.sweepFor(littleTime(2));
  }
}

function restore(desk: RestorableDesk, of: string, then: TablesThen): void {
  if (of !== 'items') desk.restoreRegister(then);
  if (of !== 'register') desk.restoreItems(then);
}

describe('any restore of the register, of the desk’s items, or of both to different moments', () => {
  it('is noticed by the next sweep, whatever was written and anchored before it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someHours, { minLength: 4, maxLength: 14 }), async (all) => {
        const desk = aRestorableDesk();
        await run(desk, all);
        desk.world.clock.forward('PT21H');
        await desk.sweep();

        expect(unnoticedLosses(desk)).toEqual([]);
      }),
      { numRuns: Number(process.env.RUNS ?? 20) },
    );
  });
});

/** Two requests, one of which is decided and carried out after a first anchor, with sweeps in between. */
async function decidedSince(): Promise<{ desk: RestorableDesk; before: TablesThen; id: string }> {
  const desk = aRestorableDesk();
  const { world } = desk;
  const id = await verified(world, aForm({ right: 'erasure' }));
  await verified(world, aForm({ email: 'b@example.com' }));
  await anHour(desk);
  await desk.sweep();
  const before = desk.tables();
  await world.register.append(id, 'decided', () => anEvent('reminded'));
  await anHour(desk);
  return { desk, before, id };
}

async function anHour({ world, anchor }: RestorableDesk): Promise<void> {
  world.clock.forward('PT70M');
  await anchor();
}

const lostOf = async ({ world }: RestorableDesk, id: string) =>
  lostEntries((await world.register.load(id)).log).map(({ seq }) => seq);

describe('a restore after which no sweep ran before a new entry was anchored', () => {
  it.each([1, 5, 80])('is noticed by the first sweep after it, %d anchors later', async (anchors) => {
    const { desk, before, id } = await decidedSince();
    desk.restoreRegister(before);
    for (let n = 0; n < anchors; n += 1) {
      if (n % 3 === 0) await verified(desk.world, aForm({ email: `n${n}@example.com` }));
      await anHour(desk);
    }

    await desk.sweep();

    expect(await lostOf(desk, id)).toHaveLength(1);
  });

  it('is noticed although sweeps had looked at what it removed', async () => {
    const { desk, before, id } = await decidedSince();
    await desk.sweep();
    desk.restoreRegister(before);
    await verified(desk.world, aForm({ email: 'new@example.com' }));
    await anHour(desk);

    await desk.sweep();

    expect(await lostOf(desk, id)).toHaveLength(1);
  });

  it('is noticed again after a second one to the same moment', async () => {
    const { desk, before, id } = await decidedSince();
    for (let n = 0; n < 3; n += 1) {
      desk.restoreRegister(before);
      await desk.sweep();
      expect(await lostOf(desk, id)).toHaveLength(1);
    }
  });

  it('is noticed again although the newest anchor lacks only requests that are gone', async () => {
    const { desk, before, id } = await decidedSince();
    const { world } = desk;
    const after = await verified(world, aForm({ email: 'later@example.com' }));
    world.clock.forward('PT2H');
    await desk.anchor();
    await desk.sweep();
    for (let n = 0; n < 2; n += 1) {
      desk.restoreRegister(before);
      await desk.sweep();
      expect(await lostOf(desk, id)).toHaveLength(1);
    }
    expect(world.register.logs.has(after)).toBe(false);
  });

  it('is noticed although an object that is no anchor hides the newest, which is reported separately', async () => {
    const { desk, before, id } = await decidedSince();
    await desk.sweep();
    desk.restoreRegister(before);
    desk.evidence.overwrite(desk.world.clock.now().slice(0, 13), '<');

    await desk.sweep();
    await desk.sweep();

    expect(await lostOf(desk, id)).toHaveLength(1);
    const texts = desk.world.mailbox.to(office).map(({ text }) => text.replaceAll('\n', ' '));
    expect(texts.filter((text) => text.includes('an object that is no anchor'))).toHaveLength(1);
  });

  it('is noticed whatever is stored as the progress of a sweep', async () => {
    const junk = [
      () => '{',
      () => 'null',
      () => '[]',
      () => '{"until":"2099-01-01T00"}',
      (until: string) => JSON.stringify({ until }),
      (until: string) => JSON.stringify({ until, marks: 7 }),
      (until: string) => JSON.stringify({ until, marks: [null, { hour: until, versionId: 'x', lacks: '' }] }),
    ];
    for (const textOf of junk) {
      const { desk, before, id } = await decidedSince();
      await desk.sweep();
      desk.restoreRegister(before);
      const newest = [...desk.evidence.objects.keys()].sort().at(-1) ?? '';
      await desk.world.items.saveCursor('anchors-checked', textOf(newest));

      await desk.sweep();

      expect(await lostOf(desk, id)).toHaveLength(1);
    }
  });
});

describe('a sweep that finds nothing missing', () => {
  it.each(['an anchor with entries', 'a quiet anchor', 'an object that is no anchor'])(
    'lists the bucket once if the newest object is %s',
    async (newest) => {
      const { desk } = await decidedSince();
      if (newest === 'a quiet anchor') await anHour(desk);
      if (newest === 'an object that is no anchor')
        desk.evidence.overwrite(desk.world.clock.now().slice(0, 13), '<');
      await desk.sweep();
      const list = jest.spyOn(desk.evidence, 'list');

      await desk.sweep();
      desk.world.clock.forward('PT10M');
      await desk.sweep();

      expect(list).toHaveBeenCalledTimes(2);
    },
  );
});

describe('a restore to a day long ago', () => {
  it('is noticed over as many sweeps as that takes, and until then only an alarm goes out', async () => {
    const desk = aRestorableDesk();
    const { world } = desk;
    const ids = [];
    const before = desk.tables();
    for (let n = 0; n < 90; n += 1) {
      ids.push(await verified(world, aForm({ email: `n${n}@example.com` })));
      await anHour(desk);
    }
    await desk.sweep();
    const whole = desk.tables();
    const first = new Map([...whole.logs].map(([id, log]) => [id, log.slice(0, 1)]));
    desk.restoreRegister({ ...before, logs: first });
    const sent = world.mailbox.sent.length;

    const lost = [];
    for (let n = 0; n < 12; n += 1) {
      await desk.sweepFor(littleTime(1));
      lost.push([...world.register.logs.values()].filter((log) => lostEntries(log).length > 0).length);
    }

    expect(lost[0]).toBeLessThan(60);
    expect(lost).toEqual([...lost].sort((a, b) => a - b));
    expect(lost.at(-1)).toBe(90);
    const subjects = new Set(world.mailbox.sent.slice(sent).map(({ subject }) => subject));
    expect([...subjects]).toEqual(['Entries of requests are missing: do not decide anything yet']);
    expect(unnoticedLosses(desk)).toEqual([]);
  });
});

describe('damage that the daily check finds', () => {
  it.each<[string, (log: readonly LoggedEvent[], id: string) => LoggedEvent[]]>([
    ['cut off', (log) => log.slice(0, -1)],
    [
      'rewritten',
      (log, id) => rechained(id, [...log.slice(0, -1), { ...log[0], commandId: 'forged' } as LoggedEvent]),
    ],
  ])('stops everything from the next sweep on: %s long before the newest anchor', async (_, damage) => {
    const { desk, id } = await decidedSince();
    for (let n = 0; n < 3; n += 1) {
      await verified(desk.world, aForm({ email: `n${n}@example.com` }));
      await anHour(desk);
      await desk.sweep();
    }
    await anHour(desk);
    await verified(desk.world, aForm({ email: 'last@example.com' }));
    await anHour(desk);
    const log = desk.world.register.logs.get(id) ?? [];
    desk.world.register.logs.set(id, damage(log, id));
    await desk.sweep();

    await desk.daily();
    await desk.sweep();

    expect(await lostOf(desk, id)).toEqual([log.length]);
  });
});
