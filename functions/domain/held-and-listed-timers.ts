import type { Temporal } from 'temporal-polyfill';
import { civilDateOf, startOfDay } from './civil-time';
import { heldTimers } from './held-mails';
import { strangersListTimers } from './listed-mails';
import { lastOf } from './log-entries';
import { queuedRecipients } from './recipients';
import { MORNING, type Timer, type TimerInput } from './timer';

/**
 * Mails that wait for quota or for a list: held mails, recipients who are notified together once a day, and
 * strangers' requests that staff read about together.
 */
export function heldAndListedTimers(t: TimerInput): Timer[] {
  return [...heldTimers(t.request), ...listTimers(t), ...strangersListTimers(t.request)];
}

const DAILY_LIST = 'tell-recipients';

/** The next morning, or the one after it where that day's list was full. */
function listTimers({ request, zone }: TimerInput): Timer[] {
  const queued = lastOf(request.log, 'recipient-queued');
  if (!queued || queuedRecipients(request).length === 0) return [];
  const tries = request.log.filter((event) => event.commandId.startsWith(`${DAILY_LIST}-`));
  const from = tries.at(-1)?.at ?? queued.at;
  const date: Temporal.PlainDate = civilDateOf(from, zone).add({ days: 1 });
  return [
    {
      kind: DAILY_LIST,
      key: `${DAILY_LIST}-${tries.length + 1}`,
      at: startOfDay(date.toString(), zone, MORNING),
    },
  ];
}
