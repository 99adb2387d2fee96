import { arrivalOf } from '../domain/arrival-of';
import { civilDateOf } from '../domain/civil-time';
import { earliestRight, unopenedForm } from '../domain/earliest-right';
import { isRequestId } from '../domain/new-request-id';
import type { InboxItem } from '../domain/ports';
import { isUnread } from '../domain/received-as';
import type { WatchDeps } from './timer-done';

/**
 * How many unreadable items are registered in a day. A flood of them is counted and kept, but makes no flood
 * of requests, dates and alarms.
 */
const MAX_A_DAY = 20;

/**
 * Registers an item that cannot be opened, with the date on which it came, so that its clock runs where staff
 * see it: under the earliest dates that this desk may owe. Repeating is harmless.
 *
 * @returns whether the register has it as a request that waits to be read
 */
export async function registerUnread(deps: WatchDeps, item: InboxItem, now: string): Promise<boolean> {
  const { requestId } = item;
  if (item.registered) return true;
  if (!isRequestId(requestId)) return false;
  const known = await deps.register.find(requestId);
  if (known ? !isUnread(known) : !(await takesOneMore(deps, now))) return false;
  if (!known) await open(deps, item, now);
  // Links to its page are derived from a key. It is made last, so that the clock runs even without KMS.
  await deps.vault.adopt(requestId);
  return true;
}

async function takesOneMore(deps: WatchDeps, now: string): Promise<boolean> {
  const day = now.slice(0, 10);
  return deps.items.takeQuota(`unread:${day}`, MAX_A_DAY, `${day}T23:59:59Z`);
}

async function open(deps: WatchDeps, { requestId, ...item }: InboxItem, now: string): Promise<void> {
  const receivedAt = arrivalOf(deps, item.receivedAt);
  const today = civilDateOf(now, deps.desk.zone).toString();
  await deps.register.open(requestId, 'received', {
    type: 'received',
    data: {
      ...earliestRight(deps, { receivedAt, today }),
      ...unopenedForm(deps.desk, receivedAt),
      unread: true,
    },
    actor: { kind: 'desk' },
  });
}
