import { everyMail } from '../casework/mail/mail-frame';
import { sendListToEach, staffReaders } from '../casework/mail/send-list';
import { approvers } from '../casework/mail/staff-facts';
import { civilDateOf, plusDuration } from '../domain/civil-time';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { referenceOf } from '../domain/reference';
import { composeMail } from '../emails/compose-mail';
import type { MailTemplate } from '../emails/mail-template';
import { dueRequests } from './due-requests';
import { reminded, type WatchDeps } from './timer-done';

/** Requests that the mail names. */
const NAMED = 20;

/** Requests that one list covers. Further ones are in the list of the next day. */
const IN_A_LIST = 2_000;

/** Two sweeps at once send one list. */
const SEND_LEASE = 'PT2M';

/** One mail to staff about many requests that strangers made. */
export interface StrangersList {
  /** Name of its lease and key of its mail. */
  readonly name: string;
  readonly mail: MailTemplate<'staff-undelivered'> | MailTemplate<'staff-ended-unreached'>;
  /** Command ids that record that the list covered a request; none where there is nothing to tell. */
  readonly untold: (request: DataSubjectRequest) => readonly string[];
  /** What these events say. */
  readonly what: string;
}

/** Tells the approvers, in one mail a day, of all due requests that there is something to tell about. */
export async function tellInList(deps: WatchDeps, requestId: string, list: StrangersList): Promise<void> {
  if (list.untold(await deps.register.load(requestId)).length === 0) return;
  const now = deps.clock.now();
  const today = civilDateOf(now, deps.desk.zone).toString();
  if ((await deps.items.findCursor(`told-${list.name}`)) === today) return;
  const until = plusDuration(now, SEND_LEASE, 'UTC');
  if (!(await deps.items.takeLease(`tell-${list.name}`, now, until))) return;
  try {
    await tell(deps, list, today);
  } finally {
    await deps.items.dropLease(`tell-${list.name}`, until);
  }
}

async function tell(deps: WatchDeps, list: StrangersList, today: string): Promise<void> {
  const waiting: DataSubjectRequest[] = [];
  for await (const request of dueRequests(deps)) {
    if (list.untold(request).length > 0) waiting.push(request);
    if (waiting.length === IN_A_LIST) break;
  }
  if (waiting.length === 0) return;
  await mailList(deps, list, waiting);
  await deps.items.saveCursor(`told-${list.name}`, today);
  for (const request of waiting)
    for (const commandId of list.untold(request))
      await deps.register.append(request.requestId, commandId, () => reminded(list.what));
}

/**
 * One mailbox that refuses does not hold up the others; when all refuse, the mail goes to the second address.
 *
 * @throws the first fault when nobody could be told
 */
async function mailList(
  deps: WatchDeps,
  { name, mail }: StrangersList,
  waiting: readonly DataSubjectRequest[],
): Promise<void> {
  const requests = waiting.slice(0, NAMED).map(({ requestId }) => ({ reference: referenceOf(requestId) }));
  const more = waiting.length - requests.length;
  const facts = {
    ...everyMail(deps),
    total: String(waiting.length),
    requests,
    ...(more > 0 ? { more: String(more) } : {}),
  };
  const list = {
    ...{ key: `${name}-${deps.clock.now()}`, kind: mail.kind, to: 'staff' as const },
    ...{ mail: composeMail(mail, facts), leads: waiting[0]?.requestId },
  };
  const second = { id: 'second', address: deps.desk.escalateTo };
  const faults = await sendListToEach(deps, list, staffReaders(deps, approvers(deps))).catch(
    async (fault) => {
      await sendListToEach(deps, list, [second]);
      return [fault];
    },
  );
  for (const fault of faults) deps.logFailure('desk', fault);
}
