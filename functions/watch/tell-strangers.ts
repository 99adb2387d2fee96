import type { DataSubjectRequest } from '../domain/data-subject-request';
import { later } from '../domain/due-dates';
import { listedMails, strangersListTimers } from '../domain/listed-mails';
import { type Reader, staffReaders } from '../mailing/send-list';
import { deciders } from '../mailing/staff-facts';
import { mailList, noteListed } from '../mailing/strangers-list';
import { dueRequests } from './due-requests';
import type { WatchDeps } from './note-deed';

/** Requests that one list counts. What was put on a list before it went and is not among them is noted as told by the sweeps after it, without another mail. */
const COUNTED = 200;

/** Two sweeps at once send one list. */
const SENDING = 'PT2M';

/** The index may show an entry this late: what is younger stands in the next list, unless it was seen. */
const INDEX_LAG = '-PT2M';

const TOLD = 'strangers-told-until';

/** Sends staff one list of all strangers' requests that wait for it, or notes that the last one told of this. */
export async function tellStrangers(deps: WatchDeps, { requestId }: DataSubjectRequest): Promise<void> {
  const now = deps.clock.now();
  const request = await deps.register.load(requestId);
  const told = (await deps.items.findCursor(TOLD)) ?? '';
  if (listedMails(request).every(({ at }) => at <= told)) return noteListed(deps, request);
  const until = later(now, SENDING, 'UTC');
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
    if (waiting.length === COUNTED) break;
  }
  const cutOff = waiting.length === COUNTED;
  await mailList(deps, waiting, { readers: readersOf(deps, waiting), cutOff });
  if (cutOff) await deps.items.saveCursor(TOLD, later(now, INDEX_LAG, 'UTC'));
}

/** Those who decide, and whoever else one of the mails was meant for. */
function readersOf({ desk }: WatchDeps, waiting: readonly DataSubjectRequest[]): Reader[] {
  const meant = new Set(waiting.flatMap(listedMails).map(({ data }) => data.key.split(':').at(-1) ?? ''));
  const staff = staffReaders({ desk }, [...deciders({ desk }), ...meant]);
  const isSecond = meant.has('second') || staff.length === 0;
  const isAmong = staff.some(({ address }) => address === desk.escalateTo);
  return isSecond && !isAmong ? [...staff, { id: 'second', address: desk.escalateTo }] : staff;
}
