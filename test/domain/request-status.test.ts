import type { EventType } from '../../functions/domain/events';
import { foldRequest } from '../../functions/domain/fold-request';
import { allows } from '../../functions/domain/guards';
import { mayHappen, moves, type Status, statuses } from '../../functions/domain/request-status';
import { anEvent, aRequest, eventTypes, reaching } from './a-log';

/**
 * One letter for each status, in the order of `order`: where each event may happen and where it leads, listed
 * a second time.
 */
const order = 'VLIDNFSC';
const names: Readonly<Record<string, Status>> = {
  V: 'awaiting-verification',
  L: 'locating',
  I: 'awaiting-identifiers',
  D: 'awaiting-decision',
  N: 'erasure-notice',
  F: 'fulfilling',
  S: 'with-staff',
  C: 'closed',
};
const table: Readonly<Record<EventType, readonly [from: string, to?: string]>> = {
  received: [''],
  mailed: ['VLIDNFSC'],
  'mail-held': ['VLIDNFSC'],
  'mail-failed': ['VLIDNFSC'],
  'mail-bounced': ['VLIDNFSC'],
  'mail-complained': ['VLIDNFSC'],
  'letter-settled': ['VLIDNFSC'],
  'address-given': ['V'],
  'identity-verified': ['V', 'L'],
  'identity-doubted': ['VLDS'],
  'identity-doubt-settled': ['VLIDNFS'],
  'proof-offered': ['LIDF'],
  'account-confirmed': ['LIDF'],
  'proof-checked': ['VLIDNFS'],
  'details-vouched': ['F'],
  'form-read': ['SC', 'V'],
  'workflow-started': ['VLIDNFS'],
  'search-started': ['LI'],
  'person-ambiguous': ['L'],
  'store-searched': ['LI'],
  'store-unavailable': ['VLIDNFS'],
  'stores-retried': ['VLIDNFS'],
  'stores-given-up': ['VLIDNFS'],
  'identifiers-asked': ['L', 'I'],
  'identifiers-given': ['I', 'L'],
  'identifier-proven': ['LDNFS'],
  'claim-vouched': ['D'],
  'identifiers-lapsed': ['I', 'L'],
  'task-asked': ['LF'],
  'task-answered': ['VLIDNFS'],
  'manifest-frozen': ['LD'],
  'decision-asked': ['L', 'D'],
  'search-renewed': ['DS', 'L'],
  'unread-settled': ['D'],
  'contested-settled': ['DF'],
  'preview-viewed': ['D'],
  'field-classified': ['D'],
  withheld: ['D'],
  'law-chosen': ['D'],
  'question-asked': ['VLIDNFS'],
  'question-answered': ['VLIDNFS'],
  extended: ['VLIDNFS'],
  'grounds-shown': ['DS'],
  'approval-announced': ['D'],
  'approval-given': ['D'],
  decided: ['D', 'F'],
  'erasure-noticed': ['F', 'N'],
  'erasure-paused': ['N'],
  'erasure-resumed': ['S', 'N'],
  'erasure-notice-ended': ['N', 'F'],
  'erasure-planned': ['F'],
  'erasure-begun': ['F'],
  'erasure-acknowledged': ['VLIDNFS'],
  'erasure-drifted': ['F'],
  'drift-accepted': ['S', 'F'],
  'further-word-given': ['SF'],
  'store-erased': ['F'],
  'second-reading-due': ['F'],
  'reading-paused': ['F'],
  'store-read-again': ['F'],
  'erasure-replayed': ['CF'],
  'read-later': ['C'],
  'kept-until': ['F'],
  'kept-end-begun': ['C'],
  'kept-end-acknowledged': ['C'],
  'kept-ended': ['C'],
  'kept-finished': ['C'],
  'kept-shredded': ['C'],
  'correction-begun': ['F'],
  'store-corrected': ['VLIDNFS'],
  'opt-out-signalled': ['VLIDNFS'],
  'opted-out': ['F'],
  'package-made': ['F'],
  'report-made': ['CF'],
  'package-downloaded': ['VLIDNFSC'],
  'package-expired': ['VLIDNFSC'],
  'recipients-chosen': ['VLIDNFSC'],
  'recipient-queued': ['VLIDNFSC'],
  'recipient-told': ['VLIDNFSC'],
  'recipient-confirmed': ['VLIDNFSC'],
  'recipient-declined': ['VLIDNFSC'],
  'recipient-promised': ['VLIDNFSC'],
  'settlement-answered': ['VLIDNFSC'],
  'settlement-checked': ['C'],
  'erasure-settled': ['CF'],
  'handed-to-staff': ['VLIDNFS', 'S'],
  'staff-finished': ['S'],
  reminded: ['VLIDNFSC'],
  overdue: ['VLIDNFS'],
  'timer-failed': ['VLIDNFSC'],
  trouble: ['VLIDNFS'],
  withdrawn: ['VLIDNFS'],
  linked: ['VLIDNFSC'],
  'erasure-queued': ['F'],
  'erasure-unqueued': ['F'],
  closed: ['VLIDNFS', 'C'],
  reopened: ['C', 'V'],
  'unknown-event': [''],
  'history-lost': ['VLIDNFSC'],
  'history-settled': ['VLIDNFSC'],
  appealed: ['VLIDNFSC'],
  complained: ['VLIDNFSC'],
  'review-tied': ['VLIDNFS'],
  'progress-written': ['S'],
  'carried-on': ['S'],
  'carries-on': ['VF'],
  'restriction-set': ['S'],
  'restriction-marked': ['SC'],
  'restriction-kept': ['C'],
  'restriction-ending': ['C'],
  'restriction-ended': ['C'],
  shredded: ['C'],
};

const pairs = eventTypes.flatMap((type) => statuses.map((status) => ({ type, status })));

describe('the table of moves', () => {
  it('names every event once and every status', () => {
    expect(Object.keys(moves).sort()).toEqual([...eventTypes].sort());
    expect([...order].map((letter) => names[letter])).toEqual([...statuses]);
  });

  it.each(pairs)('lets $type happen to $status only where the table says so', ({ type, status }) => {
    const letter = [...order].find((l) => names[l] === status) ?? '?';

    expect(mayHappen(type, status)).toBe(table[type][0].includes(letter));
  });

  it.each(pairs.filter((p) => mayHappen(p.type, p.status)))(
    'takes a request from $status by $type where the table says',
    ({ type, status }) => {
      const before = aRequest(...reaching[status]);

      const after = aRequest(...reaching[status], anEvent(type));

      const to = table[type][1];
      expect(before.status).toBe(status);
      expect(after.status).toBe(to ? names[to] : status);
    },
  );

  it.each(pairs.filter((p) => !mayHappen(p.type, p.status)))(
    'refuses $type to a request in $status, whatever the guards say',
    ({ type, status }) => {
      expect(allows(aRequest(...reaching[status]), anEvent(type))).toBe(false);
    },
  );

  it('sends a decision to hand over to staff, not to the execution', () => {
    const request = aRequest(
      ...reaching['awaiting-decision'],
      anEvent('decided', { decision: 'handed-over' }),
    );

    expect(request.status).toBe('with-staff');
  });
});

describe('the fold of a log', () => {
  it('tells an outcome only while the request is closed', () => {
    expect(aRequest(...reaching.closed).outcome).toBe('unverified');
    expect(aRequest(...reaching.closed, 'reopened').outcome).toBeUndefined();
  });

  it.each([
    ['is empty', []],
    ['begins with something else', aRequest('received', 'mailed').log.slice(1)],
    ['has a gap', aRequest('received', 'mailed', 'mailed').log.filter((e) => e.seq !== 2)],
    ['holds one number twice', [1, 1].flatMap(() => aRequest('received').log)],
  ])('refuses a log that %s', (_, log) => {
    expect(() => foldRequest(log)).toThrow();
  });
});
