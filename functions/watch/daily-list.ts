import { sealRecipient } from '../casework/evidence/informed-recipients';
import { issueLink } from '../casework/links/issue-link';
import { everyMail } from '../casework/mail/mail-frame';
import { mailRecipientLeft } from '../casework/mail/mail-recipient-left';
import { recipientTodo } from '../casework/mail/recipient-todo';
import { sendList } from '../casework/mail/send-list';
import { civilDateOf, plusDuration } from '../domain/civil-time';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { TryAgainError } from '../domain/errors';
import { queuedRecipients } from '../domain/recipients';
import { referenceOf } from '../domain/reference';
import type { Recipient } from '../domain/system-map';
import type { Timer } from '../domain/timer';
import { timersOf } from '../domain/timers';
import { composeMail } from '../emails/compose-mail';
import type { MailFacts } from '../emails/mail-facts';
import { recipientDigest } from '../emails/recipient-mails';
import { dueRequests } from './due-requests';
import { mailEachReader } from './mail-each-reader';
import { recordTimerDone, reminded, type WatchDeps } from './timer-done';

/** Requests in one list. Further ones are in the list of the next day. */
const IN_A_LIST = 200;

/** How long a list that is being sent belongs to its sender. */
const SEND_LEASE = 'PT2M';

const digest = { kind: recipientDigest.kind, to: 'recipient' } as const;

/** How long a recipient's link works. */
const LINK_LIFE = 'P60D';

/**
 * Sends each recipient that this request waits for its list of the day: one mail for all requests that are
 * due by then. The first request of them holds the lease of the day, so that a crash repeats that list and
 * makes no second one; the others are recorded as told. A recipient whose mailbox refuses does not hold up
 * the others.
 */
export async function mailDailyList(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const tells = queuedRecipients(request).map((recipientId) => async () => {
    if (await leads(deps, request, recipientId)) await onceAtATime(deps, recipientId);
  });
  await mailEachReader(deps, request, timer, tells);
  await recordTimerDone(deps, request, timer, reminded('recipients'));
}

async function leads(
  deps: WatchDeps,
  { requestId }: DataSubjectRequest,
  recipientId: string,
): Promise<boolean> {
  const ends = plusDuration(deps.clock.now(), 'P2D', deps.desk.zone);
  return deps.items.takePlace(`list:${dayOf(deps)}:${recipientId}`, requestId, 1, ends);
}

function dayOf({ clock, desk }: Pick<WatchDeps, 'clock' | 'desk'>): string {
  return civilDateOf(clock.now(), desk.zone).toString();
}

/**
 * Two sweeps at once send one list: the later one leaves it to the next sweep, which sends whatever is
 * missing.
 */
async function onceAtATime(deps: WatchDeps, recipientId: string): Promise<void> {
  const now = deps.clock.now();
  const [lease, until] = [`list:${recipientId}`, plusDuration(now, SEND_LEASE, 'UTC')];
  if (!(await deps.items.takeLease(lease, now, until)))
    throw new TryAgainError('another sweep is sending this list');
  try {
    await tellRecipient(deps, recipientId);
  } finally {
    await deps.items.dropLease(lease, until);
  }
}

async function tellRecipient(deps: WatchDeps, recipientId: string): Promise<void> {
  const recipient = deps.map.systems.flatMap((s) => s.recipients).find((one) => one.id === recipientId);
  const waiting = await waitingFor(deps, recipientId);
  if (waiting.length === 0) return;
  if (!recipient) return mailRecipientLeft(deps, recipientId, waiting);
  const facts = await listFacts(deps, recipient, waiting);
  const mail = composeMail(recipientDigest, facts);
  const list = { ...digest, key: `list-${dayOf(deps)}`, mail, leads: waiting[0]?.requestId };
  await sendList(deps, list, { id: recipientId, address: recipient.contact });
  for (const request of waiting) {
    const { requestId } = request;
    const asTold = await sealRecipient(deps, request, recipient);
    await deps.register.append(requestId, `told-${recipient.id}`, () => ({
      type: 'recipient-told',
      data: { recipientId: recipient.id, role: recipient.role },
      ...asTold,
      actor: { kind: 'desk' },
    }));
  }
}

/** Requests that are due for the list of this recipient now, in the order of the index. */
async function waitingFor(deps: WatchDeps, recipientId: string): Promise<DataSubjectRequest[]> {
  const now = deps.clock.now();
  const waiting: DataSubjectRequest[] = [];
  for await (const request of dueRequests(deps)) {
    const isDue = timersOf(request, deps).some(({ kind, at }) => kind === 'tell-recipients' && at <= now);
    if (isDue && queuedRecipients(request).includes(recipientId)) waiting.push(request);
    if (waiting.length === IN_A_LIST) break;
  }
  return waiting;
}

async function listFacts(
  deps: WatchDeps,
  { id, name }: Recipient,
  waiting: readonly DataSubjectRequest[],
): Promise<MailFacts['recipient-digest']> {
  const requests = [];
  for (const { requestId, right } of waiting) {
    const wish = { requestId, purpose: 'confirm', issue: 1, subjectId: id, life: LINK_LIFE } as const;
    const { url, code } = await issueLink(deps, wish);
    requests.push({ reference: referenceOf(requestId), todo: recipientTodo(right), link: url, code });
  }
  return { ...everyMail(deps), recipientName: name, requests, linkLife: LINK_LIFE };
}
