import { later } from '../domain/due-dates';
import type { WatchDeps } from './note-deed';

/** Intake itself announces what it received; what is older than this was not taken. */
const TAKEN_WITHIN = '-PT5M';

/** Requests that intake could not announce. One that cannot be read stops no other, nor the sweep. */
export async function takeInbox(
  deps: WatchDeps,
  now: string,
  mayGoOn: () => boolean,
): Promise<{ readonly received: number; readonly failed: number }> {
  const before = later(now, TAKEN_WITHIN, 'UTC');
  const counts = { received: 0, failed: 0 };
  for await (const item of deps.inbox.waiting()) {
    if (!mayGoOn()) break;
    if (item.receivedAt > before) continue;
    try {
      await deps.receive({ requestId: item.requestId });
      counts.received += 1;
    } catch (error) {
      counts.failed += 1;
      deps.note(item.requestId, error as Error);
    }
  }
  return counts;
}
