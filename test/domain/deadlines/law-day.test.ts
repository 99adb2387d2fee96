import fc from 'fast-check';
import { deadlines } from '../../../functions/domain/deadlines/deadline';
import { lawDays } from '../../../functions/domain/deadlines/law-day';
import { governingLaws } from '../../../functions/domain/governing-laws';
import { isOfferedAt } from '../../../functions/domain/offered-rights';
import { aBook, aDesk } from '../../builders/a-desk';

const laws = [{ regime: 'cl-21719', applies: 'binds', because: 'the shop sells there' }] as const;

function chileanDates(received: string, zone: string) {
  const book = aBook(aDesk({ laws }));
  const request = { regime: 'cl-21719', requestType: 'access', place: null, zone, received, events: [] };
  return deadlines(request, book);
}

describe('the day on which a law begins', () => {
  it.each([
    ['before midnight in Santiago', '2026-12-01T02:59:59Z', 'America/Santiago', false],
    ['at midnight in Santiago', '2026-12-01T03:00:00Z', 'America/Santiago', true],
    ['at midnight in Santiago, to the west of it', '2026-12-01T03:00:00Z', 'America/Los_Angeles', true],
    ['before midnight in Santiago, to the west of it', '2026-12-01T02:59:59Z', 'America/Los_Angeles', false],
    ['at midnight of a shop to the east', '2026-11-30T23:00:00Z', 'Europe/Berlin', true],
    ['before midnight of a shop to the east', '2026-11-30T22:59:59Z', 'Europe/Berlin', false],
  ])('comes from the earlier midnight of the shop and the law: %s', (_, received, zone, isGiven) => {
    const { respondBy, status } = chileanDates(received, zone);

    expect([status !== 'notInForce', respondBy !== null]).toEqual([isGiven, isGiven]);
  });

  it('changes no date: days are counted from the civil day of receipt at the establishment', () => {
    expect(chileanDates('2026-12-01T04:00:00Z', 'America/Los_Angeles').respondBy).toBe('2026-12-30');
  });

  it('never begins for a refusal before it began for the person', () => {
    const zones = fc.constantFrom(
      'Pacific/Auckland',
      'Europe/Berlin',
      'America/Santiago',
      'Pacific/Honolulu',
    );
    const instants = fc
      .integer({ min: Date.parse('2026-11-29T00:00Z'), max: Date.parse('2026-12-03T00:00Z') })
      .map((ms) => new Date(ms).toISOString());
    fc.assert(
      fc.property(zones, zones, instants, (home, zone, instant) => {
        const { givingOn, refusingOn } = lawDays({ zone: home }, instant, zone);
        expect(refusingOn <= givingOn).toBe(true);
        expect(lawDays({ zone: home }, instant, zone)).toEqual(lawDays({ zone }, instant, home));
      }),
    );
  });

  it('is the one from which a form to the west offers what a law knows from then on', () => {
    const ccpa = [{ regime: 'us-ca-ccpa', applies: 'binds', because: 'it sells there' }] as const;
    const desk = aDesk({ laws: ccpa, zone: 'Pacific/Honolulu' });
    const book = aBook(desk);
    const isOffered = (now: string) => isOfferedAt({ desk, book }, 'admt-access', now);

    expect(isOffered('2027-01-01T07:59:59Z')).toBe(false);
    expect(isOffered('2027-01-01T08:00:00Z')).toBe(true);
  });

  it('is the one from which the law governs a request', () => {
    const both = [...laws, { regime: 'eu-gdpr', applies: 'binds', because: 'it sells there' }] as const;
    const desk = aDesk({ laws: both, zone: 'America/Los_Angeles' });
    const governed = (receivedAt: string) =>
      governingLaws({ desk, book: aBook(desk) }, 'access', { livesIn: 'CL', receivedAt });

    expect(governed('2026-12-01T02:59:59Z')).not.toContain('cl-21719');
    expect(governed('2026-12-01T03:00:00Z')).toContain('cl-21719');
  });
});
