import type { TimerKind } from '../../functions/domain/timer';
import { nextCheckAt, timersOf } from '../../functions/domain/timers';
import { aBook, aDesk } from '../builders/a-desk';
import { anEvent, aRequest, type Step, toFulfilling } from './a-log';
import { at, cases, done, down, proven } from './timer-cases';

const desk = aDesk();
const context = { desk, book: aBook(desk) };
/**
 * Received on 2 March 2026 in Berlin: due on 2 April, a Thursday; the desk keeps to 1 April 24:00 and before.
 */
const received = '2026-03-02T09:00:00.000Z';

function timer(kind: TimerKind, ...steps: readonly Step[]) {
  return timersOf(aRequest(...steps), context).filter((t) => t.kind === kind);
}

describe.each(cases)('the timer $kind', ({ kind, waits, due, gone }) => {
  it('appears with its instant', () => {
    expect(timer(kind, ...waits).map((t) => t.at)).toEqual([due].flat());
  });

  it.each(Object.entries(gone))('disappears once it is %s', (_, more) => {
    expect(timer(kind, ...waits, ...more)).toEqual([]);
  });
});

describe('the timers of a request', () => {
  const logs = [
    ...cases.map((c) => c.waits),
    ...cases.flatMap((c) => Object.values(c.gone).map((g) => [...c.waits, ...g])),
  ];

  it.each(logs.map((log, i) => [i, log] as const))(
    'has the next check never later than any of them (%i)',
    (_, log) => {
      const request = aRequest(...log);

      const timers = timersOf(request, context);

      const next = nextCheckAt(request, context);
      expect(timers.every((t) => next !== undefined && next <= t.at)).toBe(true);
      expect(next !== undefined).toBe(timers.length > 0);
      expect(new Set(timers.map((t) => t.key)).size).toBe(timers.length);
    },
  );

  it.each(logs.filter((log) => aRequest(...log).status !== 'closed').map((log, i) => [i, log] as const))(
    'is never empty while the request is open (%i)',
    (_, log) => {
      expect(
        timersOf(aRequest(...log), context).length > 0 ||
          aRequest(...log).log.some((e) => e.type === 'mailed'),
      ).toBe(true);
    },
  );

  it('reminds staff on the working day before the aim, the approval and the last day, in the morning of the establishment', () => {
    expect(timer('remind-staff', 'received').map((t) => [t.key, t.at])).toEqual([
      ['remind-staff-aim-for-2026-04-02', '2026-03-18T07:00:00.000Z'],
      ['remind-staff-approve-by-2026-04-02', '2026-03-26T07:00:00.000Z'],
      ['remind-staff-latest-2026-04-02', '2026-04-01T06:00:00.000Z'],
    ]);
  });

  it('reminds anew on the dates of an extension', () => {
    const told = anEvent('mailed', { key: 'extension-3' });
    const before = ['received', done('remind-staff-latest-2026-04-02'), 'extended', told] as const;
    const keys = timer('remind-staff', ...before).map((t) => t.key);

    expect(keys.every((key) => key.endsWith('2026-06-02'))).toBe(true);
    expect(keys).toHaveLength(3);
  });

  it('raises the alarm on each working day for a week once the date has passed, then weekly, and a week after staff acted', () => {
    const rung = (n: number, when: string): Step => ({
      event: anEvent('overdue'),
      at: when,
      as: n === 0 ? 'overdue-2026-04-02' : `overdue-2026-04-02-again-${n}`,
    });
    const next = (...more: readonly Step[]) => timer('overdue', 'received', ...more).map((t) => t.at);
    const log: Step[] = [];
    const days: string[] = [];
    for (let n = 0, at = '2026-04-02T22:00:00.000Z'; n < 9; n += 1) {
      log.push(rung(n, at));
      at = next(...log)[0] ?? '';
      days.push(at.slice(0, 10));
    }
    const act = (type: 'preview-viewed' | 'question-asked') => ({
      event: { ...anEvent(type), actor: { kind: 'staff', id: 'alma' } } as const,
      at: '2026-04-03T12:00:00.000Z',
    });

    // Easter: Good Friday is the 3rd of April, Easter Monday the 6th.
    expect(days).toEqual([
      '2026-04-07',
      '2026-04-08',
      '2026-04-09',
      '2026-04-10',
      '2026-04-13',
      '2026-04-20',
      '2026-04-27',
      '2026-05-04',
      '2026-05-11',
    ]);
    const first = rung(0, '2026-04-02T22:00:00.000Z');
    expect(next(first, act('question-asked') as Step)).toEqual(['2026-04-10T06:00:00.000Z']);
    expect(next(first, act('preview-viewed') as Step)).toEqual(['2026-04-07T06:00:00.000Z']);
  });

  it('waits longer after each failed try, and keeps every other timer where it was', () => {
    const failed = (tries: number, when: string) =>
      at(when, 'timer-failed', { timer: 'remind-requester', key: 'remind-requester', tries });
    const tries = [
      failed(1, '2026-03-05T09:00:00.000Z'),
      failed(2, '2026-03-05T10:00:00.000Z'),
      failed(3, '2026-03-05T16:00:00.000Z'),
      failed(13, '2026-03-15T16:00:00.000Z'),
    ];
    const due = tries.map((_, n) => timer('remind-requester', 'received', ...tries.slice(0, n + 1))[0]?.at);

    expect(due).toEqual([
      '2026-03-05T10:00:00.000Z',
      '2026-03-05T16:00:00.000Z',
      '2026-03-06T16:00:00.000Z',
      '2026-03-22T16:00:00.000Z',
    ]);
    expect(timer('overdue', 'received', ...tries)).toEqual(timer('overdue', 'received'));
    expect(timer('tell-failed', 'received', ...tries.slice(0, 1)).map((t) => t.at)).toEqual([
      '2026-03-05T17:00:00.000Z',
    ]);
    expect(timer('tell-failed', 'received', ...tries.slice(0, 1), done('remind-requester'))).toEqual([]);
  });

  it('reminds on the unsuspended date while a doubt pauses the clock', () => {
    const doubted = ['received', at('2026-03-05T09:00:00.000Z', 'identity-doubted')] as const;

    expect(timer('overdue', ...doubted).map((t) => t.at)).toEqual(
      timer('overdue', 'received').map((t) => t.at),
    );
  });

  it('is as late as the log says, and never later because of a routine link', () => {
    const mailed = at('2026-03-05T09:00:00.000Z', 'mailed', { key: 'verify-2', kind: 'verify-reminder' });

    expect(timer('overdue', 'received', mailed)).toEqual(timer('overdue', 'received'));
  });

  it('says nothing to staff about an opt-out but that it is overdue', () => {
    const kinds = timersOf(aRequest(anEvent('received', { right: 'marketing-objection' })), context).map(
      (t) => t.kind,
    );

    expect(kinds.sort()).toEqual(['check-driver', 'overdue']);
  });

  it('looks for the driver of a request that only waits to be closed', () => {
    expect(timer('check-driver', 'received', 'handed-to-staff')).toEqual([]);
    expect(timer('check-driver', 'received', 'handed-to-staff', 'staff-finished')).toHaveLength(1);
    expect(timer('check-driver', 'received', 'withdrawn')).toHaveLength(1);
  });

  it('looks for the driver of a request that was answered and is not closed, unless its stores are yet to be read again', () => {
    const answered = at(received, 'mailed', { key: 'outcome', kind: 'access-ready' });

    expect(timer('check-driver', ...toFulfilling, answered)).toHaveLength(1);
    expect(timer('check-driver', ...toFulfilling, 'store-erased', answered)).toEqual([]);
    expect(timer('second-reading', ...toFulfilling, 'store-erased', answered)).toHaveLength(1);
  });

  it('looks for a driver on the full quarter after an hour of silence, so that entries soon after one another move no check', () => {
    const silentSince = (time: string) =>
      timer('check-driver', ...proven, at(`2026-03-02T${time}Z`, 'store-searched')).map((t) => t.at);

    expect(silentSince('09:00:00.001')).toEqual(['2026-03-02T10:15:00.000Z']);
    expect(silentSince('09:15:00.000')).toEqual(['2026-03-02T10:15:00.000Z']);
    expect(silentSince('09:15:00.001')).toEqual(['2026-03-02T10:30:00.000Z']);
  });

  it('can close a second time what was reopened', () => {
    const log = ['received', done('close-unverified-0', 'closed'), 'reopened'] as const;

    expect(timer('close-unverified', ...log).map((t) => t.key)).toEqual(['close-unverified-1']);
  });

  it('tries a store again after minutes, then as often as the desk says, counted from the last failure', () => {
    const failures = [1, 2, 3, 4, 5].map((n) => [
      done(`retry-stores-${n}`, 'stores-retried'),
      at(`2026-03-03T1${n}:00:00.000Z`, 'store-unavailable'),
    ]);
    const due = failures.map((_, n) =>
      timer('retry-stores', ...proven, down, ...failures.slice(0, n).flat()).map((t) => t.at.slice(11, 16)),
    );

    expect(due.flat()).toEqual(['09:02', '11:10', '12:30', '19:00', '20:00']);
  });

  it('counts afresh when the store came back in between', () => {
    const log = [
      ...proven,
      down,
      'store-searched',
      at('2026-03-03T15:00:00.000Z', 'store-unavailable'),
    ] as const;

    expect(timer('retry-stores', ...log).map((t) => t.at)).toEqual(['2026-03-03T15:02:00.000Z']);
  });

  it('never tries again by itself what a store refused; the date ends the wait for a person', () => {
    const event = anEvent('store-unavailable', { kind: 'refused' });
    const refused = { event, at: '2026-03-03T09:00:00.000Z' };
    const kinds = timersOf(aRequest(...proven, refused), context).map((t) => t.kind);

    expect(kinds).not.toContain('retry-stores');
    expect(kinds).toContain('give-up-stores');
  });

  it('starts from the civil day of receipt at the establishment', () => {
    const late = anEvent('received', { receivedAt: '2026-03-01T23:30:00.000Z' });

    expect(timer('overdue', late).map((t) => t.at)).toEqual(
      timer('overdue', { event: anEvent('received'), at: received }).map((t) => t.at),
    );
  });
});
