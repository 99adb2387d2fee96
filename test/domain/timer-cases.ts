import { taskReminders } from '../../functions/domain/due-date-timers';
import type { TimerKind } from '../../functions/domain/timer';
import { anEvent, type Step, toFulfilling } from './a-log';

export const at = (when: string, ...[type, data]: Parameters<typeof anEvent>) => ({
  event: anEvent(type, data),
  at: when,
});
export const done = (as: string, type: Parameters<typeof anEvent>[0] = 'reminded') => ({
  event: anEvent(type),
  as,
});
const decided = toFulfilling as readonly Step[];
const erased = [...decided, at('2026-03-10T08:00:00.000Z', 'store-erased')];
const told = anEvent('mailed', { key: 'outcome', kind: 'erasure-complete' });
export const down = at('2026-03-03T09:00:00.000Z', 'store-unavailable');
export const proven = ['received', 'identity-verified'] as const;
const task = at('2026-03-03T09:00:00.000Z', 'task-asked');
const packed = [
  anEvent('received', { right: 'access' }),
  ...decided.slice(1),
  at('2026-03-10T08:00:00.000Z', 'package-made'),
];
const closed = at('2026-03-11T08:00:00.000Z', 'closed');

const unverified = {
  event: anEvent('closed', { outcome: 'unverified' }),
  at: '2026-03-30T22:00:00.000Z',
  as: 'close-unverified-0',
};
const bounced = at('2026-03-02T10:00:00.000Z', 'mail-bounced', { key: 'acknowledge' });
const queued = at('2026-03-05T09:00:00.000Z', 'erasure-queued');
const passedOver = { because: 'date', behind: ['dsr-000000000002'] } as const;

interface Case {
  readonly kind: TimerKind;
  /** A log in which the timer waits, when it is due, and what removes it. */
  readonly waits: readonly Step[];
  readonly due: string | readonly string[];
  readonly gone: Readonly<Record<string, readonly Step[]>>;
}

/** Each kind of timer once. */
export const cases: readonly Case[] = [
  {
    kind: 'remind-requester',
    waits: ['received'],
    due: '2026-03-05T09:00:00.000Z',
    gone: { reminded: [done('remind-requester')], proven: ['identity-verified'], withdrawn: ['withdrawn'] },
  },
  {
    kind: 'tell-staff-unverified',
    waits: ['received'],
    due: '2026-03-12T09:00:00.000Z',
    gone: {
      told: [done('tell-staff-unverified')],
      proven: ['identity-verified'],
      handed: ['handed-to-staff'],
    },
  },
  {
    kind: 'close-unverified',
    waits: ['received'],
    due: '2026-03-30T22:00:00.000Z',
    gone: {
      closed: [done('close-unverified-0', 'closed')],
      proven: ['identity-verified'],
      withdrawn: ['withdrawn'],
    },
  },
  {
    kind: 'lapse-identifiers',
    waits: [...proven, at('2026-03-04T09:00:00.000Z', 'identifiers-asked')],
    due: '2026-03-11T08:00:00.000Z'.replace('08', '09'),
    gone: { named: ['identifiers-given'], lapsed: ['identifiers-lapsed'], withdrawn: ['withdrawn'] },
  },
  {
    kind: 'prove-addresses',
    waits: [
      ...proven,
      at('2026-03-04T09:00:00.000Z', 'identifiers-asked'),
      at('2026-03-04T09:10:00.000Z', 'identifiers-given'),
    ],
    due: '2026-03-04T10:15:00.000Z',
    gone: {
      mailed: [anEvent('mailed', { key: 'prove-address-4-0', kind: 'prove-address', to: 'named' })],
      proven: [anEvent('identifier-proven', { given: 4, index: 0 })],
      tried: [done('prove-addresses-4')],
      'handed over': ['handed-to-staff'],
      withdrawn: ['withdrawn'],
    },
  },
  {
    kind: 'tell-unverified',
    waits: ['received', unverified],
    due: '2026-03-30T22:00:00.000Z',
    gone: {
      mailed: [anEvent('mailed', { key: 'close-unverified-0', kind: 'unverified-notice', to: 'requester' })],
      'proven late': ['reopened'],
      shredded: ['shredded'],
    },
  },
  {
    kind: 'tell-unreached',
    waits: ['received', bounced, unverified],
    due: '2026-03-31T06:00:00.000Z',
    gone: {
      told: [done('unreached-close-unverified-0')],
      'proven late': ['reopened'],
      shredded: ['shredded'],
    },
  },
  {
    kind: 'check-queue',
    waits: [...decided, queued],
    due: '2026-03-05T09:10:00.000Z',
    gone: { over: ['erasure-unqueued'], withdrawn: ['withdrawn'], 'handed over': ['handed-to-staff'] },
  },
  {
    kind: 'tell-passed-over',
    waits: [...decided, queued, at('2026-03-30T22:00:00.000Z', 'erasure-unqueued', passedOver)],
    due: '2026-03-30T22:00:00.000Z',
    gone: { told: [done('passed-over-8')], closed: [closed] },
  },
  {
    kind: 'retry-stores',
    waits: [...proven, down],
    due: '2026-03-03T09:02:00.000Z',
    gone: {
      retried: [done('retry-stores-1', 'stores-retried')],
      'given up': ['stores-given-up'],
      answered: ['store-searched'],
      withdrawn: ['withdrawn'],
    },
  },
  {
    kind: 'give-up-stores',
    waits: [...proven, down],
    due: '2026-03-30T22:00:00.000Z',
    gone: { 'given up': ['stores-given-up'], answered: ['store-searched'], withdrawn: ['withdrawn'] },
  },
  {
    kind: 'end-erasure-notice',
    waits: [
      ...decided,
      'erasure-noticed',
      anEvent('mailed', { key: 'erasure-notice', kind: 'erasure-notice' }),
    ],
    due: '2026-03-10T09:00:00.000Z',
    gone: { paused: ['erasure-paused'], ended: ['erasure-notice-ended'], withdrawn: ['withdrawn'] },
  },
  {
    kind: 'hand-over-paused',
    waits: [...decided, 'erasure-noticed', at('2026-03-09T08:00:00.000Z', 'erasure-paused')],
    due: '2026-03-09T08:00:00.000Z',
    gone: { 'with staff': ['handed-to-staff'], withdrawn: ['withdrawn'] },
  },
  {
    kind: 'second-reading',
    waits: [...erased, told],
    due: '2026-03-11T08:00:00.000Z',
    gone: {
      due: [done('second-reading', 'second-reading-due')],
      'with a person, where it could never be done': ['handed-to-staff'],
    },
  },
  {
    kind: 'remind-task',
    waits: [...proven, task],
    due: [
      '2026-03-10T09:00:00.000Z',
      '2026-03-17T09:00:00.000Z',
      '2026-03-24T09:00:00.000Z',
      '2026-03-26T07:00:00.000Z',
    ],
    gone: {
      answered: ['task-answered'],
      reminded: taskReminders({ taskId: 't', owner: 'jonas' }).map((key) => done(key)),
      withdrawn: ['withdrawn'],
    },
  },
  {
    kind: 'overdue',
    waits: ['received'],
    due: '2026-04-02T22:00:00.000Z',
    gone: { answered: [told], withdrawn: ['withdrawn'] },
  },
  {
    kind: 'remind-collection',
    waits: [...packed, closed],
    due: '2026-03-17T08:00:00.000Z',
    gone: {
      fetched: ['package-downloaded'],
      reminded: [done('remind-collection')],
      expired: ['package-expired'],
    },
  },
  {
    kind: 'expire-package',
    waits: [...packed, closed],
    due: '2026-04-09T08:00:00.000Z'.replace('T08', 'T07'),
    gone: { expired: ['package-expired'] },
  },
  {
    kind: 'shred',
    waits: ['received', closed],
    due: '2029-03-11T08:00:00.000Z',
    gone: { shredded: ['shredded'] },
  },
  {
    kind: 'end-stub',
    waits: ['received', closed, at('2029-03-11T08:00:00.000Z', 'shredded')],
    due: '2035-03-11T08:00:00.000Z',
    gone: { 'a law still keeps something': ['kept-until'] },
  },
  {
    kind: 'check-driver',
    waits: [...proven],
    due: '2026-03-02T10:00:00.000Z',
    gone: {
      'a person is asked': ['decision-asked'],
      'a person looks': ['task-asked'],
      'a store is down': ['store-unavailable'],
    },
  },
];
