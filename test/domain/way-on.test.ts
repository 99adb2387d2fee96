import fc from 'fast-check';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import { driverTimers } from '../../functions/domain/driver-timers';
import type { NewEvent } from '../../functions/domain/events';
import { allows } from '../../functions/domain/guards';
import { nextStaffPage } from '../../functions/domain/next-staff-page';
import { unaskedMails } from '../../functions/domain/questions';
import type { TimerKind } from '../../functions/domain/timer';
import { timersOf } from '../../functions/domain/timers';
import { openLetters } from '../../functions/domain/undelivered';
import { aBook, aDesk, alma } from '../builders/a-desk';
import { after, anEvent, aRequest, reaching, type Step, toFulfilling } from './a-log';

const desk = aDesk();
const context = { desk, book: aBook(desk) };
const zone = desk.zone;

const notice = { key: 'erasure-notice', kind: 'erasure-notice', to: 'requester' } as const;
const noticed = [...toFulfilling, 'erasure-noticed'] as const;
const refused = [...noticed, anEvent('mail-failed', notice)] as const;
const paused = [...noticed, anEvent('mailed', notice), 'erasure-paused'] as const;
const asked = toFulfilling.slice(0, -1);
const access = anEvent('received', { right: 'access' });
const drifted = ['erasure-drifted', anEvent('handed-to-staff', { reason: 'drift' })] as const;

/** Where a request may be, and what may have gone wrong on the way there. */
const standings: Readonly<Record<string, readonly Step[]>> = {
  ...reaching,
  'asked at an address that does not work': ['received', anEvent('mail-failed', { key: 'acknowledge' })],
  'a request that cannot be read': [anEvent('received', { unread: true })],
  'a complaint': [anEvent('received', { right: 'complaint' })],
  'an opt-out': [anEvent('received', { right: 'marketing-objection' })],
  'a search that a person helps with': [...reaching.locating, 'task-asked'],
  'a search with a store that is down': [...reaching.locating, 'store-unavailable'],
  'a search for somebody who is in doubt': [...reaching.locating, 'identity-doubted'],
  'a copy to decide on': [access, ...asked.slice(1)],
  'named, and not proven': [...reaching['awaiting-identifiers'], 'identifiers-given', ...asked.slice(2)],
  'in doubt at the decision': [...asked, 'identity-doubted'],
  'approved by one of two': [...asked, 'approval-given'],
  'announced by the only one': [...asked, 'approval-announced'],
  'announced, and come to nothing': [
    ...asked,
    'approval-announced',
    anEvent('reminded', { what: 'own-approval' }),
  ],
  'a notice that left': [...noticed, anEvent('mailed', notice)],
  'a notice that was refused': refused,
  'a notice that came back': [...noticed, anEvent('mailed', notice), anEvent('mail-bounced', notice)],
  'a notice that waits for the quota': [...noticed, anEvent('mail-held', notice)],
  'a pause that nobody was told of': paused,
  'a pause with staff': [...paused, 'handed-to-staff'],
  'a pause with staff who doubt': [...paused, 'handed-to-staff', 'identity-doubted'],
  'a pause that was ended': [...paused, 'handed-to-staff', 'erasure-resumed'],
  'a second notice that was refused': [
    ...paused,
    'handed-to-staff',
    'erasure-resumed',
    anEvent('mail-failed', { ...notice, key: 'erasure-notice-2' }),
  ],
  'an erasure that waits its turn': [...toFulfilling, 'erasure-queued'],
  'an erasure under way': [...noticed, 'erasure-notice-ended', 'erasure-planned', 'erasure-begun'],
  'an erasure that left something': [
    ...toFulfilling,
    'store-erased',
    anEvent('task-asked', { kind: 'rest' }),
  ],
  'an erasure that was told': [...toFulfilling, 'store-erased', anEvent('mailed', { key: 'outcome' })],
  'an erasure that drifted': [...toFulfilling, ...drifted],
  'an erasure that drifted, of somebody in doubt': [...toFulfilling, ...drifted, 'identity-doubted'],
  'a refusal': [...asked, anEvent('decided', { decision: 'refused' })],
  'given up by staff': [...asked, anEvent('decided', { decision: 'handed-over' })],
  withdrawn: [...asked, 'withdrawn'],
};

/** What staff can do on any of their pages. */
const ofStaff: readonly NewEvent[] = [
  ...(
    [
      'address-given',
      'identity-doubted',
      'identity-doubt-settled',
      'claim-vouched',
      'task-answered',
      'stores-retried',
      'stores-given-up',
      'search-renewed',
      'unread-settled',
      'contested-settled',
      'field-classified',
      'withheld',
      'law-chosen',
      'question-asked',
      'extended',
      'approval-given',
      'approval-announced',
      'decided',
      'erasure-resumed',
      'drift-accepted',
      'handed-to-staff',
      'staff-finished',
    ] as const
  ).map((type) => anEvent(type)),
  anEvent('identity-verified', { method: 'staff-known', staffId: 'alma' }),
  anEvent('decided', { decision: 'refused' }),
  anEvent('decided', { decision: 'handed-over' }),
  ...['acknowledge', 'erasure-notice', 'erasure-notice-2'].flatMap((key) => [
    anEvent('letter-settled', { key }),
    anEvent('mailed', { ...notice, key, postedOn: '2026-03-09' }),
  ]),
];

/** What the requester, and anybody with access to one of their mailboxes, can do. */
const ofRequester: readonly NewEvent[] = (
  [
    'identity-verified',
    'identifiers-given',
    'identifiers-lapsed',
    'identifier-proven',
    'question-answered',
    'erasure-paused',
    'withdrawn',
    'appealed',
    'package-downloaded',
    'reopened',
    'mail-bounced',
    'mail-complained',
  ] as const
).map((type) => anEvent(type));

/**
 * Deeds of the watch after which the request is somewhere else; to remind and to ring the alarm is not among
 * them.
 */
const moves: ReadonlySet<TimerKind> = new Set<TimerKind>([
  'close-unverified',
  'lapse-identifiers',
  'retry-stores',
  'give-up-stores',
  'end-erasure-notice',
  'hand-over-paused',
  'second-reading',
  'carry-out-approval',
  'check-queue',
  'ask-again',
]);

/**
 * What moves the request on when nobody else acts: the watch, or a member of staff who was asked and has a
 * page for it.
 */
function wayOn(request: DataSubjectRequest): string | undefined {
  if (request.status === 'closed') return 'ended';
  // It is in the daily list of unread forms until the desk can open it.
  if (request.received.unread) return 'list of the unread';
  if (driverTimers({ request, zone }).length > 0) return 'driver';
  if (nextStaffPage(request, alma) && unaskedMails(request, desk).length === 0) return 'staff';
  const isPosted = openLetters(request).some(({ data }) => data.kind === notice.kind);
  if (request.status === 'erasure-notice' && isPosted) return 'post';
  return timersOf(request, context).find(({ kind }) => moves.has(kind))?.kind;
}

/** The request with one more act; undefined where that is not allowed. */
function withAct(request: DataSubjectRequest, act: NewEvent): DataSubjectRequest | undefined {
  return allows(request, act) ? after(request, act) : undefined;
}

function everyAct(request: DataSubjectRequest, acts: readonly NewEvent[]): DataSubjectRequest[] {
  return acts.map((act) => withAct(request, act)).filter((longer) => longer !== undefined);
}

function isStuck(request: DataSubjectRequest): boolean {
  return wayOn(request) === undefined;
}

describe.each(Object.entries(standings))('an open request (%s)', (_, steps) => {
  const request = aRequest(...steps);

  it('has somebody who moves it on, also after each act of staff, each of the requester, and both in either order', () => {
    const staffFirst = everyAct(request, ofStaff);
    const personFirst = everyAct(request, ofRequester);
    const both = [
      ...staffFirst.flatMap((one) => everyAct(one, ofRequester)),
      ...personFirst.flatMap((one) => everyAct(one, ofStaff)),
    ];
    const stuck = [request, ...staffFirst, ...personFirst, ...both].filter(isStuck);

    const acts = stuck.map(({ log }) => log.slice(steps.length).map(({ type }) => type));
    expect(acts).toEqual([]);
  });
});

describe('an open request', () => {
  it('has somebody who moves it on after whatever sequence of acts', () => {
    const acts = fc.array(fc.constantFrom(...ofStaff, ...ofRequester), { maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(standings)), acts, (steps, acted) => {
        const ended = acted.reduce((before, act) => withAct(before, act) ?? before, aRequest(...steps));
        return !isStuck(ended);
      }),
      { numRuns: 150 },
    );
  });
});
