import type { DataSubjectRequest } from '../domain/data-subject-request';
import { later } from '../domain/due-dates';
import { referenceOf } from '../domain/reference';
import { putOffAt, tellKey, toTell } from '../domain/undelivered';
import { composeMail } from '../emails/compose-mail';
import { staffUndelivered } from '../emails/staff-mails';
import { everyMail } from '../mailing/mail-once';
import { sendListToEach, staffReaders } from '../mailing/send-list';
import { deciders } from '../mailing/staff-facts';
import { tellUndelivered } from '../mailing/tell-undelivered';
import { dueRequests } from './due-requests';
import type { WatchDeps } from './note-deed';

/** Requests that the mail names. */
const NAMED = 20;

/** Requests that one list settles; further ones make another. */
const IN_A_LIST = 500;

/** Two sweeps at once send one list. */
const SENDING = 'PT2M';

/** Tells of what did not arrive: at once, or, where that was put off, of all such requests in one mail. */
export async function tellWhatFailed(deps: WatchDeps, { requestId }: DataSubjectRequest): Promise<void> {
  await tellUndelivered(deps, requestId);
  const now = deps.clock.now();
  if (!isWaiting(await deps.register.load(requestId))) return;
  const until = later(now, SENDING, 'UTC');
  if (!(await deps.items.takeLease('tell-put-off', now, until))) return;
  try {
    await tellList(deps);
  } finally {
    await deps.items.dropLease('tell-put-off', until);
  }
}

function waitingIn(request: DataSubjectRequest) {
  return toTell(request).filter((event) => putOffAt(request, event) !== undefined);
}

function isWaiting(request: DataSubjectRequest): boolean {
  return waitingIn(request).length > 0;
}

async function tellList(deps: WatchDeps): Promise<void> {
  const waiting: DataSubjectRequest[] = [];
  for await (const request of dueRequests(deps)) {
    if (isWaiting(request)) waiting.push(request);
    if (waiting.length === IN_A_LIST) break;
  }
  if (waiting.length === 0) return;
  await mailList(deps, waiting);
  for (const request of waiting)
    for (const event of waitingIn(request))
      await deps.register.append(request.requestId, tellKey(event), () => ({
        type: 'reminded',
        data: { what: 'undelivered' },
        actor: { kind: 'desk' },
      }));
}

/** One whose mailbox refuses keeps it from nobody else. Throws the first fault when nobody could be told. */
async function mailList(deps: WatchDeps, waiting: readonly DataSubjectRequest[]): Promise<void> {
  const requests = waiting.slice(0, NAMED).map(({ requestId }) => ({ reference: referenceOf(requestId) }));
  const more = waiting.length - requests.length;
  const mail = composeMail(staffUndelivered, {
    ...everyMail(deps),
    total: String(waiting.length),
    requests,
    ...(more > 0 ? { more: String(more) } : {}),
  });
  const readers = staffReaders(deps, deciders(deps));
  const list = {
    ...{ key: `put-off-${deps.clock.now()}`, kind: staffUndelivered.kind, to: 'staff' as const },
    ...{ mail, leads: waiting[0]?.requestId },
  };
  const faults = await sendListToEach(deps, list, readers);
  for (const fault of faults) deps.note('desk', fault as Error);
}
