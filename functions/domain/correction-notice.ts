import type { LoggedEvent } from './events';
import { lastOf } from './log-entries';

/** Whether something is to change with which an account could be taken over. */
export function changesGuarded({ log }: { readonly log: readonly LoggedEvent[] }): boolean {
  return lastOf(log, 'manifest-frozen')?.data.correction?.fields.some(({ guarded }) => guarded) ?? false;
}

/** Whether the addresses on file must hear of a correction, and have time to object, before anything is written: of each decision anew. */
export function awaitsNotice(request: { readonly log: readonly LoggedEvent[] }): boolean {
  const ended = lastOf(request.log, 'erasure-notice-ended')?.seq ?? 0;
  return changesGuarded(request) && ended < (lastOf(request.log, 'decided')?.seq ?? 0);
}
