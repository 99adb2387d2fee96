import { civilDateOf } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { referenceOf } from '../../domain/reference';
import { type DamageDeps, keepFinding, mailDamage } from './mail-damage';

/**
 * Saved before the log records it, so that after a crash staff still hear of every request with wrong dates.
 */
export function keepWrongDates(deps: DamageDeps, { requestId }: DataSubjectRequest): Promise<void> {
  const today = civilDateOf(deps.clock.now(), deps.desk.zone).toString();
  return keepFinding(deps, 'dates', `${referenceOf(requestId)}, noticed on ${today}`);
}

/**
 * Tells staff which requests have dates of a wrong clock, in one mail for a sweep, whether or not a sweep saw
 * that clock. Costs one read when there are none.
 */
export function mailWrongDates(deps: DamageDeps): Promise<void> {
  return mailDamage(deps, { kind: 'dates', found: [], words: wrongDates });
}

const wrongDates = {
  about:
    'A wrong clock dated entries of these requests. Waits, and dates of the law that hang on them, count from the day on which it was noticed; an alarm may come too early',
  remedy: 'Compare the dates of each with the mails of those days',
  chapter: 'clock wrong',
};
