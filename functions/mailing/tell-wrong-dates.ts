import { civilDateOf } from '../domain/civil-time';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { referenceOf } from '../domain/reference';
import { type DamageDeps, keepUntold, tellDamage } from './tell-damage';

/**
 * Kept before it is noted in the log, so that a crash leaves no request with wrong dates that nobody hears
 * of.
 */
export function keepWrongDates(deps: DamageDeps, { requestId }: DataSubjectRequest): Promise<void> {
  const today = civilDateOf(deps.clock.now(), deps.desk.zone).toString();
  return keepUntold(deps, 'dates', `${referenceOf(requestId)}, noticed on ${today}`);
}

/**
 * Tells staff which requests have dates of a wrong clock, all of a sweep in one mail, whether or not any
 * sweep saw that clock. One read where there are none.
 */
export function tellWrongDates(deps: DamageDeps): Promise<void> {
  return tellDamage(deps, { kind: 'dates', found: [], words: wrongDates });
}

const wrongDates = {
  about:
    'A wrong clock dated entries of these requests. Waits, and dates of the law that hang on them, count from the day on which it was noticed; an alarm may come too early',
  remedy: 'Compare the dates of each with the mails of those days',
  chapter: 'clock wrong',
};
