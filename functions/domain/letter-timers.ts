import { civilDateOf, plusDuration, startOfDay } from './civil-time';
import { type DataSubjectRequest, hasHappened } from './data-subject-request';
import { isPostable } from './is-postable';
import { MORNING, type Timer } from './timer';
import { deferredAt, openLetters, undeliveredMailKey, undeliveredToReport } from './undelivered';

/**
 * Waits before each reminder of a letter that is not posted. After the last one the letter stays on its page,
 * without further mails.
 */
const REMINDERS = ['P2D', 'P4D', 'P8D', 'P16D', 'P32D', 'P64D'] as const;

/**
 * Staff are notified of an undelivered mail at once, also after the request closed: an answer that did not
 * arrive is none. They are reminded of a letter at growing intervals until they record what became of it,
 * unless no postal address can be known.
 */
export function letterTimers(request: DataSubjectRequest): Timer[] {
  if (hasHappened(request, 'shredded')) return [];
  const { zone } = request.received;
  const untold = undeliveredToReport(request);
  const tell = untold.map((event): Timer => {
    const putOff = deferredAt(request, event);
    const morning =
      putOff && startOfDay(civilDateOf(putOff, zone).add({ days: 1 }).toString(), zone, MORNING);
    return { kind: 'tell-undelivered', key: undeliveredMailKey(event), at: morning ?? event.at };
  });
  const waiting = openLetters(request).filter(({ seq }) => !untold.some((one) => one.seq === seq));
  const remind = (isPostable(request) ? waiting : []).flatMap(({ seq, at }): Timer[] => {
    const prefix = `letter-${seq}-`;
    const before = request.log.filter(({ commandId }) => commandId.startsWith(prefix));
    const wait = REMINDERS[before.length];
    if (!wait) return [];
    const key = `${prefix}${before.length + 1}`;
    return [{ kind: 'remind-letter', key, at: plusDuration(before.at(-1)?.at ?? at, wait, zone) }];
  });
  return [...tell, ...remind];
}
