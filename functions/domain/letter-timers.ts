import { type DataSubjectRequest, hasHappened } from './data-subject-request';
import { later } from './due-dates';
import type { Timer } from './timers';
import { openLetters, tellKey, toTell } from './undelivered';

/** How often people are reminded of a letter that nobody has posted. */
const REMIND_EVERY = 'P2D';

/** What did not arrive is told at once, also of a request that is closed: an answer that nobody got is none. A letter is reminded of until somebody says what became of it. */
export function letterTimers(request: DataSubjectRequest): Timer[] {
  if (hasHappened(request, 'shredded')) return [];
  const { zone } = request.received;
  const untold = toTell(request);
  const tell = untold.map(
    (event): Timer => ({ kind: 'tell-undelivered', key: tellKey(event), at: event.at }),
  );
  const waiting = openLetters(request).filter(({ seq }) => !untold.some((one) => one.seq === seq));
  const remind = waiting.map(({ seq, at }): Timer => {
    const prefix = `letter-${seq}-`;
    const before = request.log.filter(({ commandId }) => commandId.startsWith(prefix));
    const since = before.at(-1)?.at ?? at;
    return {
      kind: 'remind-letter',
      key: `${prefix}${before.length + 1}`,
      at: later(since, REMIND_EVERY, zone),
    };
  });
  return [...tell, ...remind];
}
