import type { EventType } from './events';

/** Where a request is. How it ended is its `outcome`, a separate field. */
export const statuses = [
  'awaiting-verification',
  'locating',
  'awaiting-identifiers',
  'awaiting-decision',
  'erasure-notice',
  'fulfilling',
  'with-staff',
  'closed',
] as const;

export type Status = (typeof statuses)[number];

const open = statuses.filter((s) => s !== 'closed');
const anyTime = statuses;

interface Move {
  readonly from: readonly Status[];
  /** Absent: the event happens without changing where the request is. */
  readonly to?: Status;
}

/**
 * Every legal move, once: the register refuses an event whose request is in none of the `from` statuses, and
 * the picture in docs/path.md is made from the same table. The table alone protects nothing irreversible:
 * that an erasure or an export has its proof and its approval is checked by `guards.ts`.
 */
export const moves: Readonly<Record<EventType, Move>> = {
  received: { from: [] },
  mailed: { from: anyTime },
  'mail-held': { from: anyTime },
  'mail-failed': { from: anyTime },
  'mail-bounced': { from: anyTime },
  'mail-complained': { from: anyTime },
  'letter-settled': { from: anyTime },
  'address-given': { from: ['awaiting-verification'] },
  'identity-verified': { from: ['awaiting-verification'], to: 'locating' },
  'identity-doubted': { from: ['awaiting-verification', 'locating', 'awaiting-decision', 'with-staff'] },
  'identity-doubt-settled': { from: open },
  'proof-offered': { from: ['locating', 'awaiting-identifiers', 'awaiting-decision', 'fulfilling'] },
  'account-confirmed': { from: ['locating', 'awaiting-identifiers', 'awaiting-decision', 'fulfilling'] },
  // The result may come after the request was handed over: the try is used up all the same.
  'proof-checked': { from: open },
  'details-vouched': { from: ['fulfilling'] },
  // A request that staff closed unread goes on all the same, because nobody has answered it.
  'form-read': { from: ['with-staff', 'closed'] },
  'workflow-started': { from: open },
  'search-started': { from: ['locating', 'awaiting-identifiers'] },
  'person-ambiguous': { from: ['locating'] },
  'store-searched': { from: ['locating', 'awaiting-identifiers'] },
  'store-unavailable': { from: open },
  'stores-retried': { from: open },
  'stores-given-up': { from: open },
  'identifiers-asked': { from: ['locating'], to: 'awaiting-identifiers' },
  'identifiers-given': { from: ['awaiting-identifiers'], to: 'locating' },
  'identifier-proven': {
    from: ['locating', 'awaiting-decision', 'erasure-notice', 'fulfilling', 'with-staff'],
  },
  'claim-vouched': { from: ['awaiting-decision'] },
  'identifiers-lapsed': { from: ['awaiting-identifiers'], to: 'locating' },
  'task-asked': { from: ['locating', 'fulfilling'] },
  'task-answered': { from: open },
  // While a correction is decided on, what staff want corrected is frozen again.
  'manifest-frozen': { from: ['locating', 'awaiting-decision'] },
  'decision-asked': { from: ['locating'], to: 'awaiting-decision' },
  'search-renewed': { from: ['awaiting-decision', 'with-staff'], to: 'locating' },
  'unread-settled': { from: ['awaiting-decision'] },
  'contested-settled': { from: ['awaiting-decision', 'fulfilling'] },
  'preview-viewed': { from: ['awaiting-decision'] },
  'field-classified': { from: ['awaiting-decision'] },
  withheld: { from: ['awaiting-decision'] },
  'law-chosen': { from: ['awaiting-decision'] },
  'question-asked': { from: open },
  'question-answered': { from: open },
  extended: { from: open },
  'approval-given': { from: ['awaiting-decision'] },
  'approval-announced': { from: ['awaiting-decision'] },
  'grounds-shown': { from: ['awaiting-decision', 'with-staff'] },
  decided: { from: ['awaiting-decision'], to: 'fulfilling' },
  'erasure-noticed': { from: ['fulfilling'], to: 'erasure-notice' },
  'erasure-paused': { from: ['erasure-notice'] },
  'erasure-resumed': { from: ['with-staff'], to: 'erasure-notice' },
  'erasure-notice-ended': { from: ['erasure-notice'], to: 'fulfilling' },
  'erasure-queued': { from: ['fulfilling'] },
  'erasure-unqueued': { from: ['fulfilling'] },
  'erasure-planned': { from: ['fulfilling'] },
  'erasure-begun': { from: ['fulfilling'] },
  // The answer may come after the request was handed over or withdrawn: what was done is recorded all the
  // same.
  'erasure-acknowledged': { from: open },
  'erasure-drifted': { from: ['fulfilling'] },
  'drift-accepted': { from: ['with-staff'], to: 'fulfilling' },
  'further-word-given': { from: ['with-staff', 'fulfilling'] },
  'store-erased': { from: ['fulfilling'] },
  'second-reading-due': { from: ['fulfilling'] },
  'reading-paused': { from: ['fulfilling'] },
  'store-read-again': { from: ['fulfilling'] },
  'erasure-replayed': { from: ['closed', 'fulfilling'] },
  'read-later': { from: ['closed'] },
  'settlement-answered': { from: anyTime },
  'settlement-checked': { from: ['closed'] },
  'erasure-settled': { from: ['fulfilling', 'closed'] },
  'kept-until': { from: ['fulfilling'] },
  'kept-end-begun': { from: ['closed'] },
  'kept-end-acknowledged': { from: ['closed'] },
  'kept-ended': { from: ['closed'] },
  'kept-finished': { from: ['closed'] },
  'kept-shredded': { from: ['closed'] },
  'correction-begun': { from: ['fulfilling'] },
  // The answer may come after the request was handed over: what was done is recorded all the same.
  'store-corrected': { from: open },
  'opt-out-signalled': { from: open },
  'opted-out': { from: ['fulfilling'] },
  'package-made': { from: ['fulfilling'] },
  'report-made': { from: ['fulfilling', 'closed'] },
  'package-downloaded': { from: anyTime },
  'package-expired': { from: anyTime },
  'recipients-chosen': { from: anyTime },
  'recipient-queued': { from: anyTime },
  'recipient-told': { from: anyTime },
  'recipient-confirmed': { from: anyTime },
  'recipient-declined': { from: anyTime },
  'recipient-promised': { from: anyTime },
  'handed-to-staff': { from: open, to: 'with-staff' },
  'staff-finished': { from: ['with-staff'] },
  reminded: { from: anyTime },
  overdue: { from: open },
  'timer-failed': { from: anyTime },
  trouble: { from: open },
  withdrawn: {
    from: [
      'awaiting-verification',
      'locating',
      'awaiting-identifiers',
      'awaiting-decision',
      'erasure-notice',
      // Only while an erasure waits for another request: see `mayWithdrawNow`.
      'fulfilling',
      'with-staff',
    ],
  },
  closed: { from: open, to: 'closed' },
  reopened: { from: ['closed'], to: 'awaiting-verification' },
  shredded: { from: ['closed'] },
  linked: { from: anyTime },
  appealed: { from: anyTime },
  complained: { from: anyTime },
  'review-tied': { from: open },
  'progress-written': { from: ['with-staff'] },
  'carried-on': { from: ['with-staff'] },
  'carries-on': { from: ['awaiting-verification', 'fulfilling'] },
  'restriction-set': { from: ['with-staff'] },
  'restriction-marked': { from: ['with-staff', 'closed'] },
  'restriction-kept': { from: ['closed'] },
  'restriction-ending': { from: ['closed'] },
  'restriction-ended': { from: ['closed'] },
  'history-lost': { from: anyTime },
  'history-settled': { from: anyTime },
  'unknown-event': { from: [] },
};

/** Whether the table lets `type` happen to a request in this status. */
export function mayHappen(type: EventType, status: Status): boolean {
  return moves[type].from.includes(status);
}
