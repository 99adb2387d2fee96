import type { LoggedEvent } from './events';
import { lastOf } from './log-entries';

/** Whether data is to change with which an account could be taken over, by the desk or by hand. */
export function changesGuardedData({ log }: { readonly log: readonly LoggedEvent[] }): boolean {
  const { fields = [], takeover = [] } = lastOf(log, 'manifest-frozen')?.data.correction ?? {};
  return takeover.length > 0 || fields.some(({ guarded }) => guarded);
}

/**
 * Whether the addresses on file must be notified of a correction, and have time to object, before anything is
 * written; each decision needs its own notice.
 */
export function awaitsNotice(request: { readonly log: readonly LoggedEvent[] }): boolean {
  const ended = lastOf(request.log, 'erasure-notice-ended')?.seq ?? 0;
  return changesGuardedData(request) && ended < (lastOf(request.log, 'decided')?.seq ?? 0);
}
