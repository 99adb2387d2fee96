import type { DataSubjectRequest } from './data-subject-request';
import { DATE_MARK } from './date-marks';
import { type DateContext, isWronglyDated } from './redated-request';
import type { Timer } from './timer';

/**
 * Has the log say that entries before were dated by a wrong clock, with the date to use instead. It is due at
 * once: until it is done, no wait that is counted from those entries ends.
 */
export function redateTimers({ log }: DataSubjectRequest, context: DateContext): Timer[] {
  const now = context.clock?.now();
  const isOpen = isWronglyDated(log, context.behind, now);
  const first = log.find(isOpen);
  if (!first || now === undefined || log.some(({ type }) => type === 'shredded')) return [];
  const after = log.slice(first.seq).find((event) => !isOpen(event));
  const last = after ? after.seq - 1 : log.length;
  const at = [now, log[0]?.at ?? now].sort()[0] ?? now;
  return [{ kind: 'date-anew', key: `${DATE_MARK}${first.seq}-${last}`, at }];
}
