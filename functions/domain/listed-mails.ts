import { type DataSubjectRequest, wasMailed } from './data-subject-request';
import { allOf, type EventOf } from './log-entries';
import { isStrangersRequest } from './strangers';
import type { Timer } from './timer';

/** A mail to staff that is sent as part of the next list instead of alone. */
export type ListedMail = EventOf<'mail-held'>;

/** Mails about a stranger's request that staff have had neither alone nor in a list. */
export function listedMails(request: DataSubjectRequest): ListedMail[] {
  return allOf(request.log, 'mail-held').filter(
    ({ data }) => data.because === 'staff-list' && !wasMailed(request, data.key),
  );
}

/** Whether a mail to staff was put on a list, sent by now or not. */
export function isListed({ log }: Pick<DataSubjectRequest, 'log'>, key: string): boolean {
  return allOf(log, 'mail-held').some(({ data }) => data.because === 'staff-list' && data.key === key);
}

/**
 * One timer for each request, with the command id that records its first mail as sent. A request that was
 * proven since, or that staff dealt with, needs no list any more.
 */
export function strangersListTimers(request: DataSubjectRequest): Timer[] {
  if (request.status === 'closed' || !isStrangersRequest(request)) return [];
  const [first] = listedMails(request);
  if (!first) return [];
  return [{ kind: 'tell-strangers', key: `mail-${first.data.key}`, at: first.data.until }];
}
