import fc from 'fast-check';
import { lastOf } from '../../functions/domain/log-entries';
import { readSweepState } from '../../functions/watch/sweep-state';
import { aForm, verified } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { aWatch } from './a-watch';

jest.setTimeout(60_000);

const now = '2026-03-02T09:00:00.000Z';

/**
 * A desk whose only request has waited with staff beyond its legal time. `text` is the state that the last
 * sweep left.
 */
async function overdueAfter(text: (requestId: string) => string) {
  const { world, sweep } = aWatch();
  const id = await verified(world, aForm());
  await world.register.append(id, 'h', () => anEvent('handed-to-staff'));
  await world.items.saveCursor('watch-state', text(id));
  world.clock.forward('P45D');
  await sweep();
  return lastOf((await world.register.load(id)).log, 'overdue');
}

describe('the state that the last sweep left', () => {
  it.each([
    ['is no JSON', () => '{'],
    ['is nothing', () => 'null'],
    ['is a list', () => '[]'],
    [
      'leaves a request alone for decades',
      (id: string) => stateWith({ [id]: { tries: 1, until: '2099-01-01T00:00:00Z' } }),
    ],
    [
      'leaves a request alone till no instant',
      (id: string) => stateWith({ [id]: { tries: 1, until: 'zzz' } }),
    ],
    ['counts no tries', (id: string) => stateWith({ [id]: { tries: 'many', until: now } })],
    ['leaves nothing alone', () => stateWith(null)],
    ['has scanned the future', () => JSON.stringify({ scanned: 99_999_999_999 })],
    ['is in part 1e300 of a scan', () => JSON.stringify({ full: 1e300, from: 7, settings: {} })],
  ])('keeps no sweep from the alarm of a request if it %s', async (_, text) => {
    expect(await overdueAfter(text)).toBeDefined();
  });

  it('is believed only if a sweep can have left it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json(), oddStates()), async (text) => {
        const state = await readSweepState({ findCursor: async () => text }, now);

        for (const { tries, until } of Object.values(state.unchecked ?? {})) {
          expect(Number.isInteger(tries)).toBe(true);
          expect(until <= '2026-03-10T09:00:00.000Z').toBe(true);
        }
        expect(state.scanned ?? 0).toBeLessThanOrEqual(Date.parse(now) / 3_600_000);
        expect(state.again ?? now).toMatch(/^2026|^[01]/);
      }),
    );
  });

  it('does not stop the rolling scan if a clock that was ahead recorded a future part', async () => {
    const { world, sweep } = aWatch();
    await sweep();
    const hour = Math.floor(Date.parse(world.clock.now()) / 3_600_000);
    const state = await readSweepState(world.items, world.clock.now());
    await world.items.saveCursor('watch-state', JSON.stringify({ ...state, scanned: hour + 3 }));

    await sweep();

    expect((await readSweepState(world.items, world.clock.now())).scanned).toBe(hour);
  });

  it('is kept unchanged', async () => {
    const state = {
      from: `${now} a`,
      scanned: 492_000,
      full: 3,
      again: '2026-03-02T10:00:00Z',
      settings: 'abc',
      unchecked: { a: { tries: 2, until: '2026-03-02T15:00:00Z' } },
    };

    expect(await readSweepState({ findCursor: async () => JSON.stringify(state) }, now)).toEqual(state);
  });
});

function stateWith(unchecked: unknown): string {
  return JSON.stringify({ unchecked });
}

function oddStates() {
  const any = fc.oneof(
    fc.integer(),
    fc.double(),
    fc.string(),
    fc.constantFrom(now, '2099-01-01T00:00:00Z', '1999-01-01T00:00:00Z'),
  );
  const unchecked = fc.dictionary(fc.string(), fc.record({ tries: any, until: any }));
  return fc.record({ scanned: any, full: any, again: any, unchecked }).map((state) => JSON.stringify(state));
}
