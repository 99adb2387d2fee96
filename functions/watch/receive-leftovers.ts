import { plusDuration } from '../domain/civil-time';
import { inGroups } from '../domain/in-groups';
import type { InboxItem } from '../domain/ports';
import { registerUnread } from './register-unread';
import type { WatchDeps } from './timer-done';
import { mailUnreadItems, type UnreadItem } from './unread-items';

export interface LeftoverCounts {
  /** Requests that the receiving function had left in the inbox. */
  readonly received: number;
  /** Tries that failed through no fault of the item. It stays and is tried by the next sweep. */
  readonly failed: number;
  /** Items that cannot be opened. They are kept, and staff are told of them once a day. */
  readonly unreadable: number;
  /** Time ran out before every item was looked at. */
  readonly cutOff: boolean;
}

/** A younger item is left to the function that was called for it. */
const FRESH = '-PT5M';

/** From this age on, an item that cannot be received for any reason is in the register with its clock. */
const WAITED_LONG = '-P1D';

/** Items that are looked at concurrently, since each waits for KMS. */
const AT_ONCE = 10;

/**
 * Admits the items for which the receiving function was not called. No item stops another or the sweep. One
 * that cannot be opened is registered with its date of receipt, stays in the inbox and is tried again each
 * day, so that it goes on by itself after a repair.
 *
 * @param mayGoOn - false when the time for this is over; the next sweep looks at what is left
 */
export async function receiveLeftovers(
  deps: WatchDeps,
  now: string,
  mayGoOn: () => boolean = () => true,
): Promise<LeftoverCounts> {
  const seen: Looked[] = [];
  let cutOff = false;
  for await (const items of inGroups(waitingLong(deps, now), AT_ONCE)) {
    seen.push(...(await Promise.all(items.map((item) => lookAt(deps, item, now)))));
    cutOff = !mayGoOn();
    if (cutOff) break;
  }
  const unread = seen.flatMap((one) => one.unread ?? []);
  const told = await mailUnreadItems(deps, unread, { now, cutOff }).then(
    () => 0,
    (error: unknown) => logFailure(deps, 'inbox', error),
  );
  return {
    received: seen.filter((one) => one.received).length,
    failed: seen.filter((one) => one.failed).length + told,
    unreadable: unread.length,
    cutOff,
  };
}

async function* waitingLong(deps: WatchDeps, now: string): AsyncIterable<InboxItem> {
  const before = plusDuration(now, FRESH, 'UTC');
  // A date in the future is wrong, and no reason to wait for it.
  for await (const item of deps.inbox.waiting())
    if (!(item.receivedAt > before && item.receivedAt <= now)) yield item;
}

interface Looked {
  readonly received?: boolean;
  readonly failed?: boolean;
  readonly unread?: UnreadItem;
}

/** Never throws: a fault is logged, and the item is tried by the next sweep. */
async function lookAt(deps: WatchDeps, item: InboxItem, now: string): Promise<Looked> {
  const today = now.slice(0, 10);
  try {
    if (item.triedOn === today) return { unread: item };
    const taken = await deps.receive({ requestId: item.requestId });
    if (taken !== 'unreadable') return { received: taken !== 'gone' };
    const registered = await registerUnread(deps, item, now);
    await deps.inbox.setAside(item.requestId, { triedOn: today, registered });
    return { unread: { ...item, registered } };
  } catch (error) {
    logFailure(deps, item.requestId, error);
    return { failed: true, ...(await waitsTooLong(deps, item, now)) };
  }
}

/**
 * An item that fails for a day, for whatever reason, is treated as unread: its clock has to run where staff
 * see it. Each sweep still tries it.
 */
async function waitsTooLong(deps: WatchDeps, item: InboxItem, now: string): Promise<Looked> {
  if (item.receivedAt > plusDuration(now, WAITED_LONG, 'UTC')) return {};
  try {
    const registered = await registerUnread(deps, item, now);
    if (registered && !item.registered) await deps.inbox.setAside(item.requestId, { registered });
    return { unread: { ...item, registered } };
  } catch (error) {
    logFailure(deps, item.requestId, error);
    return { unread: item };
  }
}

function logFailure(deps: WatchDeps, requestId: string, error: unknown): 1 {
  deps.logFailure(requestId, error);
  return 1;
}
