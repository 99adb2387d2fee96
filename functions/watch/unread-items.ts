import { everyMail } from '../casework/mail/mail-frame';
import { sendList } from '../casework/mail/send-list';
import { approvers } from '../casework/mail/staff-facts';
import { civilDateOf, plusDuration } from '../domain/civil-time';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { dueDates, receivedOn } from '../domain/due-dates';
import { MailRefusal } from '../domain/mail-refusal';
import type { InboxItem } from '../domain/ports';
import { isUnread } from '../domain/received-as';
import { referenceOf } from '../domain/reference';
import { composeMail } from '../emails/compose-mail';
import type { MailFacts } from '../emails/mail-facts';
import { staffUnread } from '../emails/staff-mails';
import type { WatchDeps } from './timer-done';

export type UnreadItem = Pick<InboxItem, 'requestId' | 'receivedAt' | 'registered'>;

/** Requests that the mail names, the one due first on top. The list of open requests has them all. */
const NAMED = 20;

/** How long a mail that is being sent belongs to its sender. */
const SEND_LEASE = 'PT1M';

const unread = { kind: staffUnread.kind, to: 'staff' } as const;

interface Sweep {
  readonly now: string;
  /** There may be more than were seen. */
  readonly cutOff: boolean;
}

/**
 * Mails each approver and the second address once a day about all items that cannot be read; no mail when
 * there is none. One mailbox that refuses does not hold up the others.
 *
 * @throws the first fault when nobody at all could be told
 */
export async function mailUnreadItems(
  deps: WatchDeps,
  items: readonly UnreadItem[],
  sweep: Sweep,
): Promise<void> {
  if (items.length === 0) return;
  const addresses = new Map(
    deps.desk.staff.filter((s) => approvers(deps).includes(s.id)).map((s) => [s.email, s.id]),
  );
  if (!addresses.has(deps.desk.escalateTo)) addresses.set(deps.desk.escalateTo, 'second');
  let facts: MailFacts['staff-unread'] | undefined;
  const leads = items.find(({ registered }) => registered)?.requestId;
  const faults: unknown[] = [];
  for (const [address, id] of addresses)
    await onceADay(deps, id, sweep.now, async () => {
      facts ??= await factsOf(deps, items, sweep);
      const mail = composeMail(staffUnread, facts);
      await sendList(
        deps,
        { ...unread, key: `unread-${sweep.now.slice(0, 10)}`, mail, leads },
        { id, address },
      );
    }).catch((fault) => faults.push(fault));
  if (faults.length === addresses.size) throw faults[0];
  for (const fault of faults) deps.logFailure('inbox', fault);
}

/** Sent first and recorded after: a crash in between repeats the mail, and none is lost. */
async function onceADay(
  { items, clock }: Pick<WatchDeps, 'items' | 'clock'>,
  id: string,
  now: string,
  send: () => Promise<void>,
): Promise<void> {
  const [name, day] = [`unread-told-${id}`, now.slice(0, 10)];
  if ((await items.findCursor(name)) === day) return;
  const at = clock.now();
  const until = plusDuration(at, SEND_LEASE, 'UTC');
  if (!(await items.takeLease(name, at, until))) return;
  try {
    await send().catch(async (fault) => {
      // The same mailbox would refuse the same mail in each sweep: tomorrow is soon enough.
      if (fault instanceof MailRefusal) await items.saveCursor(name, day);
      throw fault;
    });
    await items.saveCursor(name, day);
  } finally {
    await items.dropLease(name, until);
  }
}

async function factsOf(
  deps: WatchDeps,
  items: readonly UnreadItem[],
  { now, cutOff }: Sweep,
): Promise<MailFacts['staff-unread']> {
  const registered = items.filter((item) => item.registered);
  const found = await Promise.all(registered.map(({ requestId }) => deps.register.find(requestId)));
  const open = found.filter((r): r is DataSubjectRequest => r?.status === 'with-staff' && isUnread(r));
  const rows = open
    .map((request) => ({
      reference: referenceOf(request.requestId),
      receivedOn: receivedOn(request).toString(),
      dueOn: dueDates(request, deps.book).latest,
    }))
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const unnumbered = items.length - registered.length;
  return {
    ...everyMail(deps),
    total: `${cutOff ? 'at least ' : ''}${items.length}`,
    oldest: oldestOf(items, now, deps.desk.zone),
    requests: rows.slice(0, NAMED),
    ...(unnumbered > 0 ? { unnumbered: String(unnumbered) } : {}),
  };
}

/** Plain date. An item without a believable date came today. */
function oldestOf(items: readonly UnreadItem[], now: string, zone: string): string {
  const days = [...items.map(({ receivedAt }) => receivedAt), now].flatMap((at) => dayOf(at, zone));
  return days.sort()[0] ?? dayOf(now, zone).join();
}

/** `undefined` for what is no instant, or is before the first day of the calendar in use. */
function dayOf(at: unknown, zone: string): string[] {
  try {
    const day = civilDateOf(String(at), zone).toString();
    return /^\d{4}-/.test(day) ? [day] : [];
  } catch {
    return [];
  }
}
