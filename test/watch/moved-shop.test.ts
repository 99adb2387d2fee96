import { lawBookOf } from '../../functions/config/desk/law-book-of';
import { checkLane } from '../../functions/domain/check-lane';
import { civilDateOf } from '../../functions/domain/civil-time';
import type { Desk } from '../../functions/domain/desk';
import { dueDates } from '../../functions/domain/due-dates';
import { leadingLaw } from '../../functions/domain/governing-laws';
import { allOf } from '../../functions/domain/log-entries';
import { nextCheckAt } from '../../functions/domain/timers';
import { aDesk, alma, jonas } from '../builders/a-desk';
import { aForm, received, verified } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { MemoryRegister } from '../fakes/memory-register';
import { aWatch, type Watch } from './a-watch';

type Laws = Desk['laws'];

const laws = (...regimes: string[]): Laws =>
  regimes.map((regime) => ({ regime, applies: 'binds', because: 'x' }));

/** Berlin; the month ends on Easter Monday (2026-04-06), so that the last day is the Tuesday. */
const now = '2026-03-06T09:00:00.000Z';
const berlin = aDesk({ laws: laws('eu-gdpr') });

function moved(more: Partial<Desk>) {
  const desk = { ...berlin, ...more };
  return { desk, book: lawBookOf(desk) };
}

/** The same desk after a deployment of other settings. */
function afterDeployment({ world, with: withDeps }: Watch, settings: ReturnType<typeof moved>) {
  const register = new MemoryRegister({
    clock: world.clock,
    nextCheckAt: (request) => nextCheckAt(request, settings),
    laneOf: (request) => checkLane(request, settings),
  });
  for (const [id, log] of world.register.logs) register.logs.set(id, log);
  return { register, ...withDeps({ ...settings, register }) };
}

async function openRequest(desk: Desk = berlin) {
  const watch = aWatch({ desk, book: lawBookOf(desk), now });
  const { world } = watch;
  const id = await verified(world);
  await world.register.append(id, 'hand-over', () => anEvent('handed-to-staff'));
  return { watch, world, id, load: () => world.register.load(id) };
}

const moves: readonly [string, Partial<Desk>][] = [
  ['to the next region', { place: 'DE-BB' }],
  ['to a region with more holidays', { place: 'DE-BY' }],
  ['to its country', { place: 'DE' }],
  ['abroad', { place: 'AT', zone: 'Europe/Vienna' }],
  ['overseas', { place: 'US-CA', zone: 'America/Los_Angeles' }],
  ['to the other end of the world', { place: 'NZ', zone: 'Pacific/Auckland' }],
  ['and follows another law only', { place: 'DE-HH', laws: laws('us-ca-ccpa') }],
  ['and stores and staff are gone', { place: 'CH-ZH', stores: [], staff: [alma] }],
];

describe('requests that are open when the shop moves', () => {
  it.each(moves)(
    'keep the date of the place and the law they came under, or an earlier one: %s',
    async (_to, more) => {
      const { world, load } = await openRequest();
      const before = dueDates(await load(), world.book).latest;
      const after = dueDates(await load(), moved(more).book);

      expect(before).toBe('2026-04-07');
      expect(after.latest <= before).toBe(true);
      expect(after.latest >= '2026-04-06').toBe(true);
      expect(after.undated).toBeUndefined();
      if ((more.place ?? '').startsWith('DE')) expect(after.latest).toBe(before);
    },
  );

  it.each(moves)('are still checked, mailed about and alarmed for on their date: %s', async (_to, more) => {
    const { watch, world, load, id } = await openRequest();
    const unproven = await received(world, aForm({ right: 'erasure', email: 'bo@example.com' }));
    const settings = moved(more);
    const after = afterDeployment(watch, settings);
    const notes = watch.notes.length;

    expect(nextCheckAt(await load(), settings)).toBeDefined();
    for (let day = 0; day < 40; day += 1) {
      world.clock.forward('P1D');
      await after.sweep();
    }

    const [alarm] = allOf((await after.register.load(id)).log, 'overdue');
    const rung = civilDateOf(alarm?.at ?? '', 'Europe/Berlin').toString();
    expect(rung >= '2026-04-06' && rung <= '2026-04-09').toBe(true);
    expect((await after.register.load(unproven)).outcome).toBe('unverified');
    expect(watch.notes.slice(notes).filter((one) => one.startsWith(id))).toEqual([]);
  });
});

describe('a request whose date under a law cannot be calculated', () => {
  it.each<[string, (book: ReturnType<typeof lawBookOf>) => ReturnType<typeof lawBookOf>]>([
    ['the law left the book', (book) => ({ ...book, regimes: without(book.regimes, 'eu-gdpr') })],
    ['all laws left the book', (book) => ({ ...book, regimes: {} })],
    [
      'its rules cannot be read',
      (book) => ({ ...book, regimes: { ...book.regimes, 'eu-gdpr': {} as never } }),
    ],
  ])(
    'is reported to people at once, and its alarm comes before any law’s date: %s',
    async (_what, damage) => {
      const { watch, world, load, id } = await openRequest();
      const settings = { desk: berlin, book: damage(lawBookOf(berlin)) };
      const after = afterDeployment(watch, settings);

      expect(dueDates(await load(), settings.book)).toMatchObject({
        latest: '2026-03-13',
        undated: expect.arrayContaining(['eu-gdpr']),
      });
      world.clock.forward('P1D');
      await after.sweep();
      expect(watch.notes).toEqual([]);
      const told = world.mailbox.sent.filter(({ text }) => text.includes('cannot be worked out'));
      expect(told.map(({ to }) => to)).toEqual(
        expect.arrayContaining([alma.email, 'bruno@shop.example.com', berlin.escalateTo]),
      );
      for (let day = 0; day < 10; day += 1) {
        world.clock.forward('P1D');
        await after.sweep();
      }
      const rung = allOf((await after.register.load(id)).log, 'overdue')[0]?.at ?? '';
      expect(rung >= '2026-03-13' && rung < '2026-03-17').toBe(true);
      expect(world.mailbox.sent.filter(({ text }) => text.includes('cannot be worked out'))).toHaveLength(
        told.length,
      );
    },
  );

  it('counts by weekends if the calendar of its place covers other years', async () => {
    const { load, world } = await openRequest();
    const [calendar] = Object.values(world.book.calendars);
    if (!calendar) throw new Error('no calendar');
    const covers = { from: '2027-01-01', until: '2030-12-31' };
    const book = { ...world.book, calendars: { ...world.book.calendars, 'DE-BE': { ...calendar, covers } } };

    expect(dueDates(await load(), book)).toMatchObject({ latest: '2026-04-06', clocks: [{}] });
    expect(nextCheckAt(await load(), { desk: berlin, book })).toBeDefined();
  });

  it('is answered with the texts of a law of the settings', async () => {
    const { load, world } = await openRequest();
    const desk = { ...berlin, laws: laws('uk-gdpr'), staff: [alma, jonas] };
    const book = { ...world.book, regimes: without(world.book.regimes, 'eu-gdpr') };
    const request = await load();
    const gone = { ...request, received: { ...request.received, regimes: ['eu-gdpr'] } };

    expect(leadingLaw({ desk, book }, gone).id).toBe('uk-gdpr');
  });
});

function without<T>(all: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));
}
