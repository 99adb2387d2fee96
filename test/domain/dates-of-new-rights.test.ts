import { dueDates } from '../../functions/domain/due-dates';
import type { Right } from '../../functions/domain/rights';
import { aBook, aDesk } from '../builders/a-desk';
import { anEvent, aRequest } from './a-log';

/** The last lawful day of a request under one law, received in the zone of the desk. */
function latest(law: string, right: Right, receivedAt: string): string {
  const desk = aDesk({ laws: [{ regime: law, applies: 'binds', because: 'x' }] });
  const request = aRequest(anEvent('received', { right, regimes: [law], receivedAt }));
  return dueDates(request, aBook(desk)).latest;
}

describe('the date of a right that only some laws know', () => {
  it.each([
    ['us-ca-ccpa', 'admt-opt-out', '2027-01-04T12:00:00.000Z', '2027-01-26'],
    ['us-ca-ccpa', 'admt-access', '2027-01-04T12:00:00.000Z', '2027-02-18'],
    ['us-ca-ccpa', 'automated-decision-review', '2027-01-04T12:00:00.000Z', '2027-02-18'],
    ['us-va-vcdpa', 'opt-out-of-profiling', '2026-11-28T12:00:00.000Z', '2027-01-12'],
    ['us-ct-ctdpa', 'automated-decision-review', '2026-07-01T12:00:00.000Z', '2026-08-15'],
    ['us-ct-ctdpa', 'third-party-list', '2026-07-01T12:00:00.000Z', '2026-08-15'],
    ['us-de-dpdpa', 'third-party-list', '2026-11-28T12:00:00.000Z', '2027-01-12'],
    ['us-ut-ucpa', 'rectification', '2026-07-01T12:00:00.000Z', '2026-08-15'],
    ['us-mn-mcdpa', 'consent-withdrawal', '2026-11-28T12:00:00.000Z', '2026-12-13'],
    ['ca-qc-law25', 'deindexation', '2026-11-28T12:00:00.000Z', '2026-12-28'],
    ['in-dpdp', 'nomination', '2027-05-13T12:00:00.000Z', '2027-08-11'],
    ['cl-21719', 'restriction', '2026-12-04T12:00:00.000Z', '2026-12-07'],
  ] as const)('is that of %s for %s received at %s: %s', (law, right, receivedAt, day) => {
    expect(latest(law, right, receivedAt)).toBe(day);
  });
});
