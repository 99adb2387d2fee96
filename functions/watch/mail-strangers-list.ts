import { type Reader, staffReaders } from '../casework/mail/send-list';
import { nextHour } from '../casework/mail/single-mail-quota';
import { approvers } from '../casework/mail/staff-facts';
import { MAX_NAMED, mailList } from '../casework/mail/strangers-list';
import { plusDuration } from '../domain/civil-time';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { listedMails, strangersListTimers } from '../domain/listed-mails';
import { dueRequests } from './due-requests';
import type { WatchDeps } from './timer-done';

/** Two sweeps at once send one list. */
const SEND_LEASE = 'PT2M';

/** Instant before which no further list is sent, because the last one was full. */
const NEXT = 'strangers-list-next';

/**
 * Sends staff one list of the strangers' requests that wait for it. What exceeds it waits for the next list,
 * an hour later.
 */
export async function mailStrangersList(deps: WatchDeps, { requestId }: DataSubjectRequest): Promise<void> {
  const now = deps.clock.now();
  if (listedMails(await deps.register.load(requestId)).length === 0) return;
  if (now < ((await deps.items.findCursor(NEXT)) ?? '')) return;
  const until = plusDuration(now, SEND_LEASE, 'UTC');
  if (!(await deps.items.takeLease('strangers-list', now, until))) return;
  try {
    await sendList(deps, now);
  } finally {
    await deps.items.dropLease('strangers-list', until);
  }
}

async function sendList(deps: WatchDeps, now: string): Promise<void> {
  const waiting: DataSubjectRequest[] = [];
  for await (const request of dueRequests(deps)) {
    if (strangersListTimers(request).some(({ at }) => at <= now)) waiting.push(request);
    if (waiting.length === MAX_NAMED) break;
  }
  const cutOff = waiting.length === MAX_NAMED;
  await mailList(deps, waiting, { readers: readersOf(deps, waiting), cutOff });
  if (cutOff) await deps.items.saveCursor(NEXT, nextHour(now));
}

/** The approvers, and anyone else that one of the mails was meant for. */
function readersOf({ desk }: WatchDeps, waiting: readonly DataSubjectRequest[]): Reader[] {
  const meant = new Set(waiting.flatMap(listedMails).map(({ data }) => data.key.split(':').at(-1) ?? ''));
  const staff = staffReaders({ desk }, [...approvers({ desk }), ...meant]);
  const isSecond = meant.has('second') || staff.length === 0;
  const isAmong = staff.some(({ address }) => address === desk.escalateTo);
  return isSecond && !isAmong ? [...staff, { id: 'second', address: desk.escalateTo }] : staff;
}
