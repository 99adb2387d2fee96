import { timersOf } from '../../functions/domain/timers';
import { aBook, aDesk } from '../builders/a-desk';
import { anEvent, aRequest, type Step } from './a-log';

const desk = aDesk();
const book = aBook(desk);
const HOUR_MS = 3_600_000;

const at = (when: string, ...event: Parameters<typeof anEvent>) => ({ event: anEvent(...event), at: when });
const hoursAfter = (instant: string, hours: number) =>
  new Date(Date.parse(instant) + hours * HOUR_MS).toISOString();

/** Received on 2 March 2026 in Berlin: to be approved by 27 March, and answered on 2 April. */
function ends(kind: string, ...steps: readonly Step[]): string | undefined {
  const received = anEvent('received', { right: 'access' });
  return timersOf(aRequest(received, ...steps), { desk, book }).find((timer) => timer.kind === kind)?.at;
}

describe('a code that was mailed to another address late', () => {
  const first = at('2026-03-02T09:00:01.000Z', 'mailed', { key: 'acknowledge' });
  const link = (when: string, key: string) => at(when, 'mailed', { key, kind: 'verify-reminder' });
  const named = (when: string) => at(when, 'address-given');
  const close = (...steps: readonly Step[]) => ends('close-unverified', first, ...steps);

  it.each([
    '2026-03-20T09:00:00.000Z',
    '2026-03-30T05:00:00.000Z',
    '2026-03-30T21:30:00.000Z',
    '2026-04-03T21:30:00.000Z',
  ])('named on %s: lives as long as the mail says before the request ends', (when) => {
    const week = hoursAfter(when, 7 * 24);
    const limit = '2026-03-30T22:00:00.000Z';

    expect(Date.parse(close(named(when), link(when, 'verify-2')) ?? '')).toBeGreaterThanOrEqual(
      Date.parse(week > limit ? week : limit) - HOUR_MS,
    );
  });

  it('counts from the last address, and while no code has left from when that was named', () => {
    const twice = [named('2026-03-28T09:00:00.000Z'), link('2026-03-28T09:00:00.000Z', 'verify-2')];
    const last = named('2026-03-30T09:00:00.000Z');

    expect(close(...twice, last)).toBe('2026-04-06T09:00:00.000Z');
    expect(close(...twice, last, link('2026-03-31T09:00:00.000Z', 'verify-3'))).toBe(
      '2026-04-07T09:00:00.000Z',
    );
  });

  it.each(['2026-03-31T09:00:00.000Z', '2026-04-20T09:00:00.000Z'])(
    'reopened on %s by a late proof: is not closed again before that is noted',
    (when) => {
      const closed = at('2026-03-30T22:00:00.000Z', 'closed', { outcome: 'unverified' });

      expect(close(closed, at(when, 'reopened'))).toBe(hoursAfter(when, 7 * 24));
    },
  );

  it('moves nothing when a reminder goes to the address that was there before', () => {
    expect(close(link('2026-03-29T09:00:00.000Z', 'verify-2'))).toBe('2026-03-30T22:00:00.000Z');
  });
});

describe('a question for another address that is asked late', () => {
  const proven = [at('2026-03-02T10:00:00.000Z', 'identity-verified')];
  const asked = (when: string, mailed = when) =>
    ends(
      'lapse-identifiers',
      ...proven,
      at(when, 'identifiers-asked'),
      at(mailed, 'mailed', { key: 'ask-identifiers', kind: 'ask-identifiers' }),
    );
  const limit = '2026-03-27T08:00:00.000Z';

  it.each([-600, -24, -23, -1, 0, 1, 23, 200])(
    '%d hours beside the limit leaves the person a day',
    (hours) => {
      const when = hoursAfter(limit, hours);
      const lapses = asked(when) ?? '';

      expect(Date.parse(lapses) - Date.parse(when)).toBeGreaterThanOrEqual(23 * HOUR_MS);
      expect(lapses <= hoursAfter(when, 24) || lapses <= limit).toBe(true);
    },
  );

  it('counts the day from when its mail left', () => {
    expect(asked('2026-03-26T06:00:00.000Z', '2026-03-27T06:00:00.000Z')).toBe('2026-03-28T06:00:00.000Z');
  });
});
